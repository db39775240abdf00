/**
 * The conversation as the server has it. What is said comes twice, with the answer to a POST and with the stream that
 * every tab follows; each thing said is told once.
 */
import { eventsIn } from "./event-stream.js";

const FIRST_WAIT = 1000;
const LONGEST_WAIT = 5000;
// A message goes again soon: whoever sent it waits, and no longer than the guide is away.
const FIRST_WAIT_TO_SEND = 200;
const LONGEST_WAIT_TO_SEND = 400;
const SIGNED_OUT = 401;
const NO_TOKEN = 403;

/** The server's clear line on why it didn't take something. */
export class Refused extends Error {}

/** There is no session any more. */
export class SignedOut extends Error {}

/**
 * Tells what happens by events: "said" (detail: a Said), "erased", "connected", "lost", "signed-out".
 */
export class Conversation extends EventTarget {
  #csrf = "";
  #last = { number: 0, id: "0" };
  #signsIn;
  #stream = null;
  #wait = FIRST_WAIT;
  #token;

  /**
   * @param {boolean} signsIn whether one signs in here at all
   * @param {() => Promise<string | null>} [token] gives the embedding page's token of who is signed in, if there is one
   */
  constructor(signsIn, token = async () => null) {
    super();
    this.#signsIn = signsIn;
    this.#token = token;
  }

  /** Starts following. Returns the session, or null where nobody is signed in or the server can't be reached yet. */
  async start() {
    try {
      const session = await this.#session();
      this.#follow();
      return session;
    } catch (error) {
      this.#failed(error);
      return null;
    }
  }

  /**
   * Says something, and tries again for as long as the connection is lost; the server answers it once.
   * @param {{text: string} | {payload: string} | {card: object}} what
   * @throws {Refused | SignedOut}
   */
  async say(what) {
    const body = JSON.stringify({ id: freshMessageId(), ...what });
    return this.#untilAnswered("/conversation/messages", { body, headers: { "Content-Type": "application/json" } });
  }

  /**
   * Hands over a school's register, as `say` says something.
   * @param {ArrayBuffer} body the file's bytes
   * @param {string} name the file's name
   * @throws {Refused | SignedOut}
   */
  async add(body, name) {
    const headers = { "Content-Type": "application/octet-stream", "X-Message-Id": freshMessageId(), "X-File-Name": encodeURIComponent(name) };
    return this.#untilAnswered("/conversation/registers", { body, headers });
  }

  async #untilAnswered(path, sent) {
    for (let wait = FIRST_WAIT_TO_SEND; ; wait = Math.min(wait * 2, LONGEST_WAIT_TO_SEND)) {
      try {
        return await this.#once(path, sent);
      } catch (error) {
        if (error instanceof Refused || error instanceof SignedOut) throw error;
        this.#tell("lost");
        await seconds(wait * (0.5 + Math.random() / 2)); // not all pages at once
      }
    }
  }

  async #once(path, sent) {
    const response = await this.#send(path, sent);
    for await (const { event, data, id } of eventsIn(response)) {
      if (event === "said") this.#heard(JSON.parse(data), id);
      if (event === "erased") this.#erased();
      if (event === "done") return this.#tell("connected");
    }
    throw new Error("The answer was cut off.");
  }

  /** Keeps whether the message `number` helped. */
  rate(number, helpful) {
    return this.#post("/conversation/ratings", { number, helpful });
  }

  /** Deletes the conversation. */
  async erase() {
    await this.#post("/conversation/delete", {});
    this.#erased();
  }

  /** Ends the session. */
  signOut() {
    this.#stream?.close();
    return this.#post("/sign-out", {});
  }

  async #session() {
    let session = await this.#asked("/session");
    if (this.#signsIn && !session.signed_in) {
      const token = await this.#token();
      if (!token) throw new SignedOut();
      await this.#post("/session", { token }, false);
      session = await this.#asked("/session");
    }
    return session;
  }

  async #asked(path) {
    const answer = await fetch(path, { cache: "no-store" });
    if (answer.status === SIGNED_OUT) return {};
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}.`);
    const session = await answer.json();
    this.#csrf = session.csrf ?? "";
    return session;
  }

  #post(path, body, again = true) {
    return this.#send(path, { body: JSON.stringify(body), headers: { "Content-Type": "application/json" } }, again);
  }

  async #send(path, { body, headers }, again = true) {
    const own = { ...headers, "X-CSRF-Token": this.#csrf };
    const response = await fetch(path, { method: "POST", headers: own, body, cache: "no-store" });
    if (response.ok) return response;
    // The session ended, or another tab has one that began later: once more, with the session that there is.
    if ([SIGNED_OUT, NO_TOKEN].includes(response.status) && again) {
      await this.start();
      return this.#send(path, { body, headers }, false);
    }
    if (response.status === SIGNED_OUT) throw new SignedOut();
    const { error } = await response.json().catch(() => ({ error: "" }));
    throw new Refused(error);
  }

  #follow() {
    this.#stream?.close();
    const stream = new EventSource(`/conversation/events?after=${encodeURIComponent(this.#last.id)}`);
    this.#stream = stream;
    stream.addEventListener("open", () => {
      this.#wait = FIRST_WAIT;
      this.#tell("connected");
    });
    stream.addEventListener("said", ({ data, lastEventId }) => this.#heard(JSON.parse(data), lastEventId));
    stream.addEventListener("erased", () => this.#erased());
    stream.addEventListener("signed-out", () => this.start());
    stream.addEventListener("error", () => {
      if (stream !== this.#stream) return;
      this.#tell("lost");
      if (stream.readyState === EventSource.CLOSED) this.#startLater();
    });
  }

  async #startLater() {
    await seconds(this.#wait);
    this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT);
    await this.start();
  }

  #failed(error) {
    this.#stream?.close();
    if (error instanceof SignedOut) {
      this.#tell("signed-out");
      return;
    }
    this.#tell("lost");
    this.#startLater();
  }

  #heard(said, id) {
    if (said.number > this.#last.number) this.#last = { number: said.number, id: id || String(said.number) };
    this.#tell("said", said);
  }

  /** Told by the answer and by the stream; what was said since comes again with the stream. */
  #erased() {
    if (this.#last.number === 0) return;
    this.#last = { number: 0, id: "0" };
    this.#tell("erased");
  }

  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

function seconds(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

function freshMessageId() {
  return crypto.randomUUID?.() ?? madeId();
}

/** A random UUID where the page isn't in a secure context, which randomUUID asks for. */
function madeId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
