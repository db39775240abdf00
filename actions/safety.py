"""A child may be at risk now: answered first, wherever the conversation is."""

from __future__ import annotations

from actions.skill import SkillAction, guidance_for, topic_buttons
from bot.channels.replies import Button, Message, Reply
from bot.conversation.turn import Turn
from bot.guidance.wording import answer, joined

IMMEDIATE = "safety.immediate"
MOST_OFFERED = 2


class ActNow(SkillAction):
    """Says what to do now; what was going on waits."""

    def name(self) -> str:
        return "action_safety"

    def reply(self, turn: Turn) -> Reply:
        guidance = guidance_for(turn)
        where = guidance.phrase(f"where_{turn.waiting[-1]}") if turn.waiting else None
        text = joined(
            [
                answer(guidance, IMMEDIATE),
                guidance.phrase("again_later", where=where) if where else guidance.phrase("safety_if_not"),
            ]
        )
        nearest = tuple(one.intent for one in turn.ranking if guidance.has(one.intent) and one.intent != IMMEDIATE)
        offered = topic_buttons(guidance, nearest[:MOST_OFFERED])
        buttons = (Button(guidance.phrase("resume"), "carry_on"),) if where else offered
        extra = {}
        if turn.waiting[-1:] == ("checklist",):
            from actions.checklist import walkthrough_of

            walkthrough = walkthrough_of(turn)
            extra = {"checklist": walkthrough.progress()} if walkthrough else {}
        message = Message(text, (IMMEDIATE,), tuple(guidance.cited(guidance.sources_of(IMMEDIATE))), buttons, extra)
        return Reply((message,), {"last_topic": IMMEDIATE})
