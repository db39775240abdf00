"""Erasing a conversation, after a confirmation; and a word on what was taken out of a message."""

from __future__ import annotations

from actions.skill import REMEMBERED, SkillAction, guidance_for, on_top, without
from bot.channels.replies import Button, Message, Reply
from bot.conversation.claims import YES
from bot.conversation.turn import Turn
from bot.guidance.wording import answer

SKILL = "forget"
FORGET = "privacy.forget"


class Forget(SkillAction):
    """Asks whether to erase the conversation, and erases it on a yes."""

    def name(self) -> str:
        return "action_forget"

    def reply(self, turn: Turn) -> Reply:
        guidance = guidance_for(turn)
        if SKILL not in turn.waiting:
            buttons = (Button(guidance.phrase("yes"), "affirm"), Button(guidance.phrase("no"), "deny"))
            message = Message(guidance.phrase("forget_sure"), (FORGET,), buttons=buttons)
            return Reply((message,), {"waiting": on_top(turn, SKILL)})
        if turn.intent in ("affirm", FORGET) or YES.match(turn.text):
            cited = tuple(guidance.cited(guidance.sources_of(FORGET)))
            message = Message(answer(guidance, FORGET), (FORGET,), cited)
            return Reply((message,), {**dict.fromkeys(REMEMBERED), "forgotten": True})
        return Reply((Message(guidance.phrase("forget_kept"), (FORGET,)),), {"waiting": without(turn, SKILL)})


class SayMasked(SkillAction):
    """Says once that names and the like were taken out."""

    answers = False

    def name(self) -> str:
        return "action_masked"

    def reply(self, turn: Turn) -> Reply:
        return Reply((Message(guidance_for(turn).phrase("masked_once")),), {"told_of_masking": True})


def prompt(turn: Turn) -> Message | None:
    """The question, asked again after something else was answered."""
    return Message(guidance_for(turn).phrase("forget_sure"))
