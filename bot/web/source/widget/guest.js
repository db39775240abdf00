/**
 * The guide's side of the widget: the page in the frame hears its host, where the server lists it, and nobody else
 * (embedded.js is the host's side).
 */

/**
 * @param {readonly string[]} sites the origins that may embed the guide
 * @param {() => void} focused called when the person comes to the frame, and waits for the focus
 * @returns {{token: () => Promise<string | null>}} `token` gives the host's token of who is signed in; null where there
 *   is no host, or it gives none
 */
export function guest(sites, focused) {
  const asked = [];
  let host = null;
  let heard;
  const hello = new Promise((resolve) => {
    heard = resolve;
  });

  const say = (message) => window.parent.postMessage(message, host);

  window.addEventListener("message", ({ data, origin, source }) => {
    if (source !== window.parent || !sites.includes(origin)) return;
    host = origin;
    if (data?.guide === "hello") {
      heard();
      if (data.focused) focused();
    }
    if (data?.guide === "token") asked.splice(0).forEach((answer) => answer(data.token ?? null));
  });

  // What closes something nearer, such as a list of topics, marks the key as used; a modal dialog closes after this.
  document.addEventListener("keydown", (event) => {
    const nearer = event.defaultPrevented || document.querySelector("dialog:modal");
    if (event.key === "Escape" && host && !nearer) say({ guide: "close" });
  });

  return {
    async token() {
      if (window.parent === window) return null;
      await hello;
      return new Promise((resolve) => {
        if (asked.push(resolve) === 1) say({ guide: "token" });
      });
    },
  };
}
