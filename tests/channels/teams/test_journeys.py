"""What the guide is for, from its beginning to its end in Teams: with cards alone, and with typing alone."""

from __future__ import annotations

from typing import Any

import pytest

from tests.channels.teams.serving import Guide
from tests.channels.teams.teams import Person

pytestmark = pytest.mark.model

Press = tuple[str, dict[str, Any]]
BEGIN = "hello"

WITH_CARDS: dict[str, tuple[list[str | Press], list[str]]] = {
    "the walk-through and its summary": (
        [
            BEGIN,
            ("School checklist", {}),
            ("Save note", {"note": "87% this term"}),
            ("Save note", {"note": "late 14 times, mostly Mondays"}),
            *([("Skip", {})] * 5),
            ("Save Suspensions", {"note_suspensions": "none so far"}),
        ],
        ["1 of 7", "7 of 7", "87% this term", "late 14 times", "none so far"],
    ),
    "what a figure means": (
        [BEGIN, ("What a figure means", {}), ("Work it out", {"attendance": "92"})],
        ["15.2 days"],
    ),
    "what days missed mean": (
        [BEGIN, ("What a figure means", {}), ("Work it out", {"days_missed": "23", "days_so_far": "120"})],
        ["23"],
    ),
    "whether to escalate": (
        [
            BEGIN,
            ("Should I escalate?", {}),
            (
                "Suggest what to consider",
                {"plan": "On a CIN plan", "attendance": "88", "persistent": "This is ongoing"},
            ),
        ],
        ["child protection"],
    ),
    "questions for a child": (
        [BEGIN, ("Questions to ask", {}), ("Show the questions", {"age": "7", "about": "mornings"})],
        ["morning"],
    ),
    "a rehearsal and its feedback": (
        [
            "I want to rehearse a conversation",
            ("Maya, 12, wary and exact", {}),
            "Tell me about a normal school day.",
            "You must hate school, don't you?",
            "What is lunch like?",
            ("Stop", {}),
        ],
        ["Maya", "end of this rehearsal", "33%"],
    ),
}

BY_TYPING: dict[str, tuple[list[str | Press], list[str]]] = {
    "the walk-through and its summary": (
        ["start the walk-through", "87% this term", "late 14 times", *(["skip"] * 5)],
        ["1 of 7", "7 of 7", "87%", "late 14 times"],
    ),
    "what a figure means": (["what does 92% mean?"], ["15.2 days"]),
    "what days missed mean": (["missed 23 days out of 120"], ["23"]),
    "whether to escalate": (["should I escalate?", "88%, on a CIN plan, and it is ongoing"], ["child protection"]),
    "questions for a child": (["what can I ask a seven year old about mornings?"], ["morning"]),
    "a rehearsal and its feedback": (
        [
            "I want to rehearse with Maya",
            "Tell me about a normal school day.",
            "You must hate school, don't you?",
            "What is lunch like?",
            "stop",
        ],
        ["Maya", "end of this rehearsal", "33%"],
    ),
}


async def gone_through(guide: Guide, steps: list[str | Press]) -> Person:
    """Somebody who typed and pressed all that, each after the answer to the one before."""
    person = guide.person()
    for step in steps:
        before = len(person.shown)
        if isinstance(step, str):
            await person.says(step)
        else:
            title, filled = step
            await person.presses(title, **filled)
        await guide.settled()
        assert len(person.shown) > before, f"{step} was not answered"
    return person


@pytest.mark.parametrize("name", WITH_CARDS)
async def test_with_cards_alone(guide: Guide, name: str) -> None:
    steps, found = WITH_CARDS[name]
    person = await gone_through(guide, steps)
    shown = "\n".join(person.texts)
    assert [words for words in found if words.lower() not in shown.lower()] == [], shown
    pressed = [step for step in steps if not isinstance(step, str)]
    assert [one.replaced for one in person.shown].count(1) == len(pressed)


@pytest.mark.parametrize("name", BY_TYPING)
async def test_with_typing_alone(guide: Guide, name: str) -> None:
    steps, found = BY_TYPING[name]
    person = await gone_through(guide, steps)
    shown = "\n".join(person.texts)
    assert [words for words in found if words.lower() not in shown.lower()] == [], shown
