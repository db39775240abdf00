/** The part of Markdown that cards may use, as HTML. */

const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/**
 * @param {string} text
 * @returns {string} HTML: everything escaped, **bold** and lists drawn, links left as their words
 */
export function drawn(text) {
  const lines = text.split(/\r?\n/).map((line) => ({ item: /^\s*[-*]\s+(.*)$/.exec(line)?.[1], line }));
  let html = "";
  let inList = false;
  for (const [index, { item, line }] of lines.entries()) {
    if (item !== undefined && !inList) html += "<ul>";
    if (item === undefined && inList) html += "</ul>";
    else if (item === undefined && index > 0) html += "<br>";
    inList = item !== undefined;
    html += inList ? `<li>${inline(item)}</li>` : inline(line);
  }
  return inList ? `${html}</ul>` : html;
}

function inline(line) {
  const escaped = line.replace(/[&<>"']/g, (character) => ESCAPES[character]);
  return escaped.replace(/\*\*(?=\S)([^*]+?)\*\*/g, "<strong>$1</strong>");
}
