/** Reads the small part of Markdown that the guide's texts use. Pure: it makes no elements. */

/**
 * @typedef {{bold: boolean, text: string}} Run
 * @typedef {{kind: "paragraph" | "heading" | "lead" | "bullets" | "numbers", lines: string[], from?: number}} Block
 */

const BULLET = /^\s*[-*•]\s+(.*)$/;
const NUMBER = /^\s*(\d+)\.\s+(.*)$/;
const LONGEST_HEADING = 80;

/**
 * @param {string} text
 * @returns {Block[]} the text's blocks in order. A "lead" is a paragraph that leads into a list ("Ask for:"), a "heading"
 *   a short line with no full stop before a list; `from` is the first number of a numbered list.
 */
export function blocks(text) {
  const read = [];
  let current = null;
  const add = (kind, line, more = {}) => {
    if (current?.kind === kind) current.lines.push(line);
    else read.push((current = { kind, lines: [line], ...more }));
  };
  for (const line of text.split(/\r?\n/)) {
    const bullet = BULLET.exec(line);
    const number = NUMBER.exec(line);
    if (!line.trim()) current = null;
    else if (bullet) add("bullets", bullet[1]);
    else if (number) add("numbers", number[2], { from: Number(number[1]) });
    else if (current?.kind !== "paragraph" && /^\s{2,}/.test(line) && current) current.lines.push(`${current.lines.pop()}\n${line.trim()}`);
    else add("paragraph", line.trim());
  }
  return joinedLists(read).flatMap(named);
}

/** A blank line between two items doesn't end a list. */
function joinedLists(read) {
  const joined = [];
  for (const block of read) {
    const last = joined.at(-1);
    const goesOn = last && last.kind === block.kind && block.kind !== "paragraph";
    if (goesOn && (block.kind === "bullets" || block.from === last.from + last.lines.length)) last.lines.push(...block.lines);
    else joined.push(block);
  }
  return joined;
}

/** Paragraphs before a list get their own kind. */
function named(block, index, all) {
  const next = all[index + 1];
  if (block.kind !== "paragraph" || !next || !["bullets", "numbers"].includes(next.kind)) return block;
  const line = block.lines.at(-1);
  if (line.endsWith(":")) {
    const before = block.lines.slice(0, -1);
    return [...(before.length ? [{ ...block, lines: before }] : []), { kind: "lead", lines: [line] }];
  }
  const short = block.lines.length === 1 && line.length <= LONGEST_HEADING && !/[.?!…]["”']?$/.test(line);
  return short ? { ...block, kind: "heading" } : block;
}

/**
 * @param {string} line
 * @returns {Run[]} the line's runs, bold (`**so**`) and not
 */
export function runs(line) {
  return line
    .split(/(\*\*(?=\S)[^*]+?(?<=\S)\*\*)/)
    .filter(Boolean)
    .map((part) => (/^\*\*.+\*\*$/s.test(part) ? { bold: true, text: part.slice(2, -2) } : { bold: false, text: part }));
}
