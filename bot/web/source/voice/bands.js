/** Questions by age, as tabs. The pattern is WAI-ARIA's: arrow keys, Home and End move; the panel follows. */
import { element, freshId } from "../dom.js";
import { words } from "../words.js";

/**
 * @param {{title: string, questions: string[]}[]} all the bands
 * @param {string} text the message: the band that it names is shown first
 * @returns {HTMLElement}
 */
export function bands(all, text) {
  const pairs = all.map((band) => pair(band));
  const choose = (chosen) => {
    pairs.forEach(({ tab, panel }, index) => {
      tab.setAttribute("aria-selected", index === chosen);
      tab.tabIndex = index === chosen ? 0 : -1;
      tab.parentElement.classList.toggle("govuk-tabs__list-item--selected", index === chosen);
      panel.classList.toggle("govuk-tabs__panel--hidden", index !== chosen);
    });
  };
  const list = element(
    "ul.govuk-tabs__list",
    { role: "tablist", "aria-label": words.bands },
    ...pairs.map(({ tab }) => element("li.govuk-tabs__list-item", { role: "presentation" }, tab)),
  );
  list.addEventListener("click", (event) => {
    const index = pairs.findIndex(({ tab }) => tab === event.target);
    if (index >= 0) choose(index);
  });
  list.addEventListener("keydown", (event) => {
    const index = pairs.findIndex(({ tab }) => tab === event.target);
    const next = { ArrowRight: index + 1, ArrowLeft: index - 1, Home: 0, End: pairs.length - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    const chosen = (next + pairs.length) % pairs.length;
    choose(chosen);
    pairs[chosen].tab.focus();
  });
  choose(Math.max(0, all.findIndex(({ title }) => text.includes(title))));
  return element("div.govuk-tabs.bands", {}, list, ...pairs.map(({ panel }) => panel));
}

function pair({ title, questions }) {
  const tabId = freshId("tab");
  const panelId = freshId("panel");
  const items = questions.map((question) => element("li", {}, question));
  return {
    tab: element("button.govuk-tabs__tab", { type: "button", role: "tab", id: tabId, "aria-controls": panelId }, title),
    panel: element(
      "div.govuk-tabs__panel",
      { role: "tabpanel", id: panelId, "aria-labelledby": tabId, tabindex: 0 },
      element("ul.govuk-list.govuk-list--bullet", {}, ...items),
    ),
  };
}
