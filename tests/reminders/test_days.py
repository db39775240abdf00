"""Days as people name them in a request for a reminder."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from bot.reminders.days import Span, days_in, end_in, span_before
from tests.rows import every_row
from tests.trying import tries

SUNDAY = date(2026, 11, 22)

MEANT = [
    ("remind me on 4 December", date(2026, 12, 4)),
    ("remind me on friday 4 december", date(2026, 12, 4)),
    ("remind me on the 4th of December", date(2026, 12, 4)),
    ("can you remind me on 12/01/2027", date(2027, 1, 12)),
    ("remind me on 4.12.26", date(2026, 12, 4)),
    ("remind me on 2026-12-04", date(2026, 12, 4)),
    ("remind me on 3 March", date(2027, 3, 3)),
    ("remind me on 29 February", date(2028, 2, 29)),
    ("put a reminder in for the 14th", date(2026, 12, 14)),
    ("remind me on the 31st", date(2026, 12, 31)),
    ("nudge me tomorrow", date(2026, 11, 23)),
    ("the day after tomorrow please", date(2026, 11, 24)),
    ("remind me on monday", date(2026, 11, 23)),
    ("remind me on sunday", date(2026, 11, 29)),
    ("remind me next friday", date(2026, 11, 27)),
    ("thursday next week", date(2026, 11, 26)),
    ("a week on monday", date(2026, 11, 30)),
    ("monday week", date(2026, 11, 30)),
    ("remind me in two weeks", date(2026, 12, 6)),
    ("remind me in a fortnight to check this", date(2026, 12, 6)),
    ("in a couple of days", date(2026, 11, 24)),
    ("3 weeks from now", date(2026, 12, 13)),
    ("in 3 months' time", date(2027, 2, 22)),
    ("next week", date(2026, 11, 23)),
    ("at the end of the week", date(2026, 11, 27)),
    ("at the end of next month", date(2026, 12, 31)),
    ("end of January", date(2027, 1, 31)),
    ("next month", date(2026, 12, 1)),
    ("yesterday", date(2026, 11, 21)),
    ("today", SUNDAY),
]


@every_row(("text", "day"), MEANT, ids=[text for text, _ in MEANT])
def test_a_day_is_understood_however_it_is_named(text: str, day: date) -> None:
    assert days_in(text, SUNDAY) == (day,)


def test_next_friday_said_on_a_wednesday_is_that_of_next_week() -> None:
    wednesday = date(2026, 11, 25)
    assert days_in("next friday", wednesday) == (date(2026, 12, 4),)
    assert days_in("on friday", wednesday) == (date(2026, 11, 27),)


def test_on_a_friday_the_end_of_the_week_is_the_next_ones() -> None:
    assert days_in("the end of the week", date(2026, 11, 27)) == (date(2026, 12, 4),)


@every_row("text", ["remind me of the review", "remind me a week before", "at the end of term", "in 5 school days"])
def test_what_names_no_day_is_no_day(text: str) -> None:
    assert days_in(text, SUNDAY) == ()


def test_several_days_are_all_there() -> None:
    assert days_in("on 4 December and on the 11th", SUNDAY) == (date(2026, 12, 4), date(2026, 12, 11))


@every_row(
    ("text", "span"),
    [
        ("remind me a week before", Span(days=7)),
        ("the day before the review", Span(days=1)),
        ("the night before", Span(days=1)),
        ("two days ahead of it", Span(days=2)),
        ("a fortnight before", Span(days=14)),
        ("a couple of days before 4 December", Span(days=2)),
        ("a month in advance", Span(months=1)),
        ("before the reduced hours end", Span(days=1)),
        ("seven days ahead of the review, it's 10 october", Span(days=7)),
        ("on 4 December", None),
    ],
)
def test_how_long_before_is_understood(text: str, span: Span | None) -> None:
    assert span_before(text) == span


def test_a_month_before_the_31st_of_march_is_the_last_of_february() -> None:
    assert Span(months=1).before(date(2027, 3, 31)) == date(2027, 2, 28)


@every_row(
    ("note", "end"),
    [
        ("10 to 2 until 30 January", date(2027, 1, 30)),
        ("part-time since 3 November, until 30 January 2027", date(2027, 1, 30)),
        ("from 3 November to 30 January", date(2027, 1, 30)),
        ("3 Nov - 30 Jan", date(2027, 1, 30)),
        ("reduced hours, to be reviewed on 12/12", date(2026, 12, 12)),
        ("mornings only, 18 December", date(2026, 12, 18)),
        ("mornings only from 3 November", None),
        ("part-time timetable, no end date", None),
        ("until July", None),
    ],
)
def test_the_end_in_a_note_is_found_and_its_beginning_is_none(note: str, end: date | None) -> None:
    assert end_in(note, SUNDAY) == end


def test_a_note_means_the_days_to_come_when_it_was_noted() -> None:
    assert end_in("until 30 January", date(2025, 12, 1)) == date(2026, 1, 30)


@tries(200)
@given(st.text(max_size=80))
def test_any_text_gives_days_or_none(text: str) -> None:
    assert all(isinstance(day, date) for day in days_in(text, SUNDAY))
    assert span_before(text) is None or span_before(text) != Span()


@tries(60)
@given(st.sampled_from(MEANT), st.integers(0, 10**9))
def test_a_length_that_no_calendar_has_is_no_day(meant: tuple[str, date], amount: int) -> None:
    assert all(day <= date.max for day in days_in(f"{meant[0]} in {amount} years", SUNDAY))
