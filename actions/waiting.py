"""What each skill that can wait for an answer asks again, after something else was answered."""

from __future__ import annotations

from collections.abc import Callable

from actions import barriers, checklist, escalation, practice, privacy, rehearsal, reminders
from bot.channels.replies import Message
from bot.conversation.turn import Turn

PROMPTS: dict[str, Callable[[Turn], Message | None]] = {
    checklist.SKILL: checklist.prompt,
    escalation.SKILL: escalation.prompt,
    practice.SKILL: practice.prompt,
    barriers.SKILL: barriers.prompt,
    privacy.SKILL: privacy.prompt,
    rehearsal.SKILL: rehearsal.prompt,
    rehearsal.CHECKING: rehearsal.prompt_to_check,
    reminders.SKILL: reminders.prompt,
}


def prompt_of(turn: Turn) -> Message | None:
    """What the skill that waits asks again; None where none waits."""
    return PROMPTS[turn.waiting[-1]](turn) if turn.waiting else None
