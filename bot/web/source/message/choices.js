/** What to choose after a message: buttons that send what they stand for. */
import { ask, button, element } from "../dom.js";
import { words } from "../words.js";

/**
 * @param {{title: string, payload: string}[]} buttons
 * @returns {HTMLElement}
 */
export function choices(buttons) {
  return element("div.choices", { role: "group", "aria-label": words.choices }, ...buttons.map(choice));
}

function choice({ title, payload }) {
  return button(title, ({ currentTarget }) => ask(currentTarget, "say", { payload }), "secondary");
}

/** Takes what is offered in `article` out of use: its choices stay to be read. */
export function overtake(article) {
  for (const group of article.querySelectorAll(".choices")) group.setAttribute("aria-label", words.choices_past);
  for (const one of article.querySelectorAll(".choices button")) one.disabled = true;
}
