"""Weekdays, halves of the day and first days back that stand out: only where a test says that it isn't chance.

Absences come in blocks: an illness takes several days on end, so days are not independent of each other and must not be
counted as if they were. A week is the unit here. Within each week, had the absent days fallen on any of its school days
alike, a weekday would be among them with the share of the week's days that were absent; weeks are taken as independent.
So a whole week away says nothing of weekdays, two days away in a week say little, and a rate of absence that changes
over the year does no harm. What is counted is then a sum of independent events with known chances, and its
distribution is exact (chance.at_least). The smallest p-value of several weekdays is multiplied by how many were looked
at (Bonferroni). For mornings and afternoons each week is one toss of a coin (chance.split_unevenly).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

from bot.attendance.register.chance import at_least, marked_among, split_unevenly
from bot.attendance.register.figures import WEEKDAYS
from bot.attendance.register.marks import ABSENT_GROUPS
from bot.attendance.register.recent import DECIDED, SchoolDay, by_week, is_break
from bot.attendance.register.sessions import Half

LATE = ("L", "U")


class StandsOut(NamedTuple):
    """What stands out: on how many `days` of how many, and on the other days; p_value corrected for what was tried."""

    what: str
    days: int
    of: int
    others: int
    of_others: int
    p_value: float


def absent_weekday(days: Sequence[SchoolDay]) -> StandsOut | None:
    """The weekday with the most absence that chance would not put there; None without any absence.

    Days with part-time hours, a suspension or study leave are left out: the school set them.
    """
    looked_at = [day for day in days if day.possible and not day.has(DECIDED)]
    return weekday_of(looked_at, lambda day: day.absent > 0)


def late_weekday(days: Sequence[SchoolDay]) -> StandsOut | None:
    """The weekday with the most lateness, of days on which the child came; None without any lateness."""
    came = [day for day in days if day.has(LATE) or day.absent < day.possible]
    return weekday_of(came, lambda day: day.has(LATE))


def weekday_of(days: Sequence[SchoolDay], holds: Callable[[SchoolDay], bool]) -> StandsOut | None:
    """The weekday on which something holds least by chance; None where it holds on no day."""
    if not any(map(holds, days)):
        return None
    weeks = by_week(days)
    weekdays = sorted({day.day.weekday() for day in days})
    tested = []
    for weekday in weekdays:
        on_it = [day for day in days if day.day.weekday() == weekday]
        chances = [
            sum(map(holds, week)) / len(week) for week in weeks if any(day.day.weekday() == weekday for day in week)
        ]
        count = sum(map(holds, on_it))
        others = sum(map(holds, days)) - count
        p_value = min(1.0, at_least(count, chances) * len(weekdays))
        tested.append(StandsOut(WEEKDAYS[weekday], count, len(on_it), others, len(days) - len(on_it), p_value))
    return min(tested, key=lambda one: one.p_value)


def half_of_day(days: Sequence[SchoolDay]) -> StandsOut | None:
    """The half of the day that the child misses more, of days with one session missed; None without such days.

    Lateness after the register closed is left out: it always marks the first half, and is told by itself.
    """
    looked_at = [day for day in days if day.possible == 2 and not day.has((*DECIDED, "U"))]
    weeks = [[half for day in week if (half := half_missed(day)) is not None] for week in by_week(looked_at)]
    leaning = [week.count(Half.AM) - week.count(Half.PM) for week in weeks]
    mornings, afternoons = sum(one > 0 for one in leaning), sum(one < 0 for one in leaning)
    if mornings == afternoons:
        return None
    halves = [sum(week.count(half) for week in weeks) for half in Half]
    more = Half.AM if mornings > afternoons else Half.PM
    p_value = split_unevenly(mornings, afternoons)
    return StandsOut(more.name, halves[more], len(looked_at), halves[1 - more], len(looked_at), p_value)


def half_missed(day: SchoolDay) -> Half | None:
    """The half of the day that was missed, where only one was."""
    missed = [session.half for session in day.sessions if session.code.group in ABSENT_GROUPS]
    return missed[0] if len(missed) == 1 else None


def first_day_back(days: Sequence[SchoolDay]) -> StandsOut | None:
    """Absence on the first day after a break of a week or more; None without a break.

    First days back are weeks apart, so no block of absence reaches from one to another: they are taken as drawn from
    all days (hypergeometric).
    """
    back = {day.day for before, day in pairwise(days) if is_break(before.day, day.day)}
    looked_at = [day for day in days if day.possible and not day.has(DECIDED)]
    first = [day for day in looked_at if day.day in back]
    if not first:
        return None
    count, absent = sum(day.absent > 0 for day in first), sum(day.absent > 0 for day in looked_at)
    p_value = marked_among(count, len(first), absent, len(looked_at))
    others = len(looked_at) - len(first)
    return StandsOut("", count, len(first), absent - count, others, p_value)
