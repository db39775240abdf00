/** Reads a register's weeks as the contract's `calendar` has them. Pure: it makes no elements. */

export const NO_SESSION = "-";
const SCHOOL_DAYS = 5;
const MONTHS_TOGETHER = [
  [9, 10, 11, 12],
  [1, 2, 3],
  [4, 5, 6, 7, 8],
];

/** Attendance in percent at or below which absence is persistent, and severe. */
export const THRESHOLDS = [90, 50];

const written = (options) => new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", ...options });
const DAY = written({ day: "numeric", month: "long", year: "numeric" });
const SHORT_DAY = written({ day: "numeric", month: "short" });
const MONTH = written({ month: "long" });
const MONTH_OF_YEAR = written({ month: "long", year: "numeric" });

/**
 * @typedef {{monday: string, marks: string[]}} Week
 * @typedef {{name: string, weeks: Week[]}} Month
 * @typedef {{name: string, days: number, months: Month[]}} Part
 */

/**
 * @param {Record<string, string>} calendar the marks of each week by its Monday
 * @returns {Part[]} the weeks in order, by the month of their Monday, in parts of a school year: September to December,
 *   January to March, April to August. `name` is "September to December 2025"; `days` of a week are five, or seven where
 *   a weekend has a session.
 */
export function parts(calendar) {
  const weeks = Object.entries(calendar)
    .map(([monday, marks]) => ({ monday, marks: marks.split(" ") }))
    .sort((one, other) => (one.monday < other.monday ? -1 : 1));
  return grouped(weeks, ({ monday }) => `${monday.slice(0, 4)} ${partOf(monday)}`).map(part);
}

function part(weeks) {
  const months = grouped(weeks, ({ monday }) => monday.slice(0, 7)).map((all) => ({ name: monthOf(all[0].monday), weeks: all }));
  const [first, last] = [weeks[0].monday, weeks.at(-1).monday];
  const whole = MONTH_OF_YEAR.format(new Date(last));
  const days = Math.max(SCHOOL_DAYS, ...weeks.map(({ marks }) => marks.length / 2));
  return { name: months.length > 1 ? `${monthOf(first)} to ${whole}` : whole, days, months };
}

function partOf(monday) {
  return MONTHS_TOGETHER.findIndex((months) => months.includes(Number(monday.slice(5, 7))));
}

function monthOf(day) {
  return MONTH.format(new Date(day));
}

function grouped(all, key) {
  const groups = new Map();
  for (const one of all) groups.set(key(one), [...(groups.get(key(one)) ?? []), one]);
  return [...groups.values()];
}

/** @returns {string} "1 September 2025" */
export function dayInWords(day) {
  return DAY.format(new Date(day));
}

/** @returns {string} "1 Sep" */
export function shortDay(day) {
  return SHORT_DAY.format(new Date(day));
}

/**
 * @param {number} value
 * @returns {string} a percentage with at most one decimal, never rounded to a whole that it doesn't reach: 89.99 is "89.9"
 */
export function percent(value) {
  const nearest = Math.round(value * 10) / 10;
  return String(Number.isInteger(nearest) && nearest !== value ? Math.trunc(value * 10) / 10 : nearest);
}

const A_DAY = 24 * 60 * 60 * 1000;
const A_WEEK = 7 * A_DAY;

/**
 * @param {{week: string, attendance: number}[]} weekly at least one
 * @returns {{x: number, y: number}[][]} the points of a line for each run of weeks, parted where a week or more is missing:
 *   `x` from 0 (the first week) to 1 (the last), `y` from 0 (100%) to 1 (nothing)
 */
export function runs(weekly) {
  const times = weekly.map(({ week }) => Date.parse(week));
  const whole = times.at(-1) - times[0] || 1;
  const all = [];
  weekly.forEach(({ attendance }, index) => {
    if (index === 0 || times[index] - times[index - 1] > A_WEEK) all.push([]);
    all.at(-1).push({ x: (times[index] - times[0]) / whole, y: 1 - attendance / 100 });
  });
  return all;
}
