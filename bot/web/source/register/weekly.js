/** Attendance week by week as a line, with the thresholds of persistent and severe absence; the figures in a table. */
import { drawing, element, freshId } from "../dom.js";
import { filled, words } from "../words.js";
import { THRESHOLDS, dayInWords, percent, runs } from "./reading.js";

const WIDTH = 1000;
const HEIGHT = 100;

/**
 * @param {{week: string, attendance: number}[]} weeks the contract's `register.weekly`, at least one
 * @returns {HTMLElement}
 */
export function weekly(weeks) {
  const ends = [weeks[0], weeks.at(-1)].map(({ week }) => element("span", {}, dayInWords(week)));
  return element(
    "figure.weekly",
    {},
    element("figcaption", {}, element("h3.govuk-heading-s", {}, words.weekly), element("p.govuk-hint", {}, words.weekly_how)),
    element(
      "div.plot",
      {},
      element("div.plot-scale", { "aria-hidden": "true" }, ...[100, ...THRESHOLDS, 0].map((at) => element(`span.at-${at}`, {}, `${at}%`))),
      picture(weeks),
      element("div.plot-ends", { "aria-hidden": "true" }, ...ends.slice(0, weeks.length)),
    ),
    element(
      "details.govuk-details",
      {},
      element("summary.govuk-details__summary", {}, element("span.govuk-details__summary-text", {}, words.weekly_table)),
      element("div.govuk-details__text", {}, table(weeks)),
    ),
  );
}

/** Lines keep their width however wide the picture is drawn, so that a point is a line of no length with round ends. */
function picture(weeks) {
  const [title, desc] = [freshId("weekly"), freshId("weekly")];
  const at = ({ x, y }) => `${(x * WIDTH).toFixed(1)} ${(y * HEIGHT).toFixed(1)}`;
  const all = runs(weeks);
  const lines = all.map((run) => `M${run.map(at).join("L")}`).join("");
  const points = all.flat().map((point) => `M${at(point)}h0`).join("");
  return drawing(
    "svg",
    { role: "img", "aria-labelledby": `${title} ${desc}`, viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none" },
    drawing("title", { id: title }, words.weekly),
    drawing("desc", { id: desc }, described(weeks)),
    ...THRESHOLDS.map((percents) => drawing("path", { d: `M0 ${HEIGHT - percents}H${WIDTH}`, class: `threshold threshold-${percents}` })),
    drawing("path", { d: lines, class: "weekly-line" }),
    drawing("path", { d: points, class: "weekly-points" }),
  );
}

function described(weeks) {
  const lowest = weeks.reduce((least, one) => (one.attendance < least.attendance ? one : least));
  const [persistent, severe] = THRESHOLDS.map((most) => weeks.filter(({ attendance }) => attendance <= most).length);
  return filled(words.weekly_described, {
    from: dayInWords(weeks[0].week),
    to: dayInWords(weeks.at(-1).week),
    weeks: weeks.length,
    lowest: percent(lowest.attendance),
    week: dayInWords(lowest.week),
    persistent,
    severe,
  });
}

function table(weeks) {
  const row = ({ week, attendance }) =>
    element("tr", {}, element("th", { scope: "row" }, dayInWords(week)), element("td", {}, `${percent(attendance)}%`));
  return element(
    "table.codes",
    {},
    element("thead", {}, element("tr", {}, ...words.weekly_columns.map((name) => element("th", { scope: "col" }, name)))),
    element("tbody", {}, ...weeks.map(row)),
  );
}
