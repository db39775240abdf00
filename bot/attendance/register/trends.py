"""Whether attendance went up or down: only where a test says that it isn't chance.

The unit is the week, since absences come in blocks; weeks joined by one unbroken absence are one unit, so that a single
long absence never looks like a trend. Two groups of units are compared by the sum of their ranks, exactly, ties and all
(chance.shifted). Two comparisons are made, so p-values are doubled (Bonferroni): the latest half term with all before
it, and, where that is not clear, the first half of the weeks with the second.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from bot.attendance.register.chance import shifted
from bot.attendance.register.codes import Group
from bot.attendance.register.marks import ABSENT_GROUPS
from bot.attendance.register.recent import SchoolDay, by_week, half_terms

COMPARISONS = 2
"""How many comparisons a register is tried for."""


class Change(NamedTuple):
    """Attendance in percent before a day and from it on; `p_value` corrected for the comparisons made."""

    before: Fraction
    after: Fraction
    since: date
    p_value: float

    @property
    def falls(self) -> bool:
        return self.after < self.before


def change_at_half_term(days: Sequence[SchoolDay]) -> Change | None:
    """The latest half term against all before it; None where there is one half term only."""
    parts = half_terms(days)
    if len(parts) < 2:
        return None
    return change_between([day for part in parts[:-1] for day in part], parts[-1])


def change_over_weeks(days: Sequence[SchoolDay]) -> Change | None:
    """The first half of the weeks against the second; None where there is only one week."""
    weeks = by_week(days)
    before = sum(map(len, weeks[: len(weeks) // 2]))
    return change_between(days[:before], days[before:])


def change_between(before: Sequence[SchoolDay], after: Sequence[SchoolDay]) -> Change | None:
    """The attendance of some days against that of later ones; None where either has no possible session."""
    first, second = units_of(before), units_of(after)
    if not first or not second:
        return None
    p_value = min(1.0, COMPARISONS * shifted([absence(unit) for unit in first], [absence(unit) for unit in second]))
    return Change(attendance(before), attendance(after), after[0].day, p_value)


def units_of(days: Sequence[SchoolDay]) -> list[list[SchoolDay]]:
    """The weeks with a possible session; weeks on end that one unbroken absence joins are one."""
    units: list[list[SchoolDay]] = []
    absent_at_end = False
    for week in by_week(day for day in days if day.possible):
        if absent_at_end and is_absent(week[0], 0):
            units[-1].extend(week)
        else:
            units.append(week)
        absent_at_end = is_absent(week[-1], -1)
    return units


def is_absent(day: SchoolDay, place: int) -> bool:
    """Whether the possible session at `place` of a day was missed."""
    possible = [code for code in day.codes if code.group is not Group.NOT_POSSIBLE]
    return possible[place].group in ABSENT_GROUPS


def absence(days: Sequence[SchoolDay]) -> Fraction:
    """The share of possible sessions that were missed."""
    return Fraction(sum(day.absent for day in days), sum(day.possible for day in days))


def attendance(days: Sequence[SchoolDay]) -> Fraction:
    """Attendance in percent."""
    return 100 * (1 - absence(days))
