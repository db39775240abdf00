/** Where the person left the widget, kept from page to page of one tab: open or not, large or not, and nothing else. */
const KEY = "attendance-guide";

/** @typedef {{open: boolean, large: boolean}} Place */

/** @returns {Place} where the widget was left; closed and small where nothing is known. */
export function remembered() {
  try {
    const { open, large } = JSON.parse(sessionStorage.getItem(KEY)) ?? {};
    return { open: open === true, large: large === true };
  } catch {
    return { open: false, large: false };
  }
}

/** @param {Place} place */
export function remember(place) {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(place));
  } catch {
    // A browser that keeps nothing: the widget is closed on the next page.
  }
}
