"""Two registers of one child side by side: before and after a move, last year and this."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from bot.attendance.register.chance import shifted
from bot.attendance.register.codes import CODES, Group
from bot.attendance.register.figures import WEEKDAYS, figures_of, sessions_by_weekday
from bot.attendance.register.marks import ABSENT_GROUPS
from bot.attendance.register.notice import in_days, in_words, one_in, plain
from bot.attendance.register.recent import last_day, school_days, since
from bot.attendance.register.sessions import Register
from bot.attendance.register.trends import absence, units_of
from bot.guidance.library import Guidance

MUCH_LONGER = Fraction(5, 4)
"""One register is that many times as long as the other where they are said to differ in length."""

MONTHS_SHARED = Fraction(1, 2)
"""The share of the shorter register's months that both must have to cover the same part of the year."""


@dataclass(frozen=True)
class Row:
    """One figure before and after, in percent of the possible sessions; None where none was possible.

    `what` is attendance, unauthorised, late, or a weekday, whose figure is its absence.
    """

    what: str
    before: Fraction | None
    after: Fraction | None

    @property
    def change(self) -> Fraction | None:
        """The change in percentage points, up above 0; None where there is nothing to compare."""
        return None if self.before is None or self.after is None else self.after - self.before

    @property
    def direction(self) -> str | None:
        """Whether it went up, down, or is the same; None where there is nothing to compare."""
        if self.change is None:
            return None
        return "same" if self.change == 0 else "up" if self.change > 0 else "down"

    def as_json(self) -> dict[str, Any]:
        figures = {"before": self.before, "after": self.after, "change": self.change}
        return {
            "what": self.what,
            **{name: plain(value) for name, value in figures.items()},
            "direction": self.direction,
        }


@dataclass(frozen=True)
class Period:
    """The first and last day of a register, and how many sessions were possible in it."""

    first: date
    last: date
    possible: int


@dataclass(frozen=True)
class Comparison:
    """Two registers compared. `p_value` is of the difference in attendance; None where one has no possible session."""

    before: Period
    after: Period
    rows: tuple[Row, ...]
    p_value: float | None
    differs_in_length: bool
    differs_in_season: bool

    def as_json(self) -> dict[str, Any]:
        """The object `compared` of `guide register --before --json`."""
        periods = {
            name: {"from": one.first.isoformat(), "to": one.last.isoformat(), "possible": one.possible}
            for name, one in (("before", self.before), ("after", self.after))
        }
        return {
            **periods,
            "rows": [row.as_json() for row in self.rows],
            "p_value": self.p_value,
            "differs_in_length": self.differs_in_length,
            "differs_in_season": self.differs_in_season,
        }


def compared(before: Register, after: Register, weeks: int) -> Comparison:
    """The comparison of two registers. The test looks at the latest `weeks` of each. ValueError for an empty one."""
    if not before or not after:
        raise ValueError("a register without sessions can't be compared")
    periods = [Period(first_day(one), last_day(one), figures_of(one).possible) for one in (before, after)]
    shorter, longer = sorted(period.possible for period in periods)
    months = [months_of(one) for one in (before, after)]
    shared = Fraction(len(months[0] & months[1]), min(map(len, months)) or 1)
    return Comparison(
        periods[0],
        periods[1],
        tuple(rows_of(before, after)),
        chance_of_difference(before, after, weeks),
        differs_in_length=longer > MUCH_LONGER * shorter,
        differs_in_season=shared < MONTHS_SHARED,
    )


def first_day(register: Register) -> date:
    """The first day of a register that has a session."""
    return date.fromordinal(register.days[0])


def months_of(register: Register) -> set[int]:
    """The months that a register has sessions in."""
    return {date.fromordinal(day).month for day in set(register.days)}


def rows_of(before: Register, after: Register) -> Iterator[Row]:
    """Every figure that is compared."""
    both = [figures_of(one) for one in (before, after)]
    yield Row("attendance", both[0].attendance, both[1].attendance)
    yield Row("unauthorised", *(share(one.unauthorised, one.possible) for one in both))
    yield Row("late", *(share(one.late.before_close + one.late.after_close, one.possible) for one in both))
    first, second = absence_by_weekday(before), absence_by_weekday(after)
    yield from (Row(day, first.get(day), second.get(day)) for day in WEEKDAYS if day in first or day in second)


def share(part: int, possible: int) -> Fraction | None:
    """A part in percent of the possible sessions; None of none."""
    return Fraction(100 * part, possible) if possible else None


def absence_by_weekday(register: Register) -> dict[str, Fraction]:
    """Absence in percent of the possible sessions, on each weekday that has any."""
    absent = {code.mark for code in CODES if code.group in ABSENT_GROUPS}
    possible = {code.mark for code in CODES if code.group is not Group.NOT_POSSIBLE}
    shares = {
        day: share(sum(counts[mark] for mark in absent), sum(counts[mark] for mark in possible))
        for day, counts in sessions_by_weekday(register).items()
    }
    return {day: value for day, value in shares.items() if value is not None}


def chance_of_difference(before: Register, after: Register, weeks: int) -> float | None:
    """How likely chance alone makes such a difference in weekly attendance (trends has the test)."""
    recent = [since(one, last_day(one) - timedelta(weeks=weeks)) for one in (before, after)]
    first, second = ([absence(unit) for unit in units_of(school_days(one))] for one in recent)
    return shifted(first, second) if first and second else None


def compared_in_words(comparison: Comparison, guidance: Guidance) -> tuple[str, ...]:
    """The comparison, a sentence each: the figures, then what to bear in mind."""
    words = guidance.register.words
    periods = {
        name: words["period_short"].format(**{"from": in_words(one.first), "to": in_words(one.last)})
        for name, one in (("before", comparison.before), ("after", comparison.after))
    }
    said = [words["compared_period"].format(**periods), *(row_in_words(row, guidance) for row in comparison.rows)]
    attendance = comparison.rows[0]
    if comparison.p_value is not None and attendance.change:
        clear = comparison.p_value <= guidance.register_settings.chance_at_most
        said.append(
            words["compared_chance" if clear else "compared_untested"].format(one_in=one_in(comparison.p_value))
        )
    if comparison.differs_in_length:
        lengths = {"before": in_days(comparison.before.possible), "after": in_days(comparison.after.possible)}
        said.append(words["compared_length"].format(**lengths))
    if comparison.differs_in_season:
        said.append(words["compared_season"])
    return tuple(said)


def row_in_words(row: Row, guidance: Guidance) -> str:
    """One figure before and after, and which way it went."""
    words = guidance.register.words
    what = words["compared_weekday" if row.what in WEEKDAYS else f"compared_{row.what}"].format(weekday=row.what)
    if row.change is None:
        return words["compared_not"].format(what=what)
    values = {"before": row.before, "after": row.after, "points": abs(row.change)}
    shown = {name: in_words(value) for name, value in values.items()}
    return words[f"compared_{row.direction}"].format(what=what, **shown)
