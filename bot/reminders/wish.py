"""What a practitioner wishes to be reminded of, and what becomes of that: a reminder, or why there is none."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Literal

from bot.conversation.kept import reference_in
from bot.practice.dates import DATED
from bot.reminders.clock import has_struck
from bot.reminders.days import Span, days_in, span_before

Of = Literal["review", "timetable", "day"]
"""What it is of: a review date, the end of a part-time timetable, or a day that the practitioner names."""

Why = Literal["no_day", "several", "past", "today", "before_past", "too_far"]
"""Why there is no reminder. `today` is today after the hour, `before_past` so long before a day that it has passed."""

YEARS_AHEAD = Span(months=24)
"""How far ahead a reminder may be."""

TIMETABLE = re.compile(r"\b(?:part[\s-]*time|reduced\s+(?:hours?|timetable)|timetable|hours)\b", re.IGNORECASE)
REVIEW = re.compile(r"\b(?:re-?view(?:s|ed|ing)?|actions?|due)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Wish:
    """What a message asks for. `of` is None where it doesn't say; `before` is how long before the day; `days` are
    those that it names."""

    of: Of | None
    days: tuple[date, ...] = ()
    before: Span | None = None
    reference: str | None = None

    def as_json(self) -> dict[str, Any]:
        """As it is remembered while the day is asked for."""
        before = [self.before.months, self.before.days] if self.before else None
        return {"of": self.of, "before": before, "reference": self.reference}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Wish:
        """From how it is remembered."""
        return cls(kept["of"], (), Span(*kept["before"]) if kept["before"] else None, kept["reference"])

    def answered(self, text: str, today: date) -> Wish:
        """The same with the days, and the length before, that the answer to "on which day?" names."""
        told = wish_in(text, today)
        return replace(self, days=told.days, before=told.before or self.before)


@dataclass(frozen=True)
class Planned:
    """A reminder that can be set: what of, on which `day` that is, and `on` which day it is to be told."""

    of: Of
    day: date
    on: date
    reference: str | None = None

    def as_json(self) -> dict[str, Any]:
        """As it is kept, and goes beside a message."""
        return {"of": self.of, "day": self.day.isoformat(), "on": self.on.isoformat(), "reference": self.reference}


def wish_in(text: str, today: date) -> Wish:
    """What `text` asks to be reminded of."""
    days, before = days_in(text, today), span_before(text)
    return Wish(of_what(text, bool(days)), days, before, case_in(text))


def case_in(text: str) -> str | None:
    """The practitioner's own reference for a case in `text`, in capitals; a date is none."""
    return reference_in(DATED.sub(" ", text))


def of_what(text: str, names_a_day: bool) -> Of | None:
    """What a message asks to be reminded of; None where it doesn't say, and names no day."""
    if TIMETABLE.search(text):
        return "timetable"
    if REVIEW.search(text):
        return "review"
    return "day" if names_a_day else None


def planned(wish: Wish, known: date | None, now: datetime, hour: int) -> Planned | Why:
    """The reminder that a wish comes to at a time in London; `known` is the day on record for what it is of.

    A day that is named while a later one is known is the day to be told on, of the one that is known. Where a wish
    says neither what of nor when, it is of a review.
    """
    if len(wish.days) > 1:
        return "several"
    told = wish.days[0] if wish.days else None
    day = told or known
    if day is None:
        return "no_day"
    today, of = now.date(), wish.of or "review"
    if day < today:
        return "past"
    if told and known and told < known and wish.before is None:
        return checked(Planned(of, known, told, wish.reference), now, hour)
    on = wish.before.before(day) if wish.before else day
    if wish.before and (on < today or (on == today and has_struck(now, hour))):
        return "before_past"
    return checked(Planned(of, day, on, wish.reference), now, hour)


def checked(reminder: Planned, now: datetime, hour: int) -> Planned | Why:
    """The reminder, where it is neither over nor too far ahead."""
    if reminder.on == now.date() and has_struck(now, hour):
        return "today"
    return "too_far" if reminder.day > YEARS_AHEAD.after(now.date()) else reminder

