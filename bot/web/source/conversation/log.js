/** The conversation on the page: one article for each thing said, in order, each once. Only ever adds. */
import { message } from "../message/message.js";
import { overtake } from "../message/choices.js";

const QUIET_AFTER_HISTORY = 250;

/** @param {HTMLElement} place the element with role "log" */
export function log(place) {
  const shown = new Map();
  let last = 0;
  let settled = false;
  let timer;

  // What was said before the page was opened isn't read out; what comes after is.
  const settle = () => {
    settled = true;
    place.setAttribute("aria-live", "polite");
  };
  const waitForHistory = () => {
    clearTimeout(timer);
    if (!settled) timer = setTimeout(settle, QUIET_AFTER_HISTORY);
  };

  return {
    settle,
    waitForHistory,
    /** @returns {boolean} whether what came before the page was opened is all here */
    get isSettled() {
      return settled;
    },
    /**
     * @param {import("../message/message.js").Said} said
     * @returns {HTMLElement | null} the article that was added; null where it was there already
     */
    add(said) {
      if (shown.has(said.number)) return null;
      waitForHistory();
      const { article, extras } = message(said);
      const next = said.number > last ? null : following(said.number);
      shown.set(said.number, article);
      if (said.author === "practitioner" || !next) overtakeBefore(said);
      place.insertBefore(article, next);
      if (extras.length) article.append(withExtras(extras));
      last = Math.max(last, said.number);
      return article;
    },
    /** Takes everything away, for a new conversation. */
    clear() {
      shown.clear();
      last = 0;
      place.replaceChildren();
    },
    get isEmpty() {
      return shown.size === 0;
    },
  };

  function following(number) {
    const later = [...shown.keys()].filter((one) => one > number);
    return shown.get(Math.min(...later)) ?? null;
  }

  /** What the guide offered before the practitioner spoke again is over. */
  function overtakeBefore(said) {
    if (said.author !== "practitioner") return;
    const offering = place.querySelectorAll("article:not(.overtaken)");
    for (const one of offering) {
      one.classList.add("overtaken");
      overtake(one);
    }
  }
}

/** Not read out with the message: one comes to it when one wants it. */
function withExtras(extras) {
  const made = document.createElement("div");
  made.className = "extras";
  made.setAttribute("aria-live", "off");
  made.append(...extras);
  return made;
}
