"""A register by the week: what was attended, and what counts towards ten unauthorised sessions in ten weeks."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from bot.attendance.register.codes import NUMBER_OF
from bot.attendance.register.marks import ABSENT, CLOSURE, NOT_POSSIBLE, PRESENT, classes
from bot.attendance.register.sessions import Register

UNAUTHORISED = bytes(NUMBER_OF[mark] for mark in "OUG")
"""Absence that counts at once (National Framework for Penalty Notices)."""

NOT_ESTABLISHED = NUMBER_OF["N"]
"""Absence that counts once its reason was not established in time."""

DAYS_TO_ESTABLISH = 5
"""School days in which the reason of an absence must be established (SI 2024/208, regulation 10(7) to (9))."""

WEEKS_ON_END = 10
"""School weeks over which unauthorised sessions are added up."""

MOST_IN_A_WEEK = 14
"""Sessions that a calendar week can have."""

AT_ONCE = classes(p=PRESENT, a=ABSENT, x=NOT_POSSIBLE, u=UNAUTHORISED, c=bytes([CLOSURE]))
OVERDUE = classes(p=PRESENT, a=ABSENT, x=NOT_POSSIBLE, u=UNAUTHORISED + bytes([NOT_ESTABLISHED]), c=bytes([CLOSURE]))
"""Sessions as p (present), a (absent), u (absent, counting), x (not possible), c (planned closure)."""


class Week(NamedTuple):
    """A calendar week of a register: its Monday's ordinal, its sessions, and whether the school met."""

    monday: int
    attended: int
    absent: int
    counting: int
    in_school: bool

    @property
    def possible(self) -> int:
        return self.attended + self.absent

    @property
    def attendance(self) -> Fraction | None:
        """Attended in percent of the possible sessions; None where there were none."""
        return Fraction(100 * self.attended, self.possible) if self.possible else None


class TenWeeks(NamedTuple):
    """The most unauthorised sessions in ten school weeks on end, with the Mondays of the first and last of them."""

    sessions: int
    first: date
    last: date


def weeks_of(register: Register, as_of: date | None = None) -> tuple[Week, ...]:
    """Every calendar week that has a session, in order; `as_of` as in `overdue_before`."""
    days, start, end = register.days, 0, len(register)
    overdue = overdue_before(register, as_of)
    marks = register.codes[:overdue].translate(OVERDUE) + register.codes[overdue:].translate(AT_ONCE)
    weeks = []
    while start < end:
        day = days[start]
        monday = day - (day - 1) % 7
        latest = start + MOST_IN_A_WEEK
        after = bisect_left(days, monday + 7, start, latest if latest < end else end)
        weeks.append(Week(monday, *sessions_of(marks[start:after])))
        start = after
    return tuple(weeks)


@lru_cache(maxsize=4096)
def sessions_of(marks: bytes) -> tuple[int, int, int, bool]:
    """A week's sessions attended, absent and counting, and whether the school met; most weeks are like another."""
    attended, counting = marks.count(b"p"), marks.count(b"u")
    absent = counting + marks.count(b"a")
    return attended, absent, counting, bool(attended or absent or b"x" in marks)


def overdue_before(register: Register, as_of: date | None = None) -> int:
    """The place before which an N is older than five school days on the day `as_of`.

    `as_of` is by default the register's last day; school days after the register's end are not known.
    """
    days = register.days
    place = len(register) if as_of is None else bisect_right(days, as_of.toordinal())
    later: set[int] = set()
    while place and len(later) <= DAYS_TO_ESTABLISH:
        place -= 1
        if register.codes[place] != CLOSURE:
            later.add(days[place])
    if len(later) <= DAYS_TO_ESTABLISH:
        return 0
    return bisect_left(days, days[place])


def most_in_ten_weeks(weeks: Sequence[Week]) -> TenWeeks | None:
    """The most unauthorised sessions in any ten school weeks on end (all, where there are fewer), the latest of equals.

    None where no week is a school week. A school week has at least one session that is no planned closure.
    """
    school = [week for week in weeks if week.in_school]
    if not school:
        return None
    sums = [0, *accumulate(week.counting for week in school)]
    width = min(WEEKS_ON_END, len(school))
    most, start = max((sums[start + width] - sums[start], start) for start in range(len(school) - width + 1))
    first, last = school[start], school[start + width - 1]
    return TenWeeks(most, date.fromordinal(first.monday), date.fromordinal(last.monday))
