/** Two registers side by side. */
import { element } from "../dom.js";
import { filled, words } from "../words.js";
import { dayInWords, percent } from "./reading.js";

const SIGNS = { up: "\u25b2", down: "\u25bc", same: "=" };

/**
 * @param {Record<string, any>} both the contract's `compared`
 * @returns {HTMLElement}
 */
export function compared({ before, after, rows }) {
  const [first, second, change] = words.compared_columns;
  const period = (name, { from, to, possible }) =>
    element("li", {}, filled(words.compared_period, { name, from: dayInWords(from), to: dayInWords(to), possible }));
  return element(
    "div.compared",
    {},
    element("ul.govuk-list", {}, period(first, before), period(second, after)),
    element(
      "table",
      {},
      element("caption", {}, words.compared),
      element("thead", {}, element("tr", {}, element("td"), ...[first, second, change].map((name) => element("th", { scope: "col" }, name)))),
      element("tbody", {}, ...rows.map(row)),
    ),
  );
}

function row({ what, before, after, change, direction }) {
  const name = words.compared_rows[what] ?? filled(words.compared_weekday, { weekday: what });
  const shown = (value) => [value === null ? words.compared_none : `${percent(value)}%`];
  const cells = [shown(before), shown(after), changed(change, direction)];
  const cell = (said, place) => element("td", { "data-column": words.compared_columns[place] }, ...said);
  return element("tr", {}, element("th", { scope: "row" }, name), ...cells.map(cell));
}

/** Which way it went, as a sign and in words. */
function changed(change, direction) {
  if (!direction) return [words.compared_none];
  const sign = element("span", { "aria-hidden": "true" }, `${SIGNS[direction]} `);
  return [sign, filled(words.compared_changes[direction], { points: percent(Math.abs(change)) })];
}
