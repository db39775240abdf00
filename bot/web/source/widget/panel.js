/** The button and the panel, in a shadow root of their own: the host's styles don't reach in, nor these out. */
import { remember, remembered } from "./place.js";
import { STYLES } from "./styles.js";

/**
 * Puts the widget into the page, as the person left it on the last one.
 * @param {{title: string, side: string, frame: ReturnType<typeof import("./embedded.js").embedded>}} of
 */
export function panel({ title, side, frame }) {
  const place = remembered();
  const button = made("button", { type: "button", className: "open", textContent: title });
  const size = made("button", { type: "button", className: "size" });
  const shut = made("button", { type: "button", textContent: "Close" });
  const heading = made("h2", { id: "title", textContent: title });
  const dialog = made("div", { id: "panel" });
  const bar = made("div", { className: "bar" });
  bar.append(heading, size, shut);
  dialog.append(bar, frame.element);
  dialog.setAttribute("role", "dialog");
  dialog.setAttribute("aria-labelledby", heading.id);
  button.setAttribute("aria-controls", dialog.id);
  button.setAttribute("aria-haspopup", "dialog");

  const show = () => {
    dialog.hidden = !place.open;
    dialog.classList.toggle("large", place.large);
    button.setAttribute("aria-expanded", place.open);
    size.textContent = place.large ? "Make smaller" : "Make larger";
    if (place.open) frame.show();
  };
  const change = (changed) => {
    Object.assign(place, changed);
    remember(place);
    show();
  };
  const close = () => {
    change({ open: false });
    button.focus();
  };

  button.addEventListener("click", () => {
    change({ open: !place.open });
    if (place.open) frame.focus();
  });
  size.addEventListener("click", () => change({ large: !place.large }));
  shut.addEventListener("click", close);
  frame.onClose(close);

  const element = document.createElement("div");
  const root = element.attachShadow({ mode: "closed" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLES);
  root.adoptedStyleSheets = [sheet];
  const widget = made("aside", { className: side === "left" ? "left" : "right" });
  widget.setAttribute("aria-label", title);
  widget.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && place.open) close();
  });
  widget.append(button, dialog);
  root.append(widget);
  show();
  // Beside the body, not in it: a page that swaps its body keeps the widget, and no transform of the body moves it.
  document.documentElement.append(element);
}

function made(tag, properties) {
  return Object.assign(document.createElement(tag), properties);
}
