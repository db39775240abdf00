"""Children and turns for the tests of rehearsals."""

from __future__ import annotations

from collections.abc import Iterable

from bot.guidance.library import load_guidance
from bot.guidance.rehearsal_pack import Child
from bot.rehearsal.child import ChildReply, Rehearsal, Said, opened, replied

GUIDANCE = load_guidance(())
CHILDREN = GUIDANCE.children
TEXTS = GUIDANCE.rehearsal
IDS = [child.id for child in CHILDREN]


def invite(text: str, *flags: str) -> Said:
    """An invitation."""
    return Said(text, "invitation", flags)


def about(child: Child, subject: str) -> Said:
    """An open question on a subject of this child."""
    return invite(f"Tell me about {child.subjects[subject].title}.")


def held(child: Child, turns: Iterable[Said], seed: int = 1) -> tuple[Rehearsal, list[ChildReply]]:
    """The rehearsal after these turns, and every reply."""
    rehearsal, _ = opened(child, seed)
    replies = []
    for said in turns:
        rehearsal, reply = replied(rehearsal, said, child, TEXTS.settings)
        replies.append(reply)
    return rehearsal, replies


def last(child_id: str, *turns: Said, seed: int = 1) -> ChildReply:
    """The last reply of this child to these turns."""
    return held(GUIDANCE.child(child_id), turns, seed)[1][-1]
