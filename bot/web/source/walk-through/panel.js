/** Where the walk-through stands, beside the conversation: how far it is, and every item with its note. */
import { ask, button, element, freshId } from "../dom.js";
import { filled, words } from "../words.js";

/** A change that somebody is typing: what comes meanwhile doesn't take it away. */
const NOT_SENT = ".change-form:not(.change-sent)";

/** @param {HTMLElement} place the page's element for it */
export function walkThroughPanel(place) {
  const bar = element("progress", { id: freshId("progress") });
  const label = element("label.govuk-body.lead", { for: bar.id });
  const list = element("dl.govuk-summary-list.overview");
  const overview = element(
    "details.govuk-details",
    { open: window.matchMedia("(min-width: 64em)").matches },
    element("summary.govuk-details__summary", {}, element("span.govuk-details__summary-text", {}, words.overview)),
    list,
  );
  place.append(label, bar, overview);

  return {
    /** Shows where the walk-through stands after a message of the guide's; a message beside it changes nothing. */
    follow({ checklist, overview: items }) {
      if (!checklist) return;
      place.hidden = false;
      label.textContent = standing(checklist);
      bar.max = checklist.of;
      bar.value = checklist.state === "finished" ? checklist.of : checklist.position - 1;
      if (items && !list.querySelector(NOT_SENT)) list.replaceChildren(...items.map(row));
      overview.hidden = !list.children.length;
    },
    /** Puts it away. */
    clear() {
      place.hidden = true;
      list.replaceChildren();
    },
  };
}

function standing({ position, of, state }) {
  const states = { paused: words.progress_paused, finished: words.progress_done, stopped: words.progress_stopped };
  return filled(states[state] ?? words.progress, { position, of });
}

function row({ title, note, state }) {
  const value = element("dd.govuk-summary-list__value");
  const action = element("dd.govuk-summary-list__actions");
  const change = button(words.change, () => edit(), "secondary", {
    class: "small-button",
    "aria-label": filled(words.change_which, { title }),
  });
  const show = () => {
    value.replaceChildren(note || element("span.secondary", {}, words.item_states[state] ?? ""));
    action.replaceChildren(change);
  };
  const edit = () => {
    const form = changeForm(title, note, () => {
      show();
      change.focus();
    });
    value.replaceChildren(form);
    action.replaceChildren();
    const typed = form.querySelector("textarea");
    typed.focus();
    typed.setSelectionRange(typed.value.length, typed.value.length);
  };
  show();
  const made = element("div.govuk-summary-list__row", {}, element("dt.govuk-summary-list__key", {}, title), value, action);
  made.classList.toggle("overview-waiting", state === "waiting");
  return made;
}

/** Stays, with what was typed, until the guide has taken it: the overview that comes with the answer takes its place. */
function changeForm(title, note, cancelled) {
  const id = freshId("note");
  const typed = element("textarea.govuk-textarea", { id, rows: 3, maxlength: 2000 }, note ?? "");
  const send = (event) => {
    event.preventDefault();
    const said = typed.value.trim().replace(/\s+/g, " ");
    form.classList.toggle("change-sent", Boolean(said));
    if (said) ask(form, "say", { text: filled(words.change_says, { title, note: said }) });
    else ask(form, "announce", words.change_empty);
  };
  const cancelByKey = (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    cancelled();
  };
  const form = element(
    "form.change-form",
    { onsubmit: send, onkeydown: cancelByKey, oninput: () => form.classList.remove("change-sent") },
    element("label.govuk-label", { for: id }, filled(words.change_label, { title })),
    typed,
    element(
      "div.change-buttons",
      {},
      element("button.govuk-button", { type: "submit" }, words.save),
      button(words.cancel, cancelled, "secondary"),
    ),
  );
  return form;
}
