/** Renders Adaptive Cards in the page's look. Loaded only when the first card comes. */
import { AdaptiveCard, GlobalRegistry, HostConfig, NumberInput, SubmitAction } from "adaptivecards";
import { drawn } from "./markdown.js";
import { hostConfig } from "./host-config.js";

/** A number that may be left empty: the renderer takes an empty one for one out of range. */
class NumberIfAny extends NumberInput {
  isValid() {
    const control = this.renderedInputControlElement;
    if (!Number.isNaN(this.value) || control?.validity.badInput) return super.isValid();
    return !this.isRequired;
  }
}
GlobalRegistry.elements.register("Input.Number", NumberIfAny);

// The renderer puts what this gives into the page as HTML, so all that isn't ours is escaped.
AdaptiveCard.onProcessMarkdown = (text, result) => {
  result.outputHtml = drawn(text);
  result.didProcess = true;
};

/**
 * @param {object} form the card, schema 1.5
 * @param {(data: object) => void} submitted called with what was filled in, when the person sends it
 * @returns {HTMLElement}
 * @throws {Error} where the card gives nothing to show
 */
export function rendered(form, submitted) {
  const card = new AdaptiveCard();
  card.hostConfig = new HostConfig(hostConfig);
  card.onExecuteAction = (action) => {
    if (action instanceof SubmitAction) submitted(action.data ?? {});
  };
  card.parse(form);
  const made = card.render();
  if (!made) throw new Error("The card has nothing to show.");
  return mended(made);
}

/** What the renderer leaves undone for people who don't see the card, and ids that could be those of the page. */
function mended(made) {
  for (const one of [made, ...made.querySelectorAll(".ac-container[aria-label]")]) one.setAttribute("role", "group");
  for (const one of made.querySelectorAll("[id]:not([id^='__ac-'])")) one.removeAttribute("id");
  for (const one of made.querySelectorAll(".ac-choiceSetInput-expanded, .ac-choiceSetInput-multiSelect")) {
    one.setAttribute("role", "group");
    one.setAttribute("aria-labelledby", made.querySelector(`label[for="${one.id}"]`)?.id ?? "");
  }
  for (const input of made.querySelectorAll("input, textarea, select")) input.autocomplete = "off";
  return made;
}
