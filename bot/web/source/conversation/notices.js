/** Short lines on what is going on, read out politely: one that stays until it is over, and one that passes. */

const SHOW_WORKING_AFTER = 300;

/** @param {HTMLElement} place the element with role "status" */
export function notices(place) {
  const words = place.querySelector(".status-words");
  const link = place.querySelector("a");
  let timer;
  const show = (text, withLink = false) => {
    clearTimeout(timer);
    if (words.textContent === text && link.hidden !== withLink) return; // said again, it would be read out again
    words.textContent = text;
    link.hidden = !withLink;
    place.classList.toggle("status-empty", !text);
  };
  return {
    show,
    clear: () => show(""),
    /** Says `text` once this has gone on for a moment. */
    soon(text) {
      clearTimeout(timer);
      timer = setTimeout(() => show(text), SHOW_WORKING_AFTER);
    },
  };
}
