"""What was said is read on with each turn, and comes to the same as read from the beginning."""

from __future__ import annotations

import pytest
from rasa.shared.core.events import ActionExecuted, BotUttered, Event, UserUttered

from bot.numerals import LONGEST_READ
from bot.runtime.said import SaidSoFar

pytestmark = pytest.mark.model

BUTTON = {"payload": "/why.overview", "title": "Why it matters"}
EVENTS: list[Event] = [
    UserUttered("hello", input_channel="guide"),
    ActionExecuted("action_guidance"),
    BotUttered("Hello.", {"buttons": [BUTTON]}),
    UserUttered("/why.overview", input_channel="guide", message_id="pressed"),
    BotUttered("Because every day counts."),
    UserUttered("a long story " * LONGEST_READ, input_channel="guide"),
    BotUttered("Noted."),
]


@pytest.mark.parametrize("at_once", [1, 2, 3, len(EVENTS)])
def test_it_comes_to_the_same_however_much_is_read_at_once(at_once: int) -> None:
    whole, so_far = SaidSoFar(), SaidSoFar()
    whole.read_on(EVENTS)
    for end in range(at_once, len(EVENTS) + at_once, at_once):
        so_far.read_on(EVENTS[:end])
    assert so_far.all == whole.all
    assert [one.number for one in whole.all] == [1, 3, 4, 5, 6, 7]
    assert whole.all[2].text == "Why it matters"


def test_the_events_of_a_later_session_are_read_on_from_their_own_numbers() -> None:
    so_far = SaidSoFar()
    so_far.read_on(EVENTS[:3])
    so_far.read_on(EVENTS[2:5], before=2)
    assert [one.number for one in so_far.all] == [1, 3, 4, 5]


def test_events_that_were_read_are_not_read_again() -> None:
    so_far = SaidSoFar()
    so_far.read_on(EVENTS)
    before = so_far.all
    so_far.read_on(EVENTS)
    assert so_far.all == before


@pytest.mark.parametrize("end", [5, len(EVENTS)])
def test_a_turn_is_found_by_its_message_whether_or_not_another_followed(end: int) -> None:
    so_far = SaidSoFar()
    so_far.read_on(EVENTS[:end])
    assert so_far.of_turn("pressed") == so_far.all[2:4]
    assert so_far.of_turn("another") == []
