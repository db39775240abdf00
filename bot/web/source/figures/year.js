/** A school year as squares. Pure: it makes no elements. The year is the guide's own: 38 weeks of five days. */
export const WEEKS = 38;
export const DAYS_A_WEEK = 5;
export const DAYS = WEEKS * DAYS_A_WEEK;

/**
 * @param {number} missed days missed, from 0 to 190; what is beyond counts as the nearest
 * @returns {{week: number, day: number, filled: number}[]} the 190 days in order; `filled` from 0 to 1 is the missed part
 */
export function squares(missed) {
  const within = Math.min(Math.max(missed, 0), DAYS);
  return Array.from({ length: DAYS }, (_, index) => ({
    week: Math.floor(index / DAYS_A_WEEK),
    day: index % DAYS_A_WEEK,
    filled: Math.min(Math.max(within - index, 0), 1),
  }));
}
