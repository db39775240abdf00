/** Makes elements. Text only ever becomes text: nothing here reads HTML. */

/**
 * @param {string} selector a tag name, with classes after dots: "p.govuk-body"
 * @param {Record<string, any>} [attributes] `on…` adds a listener; false, null and undefined leave an attribute out
 * @param {...(Node | string | null | undefined | false)} children what is null, undefined or false is left out
 * @returns {HTMLElement}
 */
export function element(selector, attributes = {}, ...children) {
  const [tag, ...classes] = selector.split(".");
  const made = document.createElement(tag);
  made.classList.add(...classes);
  set(made, attributes);
  made.append(...children.filter((child) => child || child === ""));
  return made;
}

const SVG = "http://www.w3.org/2000/svg";

/**
 * As `element`, for SVG.
 * @returns {SVGElement}
 */
export function drawing(tag, attributes = {}, ...children) {
  const made = document.createElementNS(SVG, tag);
  set(made, attributes);
  made.append(...children);
  return made;
}

function set(made, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value != null) made.setAttribute(name, String(value));
  }
}

let made = 0;

/** @returns {string} an id that no other element has */
export function freshId(name) {
  made += 1;
  return `${name}-${made}`;
}

/** Asks the page for something on behalf of `from`: "say", "rate", "announce"; or says that it has "grown" (page.js listens). */
export function ask(from, name, detail) {
  from.dispatchEvent(new CustomEvent(`guide-${name}`, { bubbles: true, detail }));
}

/** @returns {HTMLButtonElement} a button with `words` on it that looks like `kind`, or as a main one where none is given */
export function button(words, onclick, kind = "", attributes = {}) {
  const classes = kind ? `govuk-button govuk-button--${kind}` : "govuk-button";
  return element("button", { type: "button", class: classes, onclick, ...attributes }, words);
}
