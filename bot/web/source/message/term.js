/** A term that the guide explains, marked as what is defined. */
import { element } from "../dom.js";

const DEFINED = /^(.+?)(: .+)$/s;

/**
 * @param {string | undefined} term the contract's `term`
 * @param {import("./reading.js").Block} block
 * @returns {HTMLElement | null} null where the block doesn't begin with the term
 */
export function definition(term, { kind, lines }) {
  const [, name, meaning] = (term && kind === "paragraph" && DEFINED.exec(lines[0])) || [];
  if (!name?.toLowerCase().includes(term.toLowerCase())) return null;
  const more = lines.slice(1).flatMap((line) => [element("br"), line]);
  return element("p.govuk-body", {}, element("dfn", {}, name), meaning, ...more);
}
