/** Where a message comes from. */
import { element } from "../dom.js";
import { filled, words } from "../words.js";

/**
 * @param {{document: string, section: string, edition: string}[]} from
 * @returns {HTMLElement}
 */
export function sources(from) {
  return element(
    "details.govuk-details",
    {},
    element("summary.govuk-details__summary", {}, element("span.govuk-details__summary-text", {}, words.sources)),
    element("div.govuk-details__text", {}, element("ul.govuk-list", {}, ...from.map(source))),
  );
}

function source({ document: title, section, edition }) {
  return element(
    "li",
    {},
    element("cite", {}, title),
    section && element("span.source-part", {}, section),
    edition && element("span.source-part", {}, filled(words.edition, { edition })),
  );
}
