/** The page's own words (words.json). */
import words from "./words.json";

export { words };

/** @returns {string} the words with each {name} filled in from `values` */
export function filled(template, values) {
  return template.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

const figures = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 2 });

/** @returns {string} a number as people write it, with at most two decimals */
export function figure(number) {
  return figures.format(number);
}
