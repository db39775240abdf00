"""What attendance can still come to by the end of the school year, in July."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from math import ceil, floor

from bot.attendance.register.figures import Figures
from bot.attendance.register.notice import in_words
from bot.attendance.register.recent import last_day, last_school_day, school_days, school_year_of, since
from bot.attendance.register.sessions import Register
from bot.guidance.library import Guidance
from bot.guidance.register_pack import SchoolTerm

SUMMER = 6
"""The month from which on the last term of a school year ends; terms that stop before don't reach the year's end."""

STARTS_LATE = timedelta(weeks=3)
"""A register that begins so long after the school year did has not seen all its days."""


@dataclass(frozen=True)
class Left:
    """Sessions left in the school year after a register's last day, and in words what they are worked out from."""

    sessions: int
    from_terms: bool
    basis: str


def if_every_day_from_now(figures: Figures, sessions_left: int) -> Fraction | None:
    """Attendance in percent at the year's end if every session left is attended; None where there are no sessions."""
    possible = figures.possible + sessions_left
    return Fraction(100 * (figures.attended + sessions_left), possible) if possible else None


def sessions_that_can_be_missed(
    figures: Figures, sessions_left: int, target: Fraction, over: bool = True
) -> int | None:
    """How many of the sessions left can be missed with attendance still over `target` percent at the year's end.

    At least at the target where `over` is false. 0 where all must be attended, None where even that is not enough.
    At exactly 90% absence counts as persistent, so staying clear of it is staying over 90.
    """
    best = figures.attended + sessions_left
    needed = target * (figures.possible + sessions_left) / 100
    to_spare = floor(best - needed)
    if over and best - needed == to_spare:
        to_spare -= 1
    return None if to_spare < 0 else min(to_spare, sessions_left)


def school_days_to_reach(figures: Figures, target: Fraction) -> int | None:
    """The school days on end without absence after which attendance is at `target` percent; 0 where it is already.

    Whole days of two sessions. None where it never is: 100 percent, once anything was missed.
    """
    short = target * figures.possible - 100 * figures.attended
    if short <= 0:
        return 0
    return None if target >= 100 else ceil(short / (100 - target) / 2)


def sessions_left(register: Register, guidance: Guidance) -> Left:
    """The sessions left in the school year after the register's last day.

    By the terms of the one authority that is on, or England's, where they reach into these months; else by the length
    of a school year. Raises ValueError for a register without sessions.
    """
    if not register:
        raise ValueError("a register without sessions is of no school year")
    now, words, year = last_day(register), guidance.register.words, guidance.attendance.year
    begins = school_year_of(last_school_day(register))
    ends = date(begins.year + 1, begins.month, begins.day) - timedelta(days=1)
    authority, terms = guidance.school_terms
    here = [term for term in terms if begins.isoformat() <= term.first and term.last <= ends.isoformat()]
    until = date.fromisoformat(here[-1].last) if here else begins
    if here and here[0].first <= now.isoformat() and (until.year, until.month) >= (ends.year, SUMMER):
        basis = words["left_terms"].format(authority=authority, until=in_words(until))
        return Left(year.sessions_per_day * len(days_left(here, now)), True, basis)
    seen = school_days(since(register, begins))
    basis = words["left_year"].format(year=year.days, days=len(seen))
    if not seen or seen[0].day - begins > STARTS_LATE:
        basis += " " + words["left_late_start"].format(**{"from": in_words(seen[0].day if seen else now)})
    return Left(year.sessions_per_day * max(0, year.days - len(seen)), False, basis)


def days_left(terms: Sequence[SchoolTerm], now: date) -> tuple[date, ...]:
    """The school days of terms after a day: Monday to Friday, without those not in school."""
    found = []
    for term in terms:
        first, last = max(date.fromisoformat(term.first), now + timedelta(days=1)), date.fromisoformat(term.last)
        days = (first + timedelta(days=step) for step in range((last - first).days + 1))
        found += [day for day in days if day.weekday() < 5 and day.isoformat() not in term.not_in_school]
    return tuple(found)
