/**
 * The widget: a button in a page of the intranet, and a panel with the guide in it.
 *
 *   <script src="https://guide.council/widget.js" data-title="Attendance guide" async></script>
 *
 * docs/embedding.md says what each setting does. Nothing but a mark is put into the host's global scope.
 */
import { embedded } from "./embedded.js";
import { panel } from "./panel.js";

const MARK = Symbol.for("attendance guide");
const script = document.currentScript;

if (script && !window[MARK]) {
  window[MARK] = true;
  const { title = "Attendance guide", side = "right", tokenUrl } = script.dataset;
  const guide = new URL(script.src).origin;
  const put = () => panel({ title, side, frame: embedded(guide, title, tokenUrl) });
  if (document.body) put();
  else document.addEventListener("DOMContentLoaded", put, { once: true });
}
