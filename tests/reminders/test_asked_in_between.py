"""Whether a message, typed while a skill waits, asks the guide for a reminder or answers the skill."""

from __future__ import annotations

import pytest

from bot.conversation.claims import claims
from bot.conversation.kept import asks_for_kept
from bot.conversation.turn import Ranked, Turn
from tests.rows import every_row

SURE = 0.5


@every_row(
    ("text", "intent"),
    [
        ("remind me of the review date", "reminders.set"),
        ("can you remind me on 4 December", "reminders.set"),
        ("set a reminder for the review", "reminders.set"),
        ("nudge me when it's due", "reminders.set"),
        ("don't let me forget the review", "reminders.set"),
        ("what reminders have I got", "reminders.list"),
        ("my reminders", "reminders.list"),
        ("stop reminders", "reminders.stop"),
        ("stop reminding me", "reminders.stop"),
        ("cancel the reminder for AB12", "reminders.stop"),
        ("please don't remind me again", "reminders.stop"),
    ],
)
def test_a_request_is_one(text: str, intent: str) -> None:
    assert asks_for_kept(text, intent, SURE)


@every_row(
    "text",
    [
        "set a reminder on mum's phone for school mornings",
        "the mentor gives him a reminder each evening",
        "a reminder on the fridge from his dad",
        "school sends reminders to parents",
        "mum reminds him to pack his bag on Monday",
    ],
)
def test_an_answer_about_reminders_at_home_is_no_request(text: str) -> None:
    assert not asks_for_kept(text, "reminders.set", SURE)


def turn(text: str, intent: str = "note", margin: float = -0.5) -> Turn:
    """A turn in which a day is asked for."""
    return Turn(text, intent, (Ranked(intent, margin),), remembered={"waiting": ["reminders"]})


@every_row("text", ["30 January", "next friday", "it ends on 12/01/2027", "no", "don't know"])
def test_a_day_and_a_plain_no_answer_the_question_for_the_day(text: str) -> None:
    assert claims("reminders", turn(text))


def test_stopping_answers_it_too() -> None:
    assert claims("reminders", turn("stop", "stop", 0.9))


@pytest.mark.parametrize("text", ["what is a TAC?", "mum works nights"])
def test_anything_else_is_no_answer_to_it(text: str) -> None:
    assert not claims("reminders", turn(text, "glossary", 0.9))
