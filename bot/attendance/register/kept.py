"""A register as a conversation remembers it: a line of marks for each week, readable as it is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from bot.attendance.register.codes import CODES
from bot.attendance.register.sessions import Half, Register, register_of

NO_SESSION = "-"
"""Stands where there is no session. No code is written so."""

SCHOOL_WEEK, WHOLE_WEEK = 10, 14
"""Sessions from Monday to Friday, and to Sunday."""


def as_kept(register: Register) -> dict[str, str]:
    """The marks of each week by its Monday, mornings and afternoons in turn: {"2025-09-01": "/ \\ L N - - ..."}."""
    weeks: dict[int, list[str]] = {}
    for day, half, code in zip(register.days, register.halves, register.codes, strict=True):
        weekday = (day - 1) % 7
        marks = weeks.setdefault(day - weekday, [NO_SESSION] * WHOLE_WEEK)
        marks[2 * weekday + half] = CODES[code].mark
    return {date.fromordinal(monday).isoformat(): " ".join(trimmed(marks)) for monday, marks in weeks.items()}


def trimmed(marks: list[str]) -> list[str]:
    """The marks of a week without its end, where nothing is on Saturday and Sunday."""
    weekend = marks[SCHOOL_WEEK:]
    return marks if any(mark != NO_SESSION for mark in weekend) else marks[:SCHOOL_WEEK]


def from_kept(weeks: Mapping[str, str]) -> Register:
    """The register that was kept so. Raises KeyError and ValueError for what was not."""
    return register_of(
        (date.fromisoformat(monday) + timedelta(days=place // 2), Half(place % 2), mark)
        for monday, marks in weeks.items()
        for place, mark in enumerate(marks.split())
        if mark != NO_SESSION
    )
