/**
 * The guide's page in a frame, and what the host page and the guide tell each other (guest.js is the guide's side).
 * Each message is `{guide: <what>}`. The host says "hello", with `focused` where the person is waiting in the frame, and
 * answers with a "token"; the guide asks for a "token" and says "close". Each names the other's origin exactly.
 */

/**
 * @param {string} guide the guide's origin
 * @param {string} title what the frame is called
 * @param {string} [tokenUrl] where the host says who is signed in, as `{"token": "…"}`
 */
export function embedded(guide, title, tokenUrl) {
  const element = document.createElement("iframe");
  element.title = title;
  element.allow = "clipboard-write";
  element.referrerPolicy = "no-referrer";

  let close = () => {};
  const say = (message) => element.contentWindow.postMessage(message, guide);
  const hello = () => say({ guide: "hello", focused: element.getRootNode().activeElement === element });

  let loaded = false;
  element.addEventListener("load", () => {
    loaded = element.src !== "";
    if (loaded) hello();
  });
  window.addEventListener("message", async ({ data, origin, source }) => {
    if (origin !== guide || source !== element.contentWindow) return;
    if (data?.guide === "close") close();
    if (data?.guide === "token") say({ guide: "token", token: await token(tokenUrl) });
  });

  return {
    element,
    /** Loads the guide, the first time that it is to be seen. */
    show() {
      if (!element.src) element.src = `${guide}/widget`;
    },
    /** Takes the person there. */
    focus() {
      element.focus();
      if (loaded) hello();
    },
    /** @param {() => void} then called when the person presses Escape in the guide */
    onClose(then) {
      close = then;
    },
  };
}

/** @returns {Promise<string | null>} the host's token; null where it gives none */
async function token(url) {
  if (!url) return null;
  try {
    const answer = await fetch(url, { credentials: "include", cache: "no-store" });
    return answer.ok ? ((await answer.json()).token ?? null) : null;
  } catch {
    return null;
  }
}
