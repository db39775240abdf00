/** The files of a document that the guide has ready. */
import { element } from "../dom.js";
import { words } from "../words.js";

const ENDINGS = ["docx", "txt"];

/**
 * @param {number} number of the message that offers it
 * @returns {HTMLElement} a link for each kind of file
 */
export function documentLinks(number) {
  const links = ENDINGS.map((ending) =>
    element("li", {}, element("a.govuk-link", { href: `/conversation/documents/${number}.${ending}`, download: true }, words.documents[ending])),
  );
  return element("ul.govuk-list", {}, ...links);
}
