"""The figures of a register a second time, from the words of the design: slow, and plain to check.

It shares nothing with bot.attendance.register but the sessions that it is given: the groups of the codes stand here
once more, every list is made by going through all sessions, and every comparison is of fractions.
Sources: SI 2024/208, regulation 10 (codes; N within five school days); DfE, absence of 10% and of 50% of possible
sessions; National Framework for Penalty Notices (ten unauthorised sessions in ten school weeks).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, NamedTuple

ATTENDING = ("/", "\\", "L")
APPROVED = ("K", "V", "P", "W", "B")
AUTHORISED = ("C", "C1", "C2", "E", "I", "J1", "M", "R", "S", "T")
UNAUTHORISED = ("G", "N", "O", "U")
NOT_POSSIBLE = ("D", "Q", "X", "Y1", "Y2", "Y3", "Y4", "Y5", "Y6", "Y7", "Z", "#")
MARKS = (*ATTENDING, *APPROVED, *AUTHORISED, *UNAUTHORISED, *NOT_POSSIBLE)

ATTENDED = (*ATTENDING, *APPROVED)
ABSENT = (*AUTHORISED, *UNAUTHORISED)
POSSIBLE = (*ATTENDED, *ABSENT)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SCHOOL_DAYS_FOR_A_REASON = 5
SCHOOL_WEEKS = 10


class Marked(NamedTuple):
    """One session: its day, whether it is the morning's or the afternoon's (0 or 1), and its mark."""

    day: date
    half: int
    mark: str


def slow_figures(sessions: Iterable[tuple[date, int, str]], as_of: date | None = None) -> dict[str, Any]:
    """All that a register says, as the JSON of `guide register`.

    Takes each session once, in any order. `as_of` is the day on which the age of an N is counted: the last day of the
    register where it is None. Raises ValueError for a mark that is no code.
    """
    marked = sorted(Marked(*session) for session in sessions)
    if unknown := {one.mark for one in marked} - set(MARKS):
        raise ValueError(f"no code: {sorted(unknown)}")
    possible = those(marked, POSSIBLE)
    absent = those(marked, ABSENT)
    reduced = [one.day for one in those(marked, ("C2",))]
    return {
        "possible": len(possible),
        "attended": len(those(marked, ATTENDED)),
        "authorised": len(those(marked, AUTHORISED)),
        "unauthorised": len(those(marked, UNAUTHORISED)),
        "attendance": attendance(marked),
        "persistent_absence": bool(possible) and Fraction(len(absent), len(possible)) >= Fraction(10, 100),
        "severe_absence": bool(possible) and Fraction(len(absent), len(possible)) >= Fraction(50, 100),
        "late": {
            "before_close": len(those(marked, ("L",))),
            "after_close": len(those(marked, ("U",))),
            "by_weekday": by_weekday(those(marked, ("L", "U"))),
        },
        "suspensions": suspensions(possible),
        "reduced_hours": {
            "sessions": len(reduced),
            "from": min(reduced).isoformat() if reduced else None,
            "to": max(reduced).isoformat() if reduced else None,
        },
        "unexplained": len(those(marked, ("N",))),
        "off_site": by_mark(those(marked, ("B", "K", "P", "V", "W"))),
        "absence_by_weekday": by_weekday(absent),
        "weekly": [
            {"week": week.isoformat(), "attendance": attendance([one for one in marked if monday(one.day) == week])}
            for week in sorted({monday(one.day) for one in possible})
        ],
        "unauthorised_in_ten_weeks": unauthorised_in_ten_weeks(marked, as_of),
        "codes": by_mark(marked),
    }


def those(marked: list[Marked], marks: tuple[str, ...]) -> list[Marked]:
    """The sessions with one of these marks."""
    return [one for one in marked if one.mark in marks]


def attendance(marked: list[Marked]) -> float | None:
    """The percentage of the possible sessions that were attended, divided once; None where none was possible."""
    possible = len(those(marked, POSSIBLE))
    return float(Fraction(100 * len(those(marked, ATTENDED)), possible)) if possible else None


def by_weekday(marked: list[Marked]) -> dict[str, int]:
    """How many of the sessions each weekday has that has any."""
    names = [WEEKDAYS[one.day.weekday()] for one in marked]
    return {name: names.count(name) for name in WEEKDAYS if name in names}


def by_mark(marked: list[Marked]) -> dict[str, int]:
    """How many sessions each mark has that occurs."""
    marks = [one.mark for one in marked]
    return {mark: marks.count(mark) for mark in MARKS if mark in marks}


def suspensions(possible: list[Marked]) -> list[dict[str, Any]]:
    """The runs of E: an E belongs to the run before it where the possible session just before it is an E."""
    runs: list[list[Marked]] = []
    for before, one in zip([None, *possible], possible, strict=False):
        if one.mark == "E" and before is not None and before.mark == "E":
            runs[-1].append(one)
        elif one.mark == "E":
            runs.append([one])
    return [{"from": run[0].day.isoformat(), "to": run[-1].day.isoformat(), "sessions": len(run)} for run in runs]


def unauthorised_in_ten_weeks(marked: list[Marked], as_of: date | None) -> int:
    """The most sessions that count towards a penalty notice in any ten school weeks, one after the other."""
    counting = [one for one in marked if counts_towards_a_notice(one, marked, as_of)]
    weeks = sorted({monday(one.day) for one in marked if one.mark != "#"})
    most = 0
    for place in range(len(weeks)):
        ten = weeks[place : place + SCHOOL_WEEKS]
        most = max(most, len([one for one in counting if monday(one.day) in ten]))
    return most


def counts_towards_a_notice(one: Marked, marked: list[Marked], as_of: date | None) -> bool:
    """Whether it is an O, a U, a G, or an N after whose day more than five school days have gone by."""
    if one.mark != "N":
        return one.mark in ("O", "U", "G")
    today = max(other.day for other in marked) if as_of is None else as_of
    school_days_since = {other.day for other in marked if other.mark != "#" and one.day < other.day <= today}
    return len(school_days_since) > SCHOOL_DAYS_FOR_A_REASON


def monday(day: date) -> date:
    """The Monday of the day's week."""
    return day - timedelta(days=day.weekday())
