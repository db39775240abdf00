/** "Was this helpful?" */
import { ask, button, element, freshId } from "../dom.js";
import { words } from "../words.js";

/**
 * @param {number} number of the message
 * @returns {HTMLElement}
 */
export function rating(number) {
  const label = freshId("helpful");
  const rate = (helpful) => () => ask(group, "rate", { number, helpful, done: () => choose(helpful) });
  const yes = small(words.yes, rate(true));
  const no = small(words.no, rate(false));
  const choose = (helpful) => {
    yes.setAttribute("aria-pressed", helpful);
    no.setAttribute("aria-pressed", !helpful);
  };
  const group = element("div.rating", { role: "group", "aria-labelledby": label }, element("span", { id: label }, words.helpful), yes, no);
  return group;
}

function small(text, onclick) {
  return button(text, onclick, "secondary", { class: "small-button", "aria-pressed": "false" });
}
