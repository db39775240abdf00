/**
 * Topics that fit what is being typed, as a list over the box, with the keys of WAI-ARIA's combobox: arrow keys choose,
 * Enter puts the chosen one into the box and sends nothing, Escape closes. With none chosen, Enter sends as ever. A
 * box of several lines may not have the role itself, so that how many topics there are is said as a status.
 */
import { element } from "../dom.js";
import { filled, words } from "../words.js";
import { matching } from "./matching.js";

/**
 * @param {HTMLTextAreaElement} box
 * @param {HTMLElement} list the element with role "listbox"
 * @param {{title: string, called: string[]}[]} topics
 * @param {(title: string) => void} choose called with the topic chosen
 */
export function topicsFor(box, list, topics, choose) {
  let active = -1;
  const count = list.nextElementSibling;
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-controls", list.id);

  const close = () => {
    active = -1;
    list.hidden = true;
    box.removeAttribute("aria-activedescendant");
    count.textContent = "";
  };
  const open = (found) => {
    active = -1;
    list.replaceChildren(...found.map(option));
    list.hidden = false;
    box.removeAttribute("aria-activedescendant");
    count.textContent = found.length === 1 ? words.topic_found : filled(words.topics_found, { count: found.length });
  };
  const mark = (index) => {
    active = index;
    [...list.children].forEach((one, place) => one.setAttribute("aria-selected", place === index));
    if (index < 0) box.removeAttribute("aria-activedescendant");
    else {
      box.setAttribute("aria-activedescendant", list.children[index].id);
      scrollTo(list, list.children[index]);
    }
  };
  const take = (index) => {
    const { title } = list.children[index].dataset;
    choose(title);
    close();
  };

  function option({ title }, index) {
    const made = element("li", { role: "option", id: `topic-${index}`, "aria-selected": "false", "data-title": title }, title);
    made.addEventListener("mousedown", (event) => event.preventDefault()); // the focus stays in the box
    made.addEventListener("click", () => take(index));
    return made;
  }

  box.addEventListener("input", () => {
    const found = matching(box.value, topics);
    if (found.length) open(found);
    else close();
  });
  box.addEventListener("blur", close);
  box.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    const last = list.children.length - 1;
    const steps = { ArrowDown: active === last ? -1 : active + 1, ArrowUp: active === -1 ? last : active - 1 };
    if (event.key in steps) mark(steps[event.key]);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && !event.shiftKey && active >= 0) take(active);
    else {
      if (event.key === "Enter") close();
      return;
    }
    event.preventDefault();
  });
}

/** Brings an option into sight within its list: the page stays where it is. */
function scrollTo(list, option) {
  const { offsetTop: top, offsetHeight: height } = option;
  list.scrollTop = Math.min(top, Math.max(list.scrollTop, top + height - list.clientHeight));
}
