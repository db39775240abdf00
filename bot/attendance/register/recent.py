"""The latest part of a register, day by day: what is looked at for patterns."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby, pairwise

from bot.attendance.register.codes import PLANNED_CLOSURE, Code, Group
from bot.attendance.register.marks import ABSENT_GROUPS, CLOSURE
from bot.attendance.register.sessions import Register, Session

DECIDED = ("C2", "E", "S")
"""Absence on days that the school set, which say nothing of when the child stays away."""

BREAK_DAYS = 7
"""Days on end without school that make a break, such as half term."""

SCHOOL_YEAR_BEGINS = (9, 1)
"""The month and day on which a school year begins."""


@dataclass(frozen=True)
class SchoolDay:
    """A day on which the school met, with the child's sessions."""

    day: date
    sessions: tuple[Session, ...]

    @property
    def monday(self) -> date:
        return self.day - timedelta(days=self.day.weekday())

    @property
    def codes(self) -> tuple[Code, ...]:
        return tuple(session.code for session in self.sessions)

    @property
    def possible(self) -> int:
        """Sessions that the child could attend."""
        return sum(code.group is not Group.NOT_POSSIBLE for code in self.codes)

    @property
    def absent(self) -> int:
        """Sessions absent."""
        return sum(code.group in ABSENT_GROUPS for code in self.codes)

    def has(self, marks: Sequence[str]) -> bool:
        """Whether one of its sessions has one of these marks."""
        return any(code.mark in marks for code in self.codes)


def since(register: Register, first: date) -> Register:
    """The part of a register from a day on."""
    place = bisect_left(register.days, first.toordinal())
    return Register(register.days[place:], register.halves[place:], register.codes[place:])


def last_day(register: Register) -> date:
    """The last day of a register that has a session."""
    return date.fromordinal(register.days[-1])


def last_school_day(register: Register) -> date:
    """The last day on which the school met; the last day of all in a register of closures alone."""
    met = len(register.codes.rstrip(bytes([CLOSURE])))
    return date.fromordinal(register.days[met - 1])


def school_year_of(day: date) -> date:
    """The day on which the school year of `day` began."""
    begins = date(day.year, *SCHOOL_YEAR_BEGINS)
    return begins if day >= begins else date(day.year - 1, *SCHOOL_YEAR_BEGINS)


def school_days(sessions: Iterable[Session]) -> tuple[SchoolDay, ...]:
    """The days on which the school met: those with a session that is no planned closure."""
    days = (SchoolDay(day, tuple(found)) for day, found in groupby(sessions, key=lambda session: session.day))
    return tuple(day for day in days if any(code.mark != PLANNED_CLOSURE for code in day.codes))


def by_week(days: Iterable[SchoolDay]) -> list[list[SchoolDay]]:
    """The days of each calendar week."""
    return [list(found) for _, found in groupby(days, key=lambda day: day.monday)]


def half_terms(days: Sequence[SchoolDay]) -> list[list[SchoolDay]]:
    """The days between one break and the next."""
    parts: list[list[SchoolDay]] = [list(days[:1])] if days else []
    for before, day in pairwise(days):
        if is_break(before.day, day.day):
            parts.append([])
        parts[-1].append(day)
    return parts


def is_break(before: date, after: date) -> bool:
    """Whether a break lies between two school days on end."""
    return (after - before).days > BREAK_DAYS
