/** Puts the page together. */
import { receipt } from "./card/card.js";
import { adding } from "./composer/adding.js";
import { composer } from "./composer/composer.js";
import { topicsFor } from "./composer/topics.js";
import { Conversation, Refused, SignedOut } from "./conversation/conversation.js";
import { log } from "./conversation/log.js";
import { notices } from "./conversation/notices.js";
import { markForPrinting } from "./walk-through/summary.js";
import { walkThroughPanel } from "./walk-through/panel.js";
import { guest } from "./widget/guest.js";
import { words } from "./words.js";

const find = (id) => document.getElementById(id);
const { signsIn, sites } = document.body.dataset;
const host = sites === undefined ? null : guest(sites.split(" "), () => box.focus());

const conversation = new Conversation(signsIn !== undefined, host?.token);
const said = log(find("log"));
const status = notices(find("status"));
const walkThrough = walkThroughPanel(find("walk-through"));
const box = composer(find("composer"), (text) => {
  if (text) say({ text });
  else status.show(words.nothing_typed);
});
topicsFor(box.box, find("topics"), JSON.parse(find("topics-data").textContent), box.fill);

let sending = false;
let lost = false;

function say(what, from) {
  return send(() => conversation.say(what), words.working, words.not_sent, () => {
    if (what.text) box.sent(what.text);
    if (what.card) receipt(from);
  });
}

/** Sends one thing at a time, and says what is going on. */
async function send(sent, working, failed, done) {
  if (sending) {
    status.show(words.still_sending);
    return;
  }
  sending = true;
  said.settle();
  if (!lost) status.soon(working);
  try {
    await sent();
    status.clear();
    done();
  } catch (error) {
    if (error instanceof SignedOut) status.show(words.signed_out, true);
    else status.show((error instanceof Refused && error.message) || failed);
  } finally {
    sending = false;
  }
}

adding(find("register-file"), find("drop"), status.show, (bytes, name) =>
  send(() => conversation.add(bytes, name), words.register_sending, words.register_not_sent, box.focus),
);

conversation.addEventListener("said", ({ detail }) => {
  const wasSettled = said.isSettled;
  const article = said.add(detail);
  if (!article) return;
  find("welcome").hidden = true;
  if (detail.author === "guide") walkThrough.follow(detail.custom);
  markForPrinting(article.matches(".summary") ? article : null);
  if (wasSettled) reveal(article);
  else scrollToEnd();
});

conversation.addEventListener("erased", () => {
  said.clear();
  walkThrough.clear();
  markForPrinting(null);
  find("welcome").hidden = false;
  status.show(words.erased);
});

conversation.addEventListener("connected", () => {
  said.waitForHistory();
  if (lost) status.show(words.back);
  lost = false;
});
conversation.addEventListener("lost", () => {
  lost = true;
  status.show(words.lost);
});
conversation.addEventListener("signed-out", () => status.show(words.signed_out, true));

/** What was said comes into sight; what is too tall, from its beginning. */
function reveal(article) {
  const tall = article.offsetHeight > window.innerHeight - find("composer").offsetHeight;
  article.scrollIntoView({ block: tall ? "start" : "nearest" });
}

document.addEventListener("guide-grown", ({ target }) => {
  const article = target.closest("article");
  if (article === find("log").lastElementChild) reveal(article);
});

let scrolling;
function scrollToEnd() {
  cancelAnimationFrame(scrolling);
  scrolling = requestAnimationFrame(() => find("log").lastElementChild?.scrollIntoView({ block: "nearest" }));
}

document.addEventListener("guide-say", ({ target, detail }) => {
  say(detail, target);
  box.focus();
});
document.addEventListener("guide-rate", async ({ detail: { number, helpful, done } }) => {
  try {
    await conversation.rate(number, helpful);
    done();
    status.show(words.helpful_thanks);
  } catch (error) {
    if (!(error instanceof SignedOut)) status.show((error instanceof Refused && error.message) || words.helpful_failed);
  }
});
document.addEventListener("guide-announce", ({ detail }) => status.show(detail));
document.addEventListener("click", ({ target }) => {
  const starting = target.closest("[data-says]");
  if (!starting) return;
  say({ text: starting.dataset.says });
  box.focus();
});

const question = find("delete-question");
find("delete").addEventListener("click", () => question.showModal());
question.addEventListener("close", async () => {
  if (question.returnValue !== "delete") return;
  question.returnValue = "";
  try {
    await conversation.erase();
    box.focus();
  } catch (error) {
    if (!(error instanceof SignedOut)) status.show((error instanceof Refused && error.message) || words.erase_failed);
  }
});

find("sign-out")?.addEventListener("click", async () => {
  await conversation.signOut().catch(() => null);
  window.location.assign("/");
});

await conversation.start();
box.sendEntered();
