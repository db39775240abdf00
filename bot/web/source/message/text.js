/** A message's text as elements. */
import { element } from "../dom.js";
import { words } from "../words.js";
import { blocks, runs } from "./reading.js";

/**
 * @param {string} text what the guide said
 * @param {{withoutSource?: boolean, special?: (block: import("./reading.js").Block) => Node | null}} [options]
 *   `withoutSource` leaves out the line that names the sources; `special` may give a block's elements itself
 * @returns {Node[]}
 */
export function guideText(text, { withoutSource = false, special = () => null } = {}) {
  return blocks(text)
    .filter((block) => !(withoutSource && block.lines[0].startsWith(words.source_begins)))
    .map((block) => special(block) ?? shown(block));
}

/** @returns {Node[]} what the practitioner said, as it was typed */
export function typedText(text) {
  return [element("p.govuk-body.typed", {}, text)];
}

function shown(block) {
  if (block.kind === "bullets") return element("ul.govuk-list.govuk-list--bullet", {}, ...block.lines.map(item));
  if (block.kind === "numbers") {
    return element("ol.govuk-list.govuk-list--number", { start: block.from }, ...block.lines.map(item));
  }
  if (block.kind === "heading") return element("h3.govuk-heading-s", {}, ...lines(block.lines));
  if (block.lines[0].startsWith(words.note_begins)) return element("p.govuk-inset-text.note", {}, ...lines(block.lines));
  return element(block.kind === "lead" ? "p.govuk-body.lead" : "p.govuk-body", {}, ...lines(block.lines));
}

function item(line) {
  return element("li", {}, ...lines(line.split("\n")));
}

function lines(all) {
  return all.flatMap((line, index) => [...(index ? [element("br")] : []), ...runs(line).map(run)]);
}

function run({ bold, text }) {
  return bold ? element("strong", {}, text) : document.createTextNode(text);
}
