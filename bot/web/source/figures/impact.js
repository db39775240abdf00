/** A figure of attendance: the year drawn, and a table of what is missed. */
import { drawing, element } from "../dom.js";
import { figure, filled, words } from "../words.js";
import { DAYS, squares } from "./year.js";

/**
 * @param {Record<string, any>} figures the contract's `impact`
 * @returns {HTMLElement}
 */
export function impact(figures) {
  return element("div.impact", {}, year(figures.days_missed), table(figures));
}

const SQUARE = 10;
const GAP = 2;

function year(missed) {
  const values = { missed: figure(missed), of: DAYS };
  const all = squares(missed);
  const width = (all.at(-1).week + 1) * (SQUARE + GAP);
  const height = 5 * (SQUARE + GAP);
  const picture = drawing(
    "svg",
    { role: "img", "aria-label": filled(words.year_picture, values), viewBox: `-1 -1 ${width} ${height}`, class: "year" },
    ...all.flatMap(square),
  );
  return element("figure.year-figure", {}, picture, element("figcaption.govuk-hint", {}, filled(words.year_caption, values)));
}

/** Filled from below, with a cross so that it doesn't rest on colour alone. */
function square({ week, day, filled: part }) {
  const x = week * (SQUARE + GAP);
  const y = day * (SQUARE + GAP);
  const parts = [drawing("rect", { x, y, width: SQUARE, height: SQUARE, class: "year-day" })];
  if (part > 0) {
    parts.push(drawing("rect", { x, y: y + SQUARE * (1 - part), width: SQUARE, height: SQUARE * part, class: "year-missed" }));
  }
  if (part === 1) {
    const cross = `M${x + 2} ${y + 2}l${SQUARE - 4} ${SQUARE - 4}m0 ${4 - SQUARE}l${4 - SQUARE} ${SQUARE - 4}`;
    parts.push(drawing("path", { d: cross, class: "year-cross" }));
  }
  return parts;
}

function table(figures) {
  const name = words.impact_rows;
  const caption = filled(words.impact_caption, { attendance: figure(figures.attendance) });
  const rows = [
    [name.days, figures.days_missed, figures.days_missed_five_years],
    [name.weeks, figures.weeks_missed, figures.weeks_missed * 5],
    [name.lessons, figures.lessons_missed, figures.lessons_missed * 5],
    [name.years, figures.years_missed_five_years / 5, figures.years_missed_five_years],
  ];
  return element(
    "table.govuk-table.impact-table",
    {},
    element("caption.govuk-table__caption.govuk-table__caption--s", {}, caption),
    element("thead.govuk-table__head", {}, row("th", [name.measure, name.year, name.five])),
    element("tbody.govuk-table__body", {}, ...rows.map(([measure, ...values]) => row("td", [measure, ...values.map(figure)]))),
  );
}

/** @param {"th" | "td"} kind of all cells but the first, which heads its row */
function row(kind, [first, ...others]) {
  const scope = kind === "th" ? "col" : "row";
  const numeric = kind === "th" ? "th.govuk-table__header.govuk-table__header--numeric" : "td.govuk-table__cell.govuk-table__cell--numeric";
  return element(
    "tr.govuk-table__row",
    {},
    element("th.govuk-table__header", { scope }, first),
    ...others.map((value) => element(numeric, kind === "th" ? { scope } : {}, value)),
  );
}
