/** The appendix's table, made from the list that the guide says. */
import { element } from "../dom.js";
import { words } from "../words.js";

const ROW = /^(\d+%): ([\d.]+) days?, ([\d.]+) weeks?; ([\d.]+) days? over five years\. (.+)$/;

/**
 * @param {import("../message/reading.js").Block} block
 * @returns {HTMLElement | null} the table; null where the block isn't the list of bands
 */
export function bandsTable(block) {
  const rows = block.kind === "bullets" ? block.lines.map((line) => ROW.exec(line)?.slice(1)) : [];
  if (!rows.length || rows.some((row) => !row)) return null;
  const heads = words.table_columns.map((column) => element("th.govuk-table__header", { scope: "col" }, column));
  const table = element(
    "table.govuk-table.bands-table",
    {},
    element("thead.govuk-table__head", {}, element("tr.govuk-table__row", {}, ...heads)),
    element("tbody.govuk-table__body", {}, ...rows.map(band)),
  );
  return table;
}

function band([first, ...others]) {
  const cells = others.map((value, index) =>
    element("td.govuk-table__cell", { "data-column": words.table_columns[index + 1] }, value),
  );
  return element("tr.govuk-table__row", {}, element("th.govuk-table__header", { scope: "row" }, first), ...cells);
}
