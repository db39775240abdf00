/** A school's register in a message: the calendar of its sessions, the line of its weeks, the bars of its weekdays. */
import { element } from "../dom.js";
import { calendar } from "./calendar.js";
import { weekdays } from "./weekdays.js";
import { weekly } from "./weekly.js";

/**
 * @param {Record<string, any>} figures the contract's `register`
 * @param {Record<string, string>} weeks the contract's `calendar`
 * @returns {HTMLElement}
 */
export function register(figures, weeks) {
  return element(
    "div.register",
    {},
    calendar(weeks, figures.codes),
    figures.weekly.length > 0 && weekly(figures.weekly),
    figures.possible > 0 && weekdays(figures.absence_by_weekday, figures.late.by_weekday),
  );
}
