"""Answers from the packs: any topic, whole or by part, and terms."""

from __future__ import annotations

import re

from actions.impact import CALCULATE, WorkOut
from actions.skill import SkillAction, guidance_for, topic_buttons
from bot.attendance.figures import figures_in
from bot.channels.replies import Button, Message, Reply
from bot.conversation.turn import Turn
from bot.guidance.library import Guidance, Part
from bot.guidance.wording import answer, term_explained

WHY = re.compile(
    r"^\W*(?:so\s+|and\s+)?why\b|\bwhy\s+(?:does|is|do|should|would|it|that)\b|\bwhat\s+does\s+it\s+matter\b|\bwhy\s+bother\b",
    re.IGNORECASE,
)
ASK_FOR = re.compile(
    r"\bwhat\s+(?:do|should|can|shall|could|must)\s+(?:i|we)\s+(?:\w+\s+)?ask\s+for\b|\bask\s+for\?*$", re.IGNORECASE
)
SOURCE = re.compile(
    r"\bwhere\s+does\s+(?:that|this|it)\s+come\s+from\b|\bwhat(?:'s|\s+is)\s+the\s+source\b", re.IGNORECASE
)
THAT = re.compile(r"\b(?:that|this|it)\b", re.IGNORECASE)

SOME_TERMS = ("CIN", "EWO", "ERSA", "Persistent absence")
"""Terms named where one isn't found."""


class AnswerTopic(SkillAction):
    """Answers the topic that the intent names."""

    def name(self) -> str:
        return "action_guidance"

    def reply(self, turn: Turn) -> Reply:
        guidance = guidance_for(turn)
        topic = turn.topic if guidance.has(turn.topic) else None
        if topic is None:
            topic = next((one for one in turn.every("topic") if guidance.has(one)), "help")
        return topic_reply(guidance, topic, part_asked(turn.text, guidance, topic))


class AnswerSecondTopic(SkillAction):
    """Answers the second of two topics asked for at once."""

    def name(self) -> str:
        return "action_second_topic"

    def reply(self, turn: Turn) -> Reply:
        guidance = guidance_for(turn)
        return topic_reply(guidance, turn.first("also"), "whole")


class ExplainTerm(SkillAction):
    """Explains the terms that a message names."""

    def name(self) -> str:
        return "action_glossary"

    def reply(self, turn: Turn) -> Reply:
        guidance = guidance_for(turn)
        terms = [term for name in turn.every("term") if (term := guidance.term(name))]
        if not terms and (figures_in(turn.text).attendance is not None or asks_of_the_figure(turn)):
            return WorkOut().reply(turn)
        if not terms:
            some = ", ".join(SOME_TERMS)
            text = guidance.phrase("term_unknown", count=len(guidance.terms), some=some)
            buttons = tuple(Button(term, "glossary", {"term": term}) for term in SOME_TERMS)
            return Reply((Message(text, ("out_of_scope",), buttons=buttons),))
        messages = tuple(
            Message(
                term_explained(guidance, term),
                ("glossary",),
                tuple(guidance.cited(term.sources)),
                extra={"term": term.term},
            )
            for term in terms
        )
        return Reply(messages, {"last_topic": "glossary"})


def asks_of_the_figure(turn: Turn) -> bool:
    """Whether it asks what that means, where a figure was spoken of last."""
    return turn.remembered.get("last_topic") == CALCULATE and THAT.search(turn.text) is not None


def topic_reply(guidance: Guidance, topic: str, part: Part) -> Reply:
    """The answer to a topic, with what one asks next as buttons."""
    entry = guidance.entry(topic)
    message = Message(
        answer(guidance, topic, part),
        (topic,),
        tuple(guidance.cited(guidance.sources_of(topic))),
        topic_buttons(guidance, entry.related[:3]),
    )
    return Reply((message,), {"last_topic": topic})


def part_asked(text: str, guidance: Guidance, topic: str) -> Part:
    """The part of a topic that is asked for; the whole, where none is."""
    entry = guidance.entry(topic)
    if SOURCE.search(text):
        return "source"
    if entry.why and WHY.search(text):
        return "why"
    if entry.ask_for and ASK_FOR.search(text):
        return "ask_for"
    return "whole"
