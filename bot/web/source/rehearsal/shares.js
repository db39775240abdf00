/** The feedback's shares as bars. The words beside each bar say the same, so that the bars need none of their own. */
import { drawing, element } from "../dom.js";
import { filled, words } from "../words.js";

const WIDTH = 100;

/**
 * @param {{label: string, share: number, count: number}[]} all
 * @returns {HTMLElement}
 */
export function shares(all) {
  const of = all.reduce((sum, { count }) => sum + count, 0);
  return element(
    "figure.shares",
    {},
    element("figcaption.govuk-body.lead", {}, words.shares_caption),
    element("ul.govuk-list", {}, ...all.filter((one) => one.count > 0).map((one) => bar(one, of))),
  );
}

function bar({ label, share, count }, of) {
  const [name, word] = words.rehearsal_labels[label] ?? [label, ""];
  const picture = drawing(
    "svg",
    { viewBox: `0 0 ${WIDTH} 6`, preserveAspectRatio: "none", "aria-hidden": "true", class: "share-bar" },
    drawing("rect", { width: WIDTH, height: 6, class: "share-all" }),
    drawing("rect", { width: WIDTH * share, height: 6, class: "share-part" }),
  );
  return element("li", {}, filled(words.share, { name, word, percent: Math.round(share * 100), count, of }), picture);
}
