/** An Adaptive Card in a message. Its renderer is loaded when the first card comes. */
import { ask, element } from "../dom.js";
import { words } from "../words.js";

const DRAWN = ["impact", "feedback", "escalation", "register", "compared"];

/**
 * @returns {boolean} whether the page shows all that the card does in a way of its own: the checklist has its panel and
 *   the box below, and what only tells stands in the text and its picture
 */
export function isShownAnyway({ card, ...custom }) {
  return Boolean(custom.checklist) || (DRAWN.some((name) => custom[name]) && !asksSomething(card));
}

/**
 * @param {object} form the Adaptive Card, which stands for the buttons of its message too
 * @param {HTMLElement | false} buttons what takes its place where it can't be shown
 * @returns {HTMLElement} where it appears once its renderer is here
 */
export function card(form, buttons) {
  const place = element("div.card");
  const submitted = (data) => ask(place, "say", { card: data });
  import("./renderer.js")
    .then(({ rendered }) => {
      if (place.closest(".overtaken")) return;
      place.replaceChildren(rendered(form, submitted));
      ask(place, "grown");
    })
    .catch(() => place.replaceWith(...(buttons ? [buttons] : [])));
  return place;
}

/** Replaces the inputs of a card by what was filled in, so that it can still be read. */
export function receipt(place) {
  const given = [...place.querySelectorAll(".ac-input-container")].map((input) => {
    const label = input.parentElement.querySelector(":scope > label") ?? input.querySelector("label");
    return [label?.textContent ?? "", filledIn(input)];
  });
  place.classList.add("card-sent");
  place.replaceChildren(
    element("p.govuk-body.lead", {}, words.card_sent),
    element(
      "dl.govuk-summary-list",
      {},
      ...given.filter(([, value]) => value).map(([label, value]) =>
        element(
          "div.govuk-summary-list__row",
          {},
          element("dt.govuk-summary-list__key", {}, label),
          element("dd.govuk-summary-list__value", {}, value),
        ),
      ),
    ),
  );
}

function filledIn(container) {
  const several = container.querySelectorAll("input:is([type=checkbox], [type=radio])").length > 1;
  const chosen = [...container.querySelectorAll("input:checked")].map((one) => (several && one.labels[0]?.textContent) || words.yes);
  const typed = [...container.querySelectorAll("textarea, input:not([type=checkbox]):not([type=radio])")].map((one) => one.value);
  const picked = [...container.querySelectorAll("select")].map((one) => one.selectedOptions[0]?.textContent ?? "");
  return [...chosen, ...typed, ...picked].filter(Boolean).join(", ");
}

function asksSomething(part) {
  if (!part || typeof part !== "object") return false;
  if (String(part.type).startsWith("Input.")) return true;
  return Object.values(part).some(asksSomething);
}
