"""A child may be at risk now: answered first, wherever the conversation is."""

from __future__ import annotations

from rasa_sdk import Tracker

from actions.skill import SkillAction, guidance_for, told_by, topic_buttons, turn_of
from bot.case.told import in_words
from bot.channels.replies import Button, Message, Reply, Sources
from bot.conversation.held import HELD, held_back
from bot.conversation.turn import NOTE, Turn
from bot.guidance.library import Guidance
from bot.guidance.wording import answer, joined

IMMEDIATE = "safety.immediate"
MOST_OFFERED = 2


class ActNow(SkillAction):
    """Says what to do now; what was going on waits."""

    answers = False

    def name(self) -> str:
        return "action_safety"

    def turn(self, tracker: Tracker) -> Turn:
        """The turn as it is."""
        return turn_of(tracker)

    def reply(self, turn: Turn) -> Reply:
        guidance = guidance_for(turn)
        sources = tuple(guidance.cited(guidance.sources_of(IMMEDIATE)))
        if turn.may_be_of_no_risk:
            return Reply((brief(turn, guidance, sources),), {"told_of_risk": True})
        where = guidance.phrase(f"where_{turn.waiting[-1]}") if turn.waiting else None
        facts = in_words(told_by(turn), guidance.phrase)
        held = held_back(turn)
        text = joined(
            [
                answer(guidance, IMMEDIATE),
                guidance.phrase("again_later", where=where) if where else guidance.phrase("safety_if_not"),
                guidance.phrase("safety_held") if held else "",
                guidance.phrase("safety_noted", facts=facts) if facts else "",
            ]
        )
        buttons = (Button(guidance.phrase("resume"), "carry_on"),) if where else nearest(turn, guidance)
        if held:
            buttons += (Button(guidance.phrase("note_it"), NOTE),)
        extra = {}
        if turn.waiting[-1:] == ("checklist",):
            from actions.checklist import walkthrough_of

            walkthrough = walkthrough_of(turn)
            extra = {"checklist": walkthrough.progress()} if walkthrough else {}
        message = Message(text, (IMMEDIATE,), sources, buttons, extra)
        return Reply((message,), {"last_topic": IMMEDIATE, HELD: held})


def brief(turn: Turn, guidance: Guidance, sources: Sources) -> Message:
    """What to do where a child is at risk, in two sentences, or in one where they were said before."""
    text = guidance.phrase("safety_again" if turn.remembered.get("told_of_risk") else "safety_brief")
    offered = topic_buttons(guidance, (IMMEDIATE,))
    if turn.apart_from_risk is None:
        text = joined([text, guidance.phrase("safety_if_not")])
        offered += nearest(turn, guidance)
    return Message(text, (IMMEDIATE,), sources, offered)


def nearest(turn: Turn, guidance: Guidance) -> tuple[Button, ...]:
    """The topics that it is likeliest about."""
    likely = tuple(one.intent for one in turn.ranking if guidance.has(one.intent) and one.intent != IMMEDIATE)
    return topic_buttons(guidance, likely[:MOST_OFFERED])
