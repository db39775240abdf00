/** The summary that a walk-through ends with: to print and to copy. */
import { ask, button, element } from "../dom.js";
import { words } from "../words.js";

/** @returns {boolean} whether a message is the summary of a walk-through */
export function isSummary({ custom }) {
  return ["finished", "stopped"].includes(custom.checklist?.state) && Boolean(custom.content?.includes("checklist.start"));
}

/**
 * @param {HTMLElement} article the summary
 * @returns {HTMLElement}
 */
export function summaryTools(article) {
  const copied = () => copy(article).then(
    () => ask(article, "announce", words.copied),
    () => ask(article, "announce", words.copy_failed),
  );
  return element(
    "div.summary-tools",
    {},
    button(words.print, () => print(article), "secondary"),
    button(words.copy, copied, "secondary"),
  );
}

/** Marks the one that printing shows. */
export function markForPrinting(article) {
  document.querySelector(".to-print")?.classList.remove("to-print");
  article?.classList.add("to-print");
  document.body.classList.toggle("prints-summary", Boolean(article));
}

function print(article) {
  markForPrinting(article);
  window.print();
}

async function copy(article) {
  await navigator.clipboard.writeText(plainText(article));
}

/** The summary's words, as they would be typed. */
function plainText(article) {
  const parts = [...article.children].filter((child) => child.matches("p, h3, ul, ol"));
  const title = parts.find((part) => part.matches("h3"));
  return parts
    .slice(Math.max(0, parts.indexOf(title)))
    .map((part) => (part.matches("ul, ol") ? [...part.children].map((item) => `- ${item.innerText}`).join("\n") : part.innerText))
    .join("\n\n");
}
