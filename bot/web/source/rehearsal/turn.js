/** A turn of a rehearsal: what the child said, and what kind of thing was asked. */
import { element } from "../dom.js";
import { words } from "../words.js";

/**
 * @param {string} text a message
 * @param {string | null} child the child's id ("maya")
 * @returns {{name: string, shown: (block: object) => Node | null} | null} the child's name as the text has it, and what shows
 *   the child's line; null where the child says nothing in it
 */
export function childLine(text, child) {
  const said = /(?:^|\n)(\p{L}+): /u.exec(text);
  if (!child || said?.[1].toLowerCase() !== child.toLowerCase()) return null;
  const name = said[1];
  return { name, shown: (block) => shown(name, block) };
}

function shown(name, { kind, lines }) {
  const begins = `${name}: `;
  if (kind === "bullets" || kind === "numbers" || !lines[0].startsWith(begins)) return null;
  const [first, ...others] = [lines[0].slice(begins.length), ...lines.slice(1)];
  const rest = others.flatMap((line) => [element("br"), line]);
  return element("p.govuk-body.child-line", {}, element("strong.child-name", {}, name), first, ...rest);
}

/** @returns {HTMLElement} the label of what was just asked, with a word on it */
export function labelTag(label) {
  const [name, word] = words.rehearsal_labels[label] ?? [label, ""];
  return element(
    "p.govuk-body-s.asked",
    {},
    `${words.rehearsal_asked} `,
    element("strong.govuk-tag.label-tag", {}, name),
    word && ` (${word})`,
  );
}
