"""The figures of a register: counted in whole sessions, and divided once, at the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from operator import add
from typing import Any

from bot.attendance.impact import MOST, Thresholds
from bot.attendance.register.codes import CODES, NUMBER_OF, Group
from bot.attendance.register.marks import ABSENT, runs
from bot.attendance.register.sessions import Register
from bot.attendance.register.weeks import Week, most_in_ten_weeks, weeks_of

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

OFF_SITE = ("B", "K", "P", "V", "W")
"""Marks that count as attending while the child is somewhere else than in school."""

ABSENT_MARKS = tuple(CODES[number].mark for number in ABSENT)

ENGLAND = Thresholds(Fraction(10), Fraction(50))
"""Persistent and severe absence in percent of the possible sessions, as the Department for Education counts them."""


@dataclass(frozen=True)
class Late:
    """Sessions marked L and U, and both together on each weekday that has any."""

    before_close: int
    after_close: int
    by_weekday: dict[str, int]


@dataclass(frozen=True)
class Suspension:
    """A run of E over consecutive possible sessions: its first and last day."""

    first: date
    last: date
    sessions: int


@dataclass(frozen=True)
class ReducedHours:
    """Sessions marked C2, and the first and last day that has one; None where there is none."""

    sessions: int
    first: date | None
    last: date | None


@dataclass(frozen=True)
class Figures:
    """What a register comes to (design.md, "The register").

    `attendance` is in percent, exact, None where no session was possible; `weekly` has the weeks where one was.
    """

    possible: int
    attended: int
    authorised: int
    unauthorised: int
    attendance: Fraction | None
    persistent_absence: bool
    severe_absence: bool
    late: Late
    suspensions: tuple[Suspension, ...]
    reduced_hours: ReducedHours
    unexplained: int
    off_site: dict[str, int]
    absence_by_weekday: dict[str, int]
    weekly: tuple[Week, ...]
    unauthorised_in_ten_weeks: int
    codes: dict[str, int]

    @property
    def absent(self) -> int:
        """Sessions absent, authorised or not."""
        return self.authorised + self.unauthorised

    def as_json(self) -> dict[str, Any]:
        """The object of `guide register --json`: counts whole, percentages unrounded, days as ISO text."""
        shown: dict[str, Any] = dict(vars(self))
        shown["attendance"] = None if self.attendance is None else float(self.attendance)
        shown["late"] = dict(vars(self.late))
        shown["suspensions"] = [
            {"from": one.first.isoformat(), "to": one.last.isoformat(), "sessions": one.sessions}
            for one in self.suspensions
        ]
        hours = self.reduced_hours
        shown["reduced_hours"] = {"sessions": hours.sessions, "from": iso(hours.first), "to": iso(hours.last)}
        # Python's division of whole numbers is the float nearest to the exact quotient, as float(Fraction) is.
        shown["weekly"] = [
            {"week": date.fromordinal(week.monday).isoformat(), "attendance": MOST * week.attended / week.possible}
            for week in self.weekly
        ]
        return shown


def iso(day: date | None) -> str | None:
    """The day as ISO text, where there is one."""
    return None if day is None else day.isoformat()


def figures_of(register: Register, thresholds: Thresholds = ENGLAND, as_of: date | None = None) -> Figures:
    """The figures of a register.

    `as_of` is the day on which an unexplained absence is old enough to count as unauthorised in ten school weeks;
    by default the register's last day.
    """
    by_weekday = sessions_by_weekday(register)
    codes = {code.mark: count for code in CODES if (count := sum(counts[code.mark] for counts in by_weekday.values()))}
    sessions = {group: sum(codes.get(code.mark, 0) for code in CODES if code.group is group) for group in Group}
    authorised, unauthorised = sessions[Group.AUTHORISED], sessions[Group.UNAUTHORISED]
    attended, absent = sessions[Group.ATTENDING] + sessions[Group.APPROVED], authorised + unauthorised
    possible = attended + absent
    weeks = weeks_of(register, as_of)
    ten_weeks = most_in_ten_weeks(weeks)
    absence = Fraction(MOST * absent, possible) if possible else Fraction(0)
    return Figures(
        possible=possible,
        attended=attended,
        authorised=authorised,
        unauthorised=unauthorised,
        attendance=Fraction(MOST * attended, possible) if possible else None,
        persistent_absence=bool(possible) and absence >= thresholds.persistent_absence,
        severe_absence=bool(possible) and absence >= thresholds.severe_absence,
        late=Late(codes.get("L", 0), codes.get("U", 0), on_weekdays(by_weekday, ("L", "U"))),
        suspensions=suspensions_of(register),
        reduced_hours=reduced_hours_of(register, codes.get("C2", 0)),
        unexplained=codes.get("N", 0),
        off_site={mark: codes[mark] for mark in OFF_SITE if mark in codes},
        absence_by_weekday=on_weekdays(by_weekday, ABSENT_MARKS),
        weekly=tuple(week for week in weeks if week.attended or week.absent),
        unauthorised_in_ten_weeks=ten_weeks.sessions if ten_weeks else 0,
        codes=codes,
    )


def sessions_by_weekday(register: Register) -> dict[str, Counter[str]]:
    """The sessions of each code on each weekday."""
    by_weekday = {name: Counter[str]() for name in WEEKDAYS}
    # A weekday and a code together fit into one byte, and bytes are counted several times faster than pairs.
    width = len(CODES)
    first_of = [(day - 1) % len(WEEKDAYS) * width for day in range(len(WEEKDAYS))]
    firsts = bytes([first_of[day % 7] for day in register.days])
    for both, count in Counter(bytes(map(add, firsts, register.codes))).items():
        place, code = divmod(both, width)
        by_weekday[WEEKDAYS[place]][CODES[code].mark] = count
    return by_weekday


def on_weekdays(by_weekday: dict[str, Counter[str]], marks: Iterable[str]) -> dict[str, int]:
    """The sessions of `marks` on each weekday that has any."""
    wanted = tuple(marks)
    counted = {name: sum(counts[mark] for mark in wanted) for name, counts in by_weekday.items()}
    return {name: count for name, count in counted.items() if count}


def suspensions_of(register: Register) -> tuple[Suspension, ...]:
    """Every run of E."""
    day = date.fromordinal
    return tuple(
        Suspension(day(register.days[run.first]), day(register.days[run.last]), run.sessions)
        for run in runs(register, bytes([NUMBER_OF["E"]]))
    )


def reduced_hours_of(register: Register, sessions: int) -> ReducedHours:
    """Where the `sessions` of C2 lie."""
    if not sessions:
        return ReducedHours(0, None, None)
    first, last = (find(NUMBER_OF["C2"]) for find in (register.codes.find, register.codes.rfind))
    return ReducedHours(sessions, date.fromordinal(register.days[first]), date.fromordinal(register.days[last]))
