/** One thing said, as an article of the log. */
import { element } from "../dom.js";
import { impact } from "../figures/impact.js";
import { bandsTable } from "../figures/bands-table.js";
import { childLine, labelTag } from "../rehearsal/turn.js";
import { compared } from "../register/compared.js";
import { register } from "../register/register.js";
import { shares } from "../rehearsal/shares.js";
import { bands } from "../voice/bands.js";
import { isSummary, summaryTools } from "../walk-through/summary.js";
import { filled, words } from "../words.js";
import { card, isShownAnyway } from "../card/card.js";
import { choices } from "./choices.js";
import { documentLinks } from "./document.js";
import { rating } from "./rating.js";
import { sources } from "./sources.js";
import { definition } from "./term.js";
import { guideText, typedText } from "./text.js";

const SAFETY = "safety.immediate";

/**
 * @typedef {{number: number, author: "practitioner" | "guide", text: string, message_id: string | null,
 *   custom: Record<string, any>, buttons: {title: string, payload: string}[]}} Said
 */

/**
 * @param {Said} said
 * @returns {{article: HTMLElement, extras: Node[]}} the article, and what is put at its end once it has been announced:
 *   sources, what to choose, whether it helped
 */
export function message(said) {
  return said.author === "practitioner" ? practitioner(said) : guide(said);
}

function practitioner(said) {
  const heading = element("h2.govuk-visually-hidden", {}, words.you_said);
  return { article: element("article.said.said-by-you", { "data-number": said.number }, heading, ...typedText(said.text)), extras: [] };
}

/** Whether it is an answer that may have helped: no step of a walk-through or a rehearsal, and nothing said in danger. */
function isAnAnswer({ content = [], checklist, rehearsal }) {
  return content.length > 0 && !content.includes(SAFETY) && checklist?.state !== "asking" && !rehearsal;
}

function guide(said) {
  const { content = [], sources: from = [], impact: figures, feedback, rehearsal, bands: ages, card: form, document: file, term } = said.custom;
  const { register: read, calendar: weeks, compared: both } = said.custom;
  const spoken = rehearsal && childLine(said.text, rehearsal.child);
  const heading = spoken ? filled(words.rehearsal_said, { child: spoken.name }) : words.guide_said;
  const special = (block) => spoken?.shown(block) ?? definition(term, block) ?? bandsTable(block);
  const article = element(
    "article.said.said-by-guide",
    { "data-number": said.number },
    element("h2.govuk-visually-hidden", {}, heading),
    rehearsal?.label && spoken && labelTag(rehearsal.label),
    ...guideText(said.text, { withoutSource: from.length > 0, special }),
  );
  article.classList.toggle("said-in-danger", content.includes(SAFETY));
  article.classList.toggle("summary", isSummary(said));
  const offered = said.buttons.length > 0 && choices(said.buttons);
  const extras = [
    ages?.length && bands(ages, said.text),
    figures && !isSummary(said) && impact(figures),
    feedback?.shares?.length && shares(feedback.shares),
    read && weeks && register(read, weeks),
    both && compared(both),
    isSummary(said) && summaryTools(article),
    file && documentLinks(said.number),
    form && !isShownAnyway(said.custom) ? card(form, offered) : offered,
    from.length && sources(from),
    isAnAnswer(said.custom) && rating(said.number),
  ];
  return { article, extras: extras.filter(Boolean) };
}
