"""What would have been noted, but for the word on a child at risk, and how it is noted all the same."""

from __future__ import annotations

from typing import Any

import pytest

from bot.conversation.held import HELD, held_back, with_held
from bot.conversation.turn import NOTE, Ranked, Turn

SAID = "he is scared to go home"


def waiting(text: str, intent: str = NOTE, skill: str = "checklist", **remembered: Any) -> Turn:
    """A turn while a skill waits."""
    remembered = {"walkthrough": {"position": 2}, **remembered}
    return Turn(text, intent, (Ranked(intent, 0.0),), remembered={"waiting": [skill], **remembered})


def after(text: str, intent: str = "unsure", **remembered: Any) -> Turn:
    """The turn after an answer was held back."""
    return waiting(text, intent, **{HELD: held_back(waiting(SAID)), **remembered})


@pytest.mark.parametrize(
    "said",
    [
        "note it",
        "No, note it please.",
        "nobody is at risk, just note that",
        "put it down as the answer",
        "keep what I wrote",
    ],
)
def test_an_answer_that_was_held_back_is_noted_where_that_is_asked_for_in_words(said: str) -> None:
    turn = with_held(after(said))
    assert (turn.text, turn.intent, turn.kind) == (SAID, NOTE, "answer")


@pytest.mark.parametrize("said", ["note it, she says he hits her", "note that lateness is 14", "no", "it is noted"])
def test_other_words_are_taken_as_they_are(said: str) -> None:
    assert with_held(after(said)).text == said


def test_a_button_notes_it() -> None:
    assert with_held(after("/note", NOTE)).text == SAID


def test_another_button_does_not() -> None:
    assert with_held(after("/skip", "skip")).text == "/skip"


def test_once_something_else_was_noted_it_is_an_answer_to_nothing() -> None:
    assert with_held(after("note it", walkthrough={"position": 3})).text == "note it"


def test_it_is_an_answer_to_no_other_skill() -> None:
    assert with_held(after("note it", skill="smart")).text == "note it"


def test_where_nothing_was_held_back_nothing_is_noted() -> None:
    assert with_held(waiting("note it")).text == "note it"


@pytest.mark.parametrize(
    "turn",
    [
        waiting(SAID, skill="rehearsal"),
        waiting("what should I do if he is scared to go home?", "neglect.when"),
        waiting("/skip", "skip"),
        Turn(SAID, NOTE),
    ],
)
def test_what_would_not_have_been_noted_is_not_held_back(turn: Turn) -> None:
    assert held_back(turn) is None
