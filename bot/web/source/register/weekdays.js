/** Absence and lateness on each weekday as bars, told apart by a pattern too. The words beside them say the same. */
import { drawing, element } from "../dom.js";
import { words } from "../words.js";

const WIDTH = 100;
const HEIGHT = 10;
const SCHOOL_DAYS = 5;

/**
 * @param {Record<string, number>} absent sessions absent on each weekday that has any
 * @param {Record<string, number>} late sessions late, before and after the register closed
 * @returns {HTMLElement}
 */
export function weekdays(absent, late) {
  const days = words.weekdays.filter((day, place) => place < SCHOOL_DAYS || absent[day] || late[day]);
  const most = Math.max(1, ...Object.values(absent), ...Object.values(late));
  const row = (day) =>
    element(
      "tr",
      {},
      element("th", { scope: "row" }, day),
      element("td", {}, bar("absent", absent[day] ?? 0, most)),
      element("td", {}, bar("late", late[day] ?? 0, most)),
    );
  return element(
    "figure.weekdays",
    {},
    element("figcaption", {}, element("h3.govuk-heading-s", {}, words.by_weekday), element("p.govuk-hint", {}, words.by_weekday_how)),
    element(
      "table.bars",
      {},
      element("thead", {}, element("tr", {}, ...words.by_weekday_columns.map((name) => element("th", { scope: "col" }, name)))),
      element("tbody", {}, ...days.map(row)),
    ),
  );
}

/** A number with its bar: filled where absent, ticks where late. */
function bar(kind, count, most) {
  const part = (WIDTH * count) / most;
  const shape =
    kind === "late"
      ? [drawing("rect", { width: part, height: HEIGHT, class: "bar-edge" }), drawing("path", { d: `M0 ${HEIGHT / 2}H${part}`, class: "bar-ticks" })]
      : [drawing("rect", { width: part, height: HEIGHT, class: "bar-full" })];
  return element(
    "span.bar",
    {},
    element("span.bar-count", {}, String(count)),
    drawing("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none", "aria-hidden": "true" }, ...(count ? shape : [])),
  );
}
