"""What a wish for a reminder comes to."""

from __future__ import annotations

from datetime import date, datetime, timezone

import pytest

from bot.guidance.library import load_guidance
from bot.reminders.clock import LONDON, HourError, hour_in, last_day_due
from bot.reminders.days import Span
from bot.reminders.wish import Of, Planned, Why, Wish, planned, wish_in
from bot.reminders.words import set_in_words, told_in_words
from tests.rows import every_row

TODAY = date(2026, 11, 22)
MORNING = LONDON.localize(datetime(2026, 11, 22, 8, 0))
NOON = LONDON.localize(datetime(2026, 11, 22, 12, 0))
REVIEW = date(2026, 12, 4)


def outcome(text: str, known: date | None = None, now: datetime = NOON) -> Planned | Why:
    """What becomes of a message."""
    return planned(wish_in(text, TODAY), known, now, 9)


@every_row(
    ("text", "of"),
    [
        ("remind me of the review date", "review"),
        ("tell me when the action is due", "review"),
        ("remind me when the part-time timetable ends", "timetable"),
        ("remind me before the reduced hours end on 30 January", "timetable"),
        ("remind me on 4 December", "day"),
        ("remind me about AB12 on 5 feb", "day"),
        ("remind me a week before", None),
    ],
)
def test_what_it_is_of_is_understood(text: str, of: Of | None) -> None:
    assert wish_in(text, TODAY).of == of


def test_the_case_is_named_by_its_reference_and_a_date_is_none() -> None:
    assert wish_in("remind me about ab12 on 2026-12-04", TODAY).reference == "AB12"
    assert wish_in("remind me on 2026-12-04", TODAY).reference is None


def test_a_review_is_told_on_its_day() -> None:
    assert outcome("remind me of the review date", REVIEW) == Planned("review", REVIEW, REVIEW)


def test_a_week_before_the_review_is_a_week_before_it() -> None:
    assert outcome("remind me a week before the review", REVIEW) == Planned("review", REVIEW, date(2026, 11, 27))


def test_a_day_named_for_a_review_that_is_known_is_the_day_to_be_told_on() -> None:
    assert outcome("remind me of the review on 1 December", REVIEW) == Planned("review", REVIEW, date(2026, 12, 1))


def test_a_weekend_is_left_as_it_is() -> None:
    saturday = date(2026, 11, 28)
    assert outcome("remind me on saturday") == Planned("day", saturday, saturday)


@every_row(
    ("text", "known", "why"),
    [
        ("remind me of the review date", None, "no_day"),
        ("remind me when the timetable ends", None, "no_day"),
        ("remind me on 4 December and 11 December", None, "several"),
        ("remind me on 4 December 2025", None, "past"),
        ("remind me today", None, "today"),
        ("remind me two weeks before the review", REVIEW, "before_past"),
        ("remind me on 23 November 2028", None, "too_far"),
    ],
)
def test_what_cannot_be_is_said_to_be_so(text: str, known: date | None, why: Why) -> None:
    assert outcome(text, known) == why


def test_two_years_ahead_is_not_too_far() -> None:
    assert isinstance(outcome("remind me on 22 November 2028"), Planned)


def test_today_is_still_to_come_before_the_hour() -> None:
    assert outcome("remind me today", now=MORNING) == Planned("day", TODAY, TODAY)


def test_a_wish_is_remembered_until_its_day_is_told() -> None:
    wish = Wish("timetable", (), Span(days=7), "AB12")
    answered = Wish.from_json(wish.as_json()).answered("30 January", TODAY)
    assert planned(answered, None, NOON, 9) == Planned("timetable", date(2027, 1, 30), date(2027, 1, 23), "AB12")


def test_reminders_are_due_from_their_hour_on_in_london() -> None:
    assert last_day_due(MORNING, 9) == date(2026, 11, 21)
    assert last_day_due(NOON, 9) == TODAY


def test_summer_in_london_is_an_hour_ahead() -> None:
    summer = datetime(2026, 7, 1, 8, 30, tzinfo=timezone.utc).astimezone(LONDON)
    assert last_day_due(summer, 9) == date(2026, 7, 1)


def test_the_hour_is_nine_unless_it_is_set() -> None:
    assert (hour_in({}), hour_in({"GUIDE_REMINDER_HOUR": "14"})) == (9, 14)


@every_row("written", ["24", "-1", "9am", "9:00", "٩"])
def test_what_is_no_hour_is_refused_with_what_would_be_right(written: str) -> None:
    with pytest.raises(HourError, match="from 0 to 23"):
        hour_in({"GUIDE_REMINDER_HOUR": written})


def test_a_reminder_says_what_of_the_case_and_the_day_and_no_more() -> None:
    guidance = load_guidance(None)
    reminder = Planned("timetable", date(2027, 1, 30), date(2027, 1, 23), "AB12")
    assert told_in_words(reminder, guidance) == (
        "Reminder: the part-time timetable for AB12 ends on Saturday 30 January 2027."
    )
    said = set_in_words(reminder, 9, guidance)
    assert "Saturday 23 January 2027" in said and told_in_words(reminder, guidance) in said
