/** Where one types. What is typed stays in the box until the server has it, and is stored nowhere. */

/**
 * @param {HTMLFormElement} form
 * @param {(text: string) => void} send called with what was typed, without the spaces round it
 */
export function composer(form, send) {
  const box = form.querySelector("textarea");

  // field-sizing does it where the browser knows it.
  const grow = () => {
    if (CSS.supports("field-sizing", "content")) return;
    box.style.height = "auto";
    box.style.height = `${box.scrollHeight + box.offsetHeight - box.clientHeight}px`;
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(box.value.trim());
  });
  box.addEventListener("input", grow);
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.defaultPrevented) return;
    event.preventDefault();
    form.requestSubmit();
  });
  form.querySelector("[type=submit]").disabled = false;
  // Enter made a new line as long as nothing listened for it.
  const entered = box.value.endsWith("\n");

  return {
    box,
    /** Sends what was entered before the page could, as it is now. */
    sendEntered() {
      if (entered && box.value.trim()) form.requestSubmit();
    },
    focus: () => box.focus({ preventScroll: true }),
    /** Empties the box, where it still holds what was sent. */
    sent(text) {
      if (box.value.trim() !== text) return;
      box.value = "";
      box.dispatchEvent(new Event("input", { bubbles: true }));
    },
    /** Puts `text` into the box, for the person to send. */
    fill(text) {
      box.value = text;
      box.dispatchEvent(new Event("input", { bubbles: true }));
    },
  };
}
