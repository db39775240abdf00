"""Registers for hypothesis: plausible ones, wild ones, and ones built to stand on a boundary of a rule."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from hypothesis import strategies as st

from tests.attendance.register.independent.slow_figures import (
    ABSENT,
    ATTENDED,
    MARKS,
    NOT_POSSIBLE,
    UNAUTHORISED,
)

Slot = tuple[date, int]
Sessions = list[tuple[date, int, str]]

MONDAYS = st.integers(0, 400).map(lambda week: date(2024, 8, 19) + timedelta(weeks=week))
USUAL_WEEKS = st.sampled_from(("school",) * 8 + ("no rows", "closed", "inset day", "a morning only"))
BROKEN_WEEKS = st.sampled_from(("school", "inset day", "closed", "no rows", "a morning only"))

# What is drawn often is made once: to make a strategy takes Hypothesis longer than to draw from it.
SPELLS = st.lists(st.tuples(st.sampled_from("/") | st.sampled_from(MARKS), st.integers(1, 12)), max_size=25)
SUSPENDED = st.lists(
    st.tuples(st.sampled_from(("E", "E", "E", "/", "K", "#", "Y4", "D")), st.integers(1, 7)), min_size=2, max_size=14
)
SINCE_AN_N = st.sampled_from(("/", "/", "I", "#", "Y1", "O"))
GAPS = st.sampled_from(((), (), (), ("closed",), ("no rows",)))
FIRST_COUNTING, COUNTING = st.sampled_from((1, 2, 4, 10)), st.sampled_from((1, 0, 2, 4, 10))
TOWARDS_A_NOTICE = st.sampled_from(("O", "U", "G", "O", "N"))


def slots_of_week(monday: date, kind: str = "school") -> Iterator[tuple[Slot, bool]]:
    """Each session of the week, with whether the school was closed; nothing for a week that has no rows."""
    for number in range(0 if kind == "no rows" else 5):
        for half in (0, 1):
            if kind == "a morning only" and (number, half) == (4, 1):
                continue
            yield (monday + timedelta(days=number), half), kind == "closed" or (kind == "inset day" and number == 0)


def weeks_of(first: date, kinds: list[str]) -> list[tuple[Slot, bool]]:
    """The sessions of weeks of these kinds, one after the other."""
    return [slot for number, kind in enumerate(kinds) for slot in slots_of_week(first + timedelta(weeks=number), kind)]


def in_a_row(spells: list[tuple[str, int]], otherwise: str = "/") -> Iterator[str]:
    """Each spell's mark as often as it is long, then the other mark for ever."""
    for mark, length in spells:
        yield from [mark] * length
    while True:
        yield otherwise


def marked(slots: list[tuple[Slot, bool]], spells: list[tuple[str, int]]) -> Sessions:
    """The slots with the spells' marks in order; a closure takes none of them."""
    marks = in_a_row(spells)
    return [(*slot, "#" if closed else next(marks)) for slot, closed in slots]


@st.composite
def terms(draw: st.DrawFn) -> Sessions:
    """Up to a third of a year as children have it: mostly there, absences in blocks, holidays, inset days."""
    kinds = draw(st.lists(USUAL_WEEKS, min_size=1, max_size=14))
    spells = draw(SPELLS)
    return marked(weeks_of(draw(MONDAYS), kinds), spells)


@st.composite
def suspended(draw: st.DrawFn) -> Sessions:
    """Suspensions across weekends, holidays, closures and sessions that were not possible."""
    kinds = draw(st.lists(BROKEN_WEEKS, min_size=2, max_size=6))
    spells = draw(SUSPENDED)
    return marked(weeks_of(draw(MONDAYS), kinds), spells)


@st.composite
def unexplained(draw: st.DrawFn) -> Sessions:
    """An N, then four to seven school days with closures among them, some of only a morning or not possible."""
    before = draw(st.integers(0, 6))
    slots = weeks_of(draw(MONDAYS), draw(st.lists(USUAL_WEEKS, min_size=4, max_size=6)))
    days = sorted({day for (day, _), closed in slots})
    at = days[min(before, len(days) - 1)] if days else None
    after = draw(st.integers(4, 7))
    sessions: Sessions = []
    school_days: set[date] = set()
    for (day, half), closed in slots:
        mark = "#" if closed else "N" if day == at and (half == 0 or draw(st.booleans())) else draw(SINCE_AN_N)
        if at is not None and day > at and mark != "#":
            school_days.add(day)
        if len(school_days) > after:
            break
        sessions.append((day, half, mark))
    return sessions


@st.composite
def ten_weeks(draw: st.DrawFn) -> Sessions:
    """Nine to thirteen school weeks with closed weeks between them, each week with a few sessions that count."""
    weeks = draw(st.sampled_from((11, 10, 12, 10, 11, 13, 9)))
    kinds = [kind for _ in range(weeks) for kind in ["school", *draw(GAPS)]]
    sessions: Sessions = []
    monday = draw(MONDAYS)
    for number, kind in enumerate(kinds):
        # The first week counts, so that it is seen whether it is left out of ten later ones.
        counting = draw(FIRST_COUNTING if number == 0 else COUNTING)
        spells = [(draw(TOWARDS_A_NOTICE), counting)]
        sessions += marked(list(slots_of_week(monday + timedelta(weeks=number), kind)), spells)
    return sessions


@st.composite
def on_a_boundary(draw: st.DrawFn) -> Sessions:
    """A tenth or a half of the possible sessions missed, to the session, or one more or fewer."""
    share, absent = draw(st.sampled_from(((10, 1), (10, 2), (10, 9), (10, 20), (2, 1), (2, 5), (2, 30), (2, 101))))
    possible = absent * share + draw(st.sampled_from((0, 0, -1, 1)))
    extra = draw(st.lists(st.sampled_from(NOT_POSSIBLE), max_size=8))
    marks = draw(
        st.permutations(
            [draw(st.sampled_from(ABSENT))] * absent + [draw(st.sampled_from(ATTENDED))] * (possible - absent) + extra
        )
    )
    slots = weeks_of(draw(MONDAYS), ["school"] * (len(marks) // 10 + 1))
    return [(*slot, mark) for (slot, _), mark in zip(slots, marks, strict=False)]


@st.composite
def wild(draw: st.DrawFn) -> Sessions:
    """Any marks on any days, weekends and lone sessions among them, within a month, a year or all of the calendar."""
    first, last = draw(
        st.sampled_from(
            ((date(2025, 9, 1), date(2025, 9, 30)), (date(2024, 9, 1), date(2025, 8, 31)), (date.min, date.max))
        )
    )
    some = draw(st.sampled_from((NOT_POSSIBLE, MARKS, UNAUTHORISED, NOT_POSSIBLE, ("E", "#", "/"), ("N", "#", "/"))))
    slots = draw(st.lists(st.tuples(st.dates(first, last), st.integers(0, 1)), max_size=60, unique=True))
    return [(*slot, draw(st.sampled_from(some))) for slot in slots]


REGISTERS = st.one_of(terms(), suspended(), unexplained(), ten_weeks(), ten_weeks(), on_a_boundary(), wild())
"""The sessions of a register as (day, 0 or 1, mark), each once."""


@st.composite
def registers_and_days(draw: st.DrawFn) -> tuple[Sessions, date]:
    """A register and a day on which to look at it: in it, or within three weeks before or after."""
    sessions = draw(REGISTERS.filter(bool))
    day = draw(st.sampled_from(sessions))[0]
    reach = st.integers(max(-21, (date.min - day).days), min(21, (date.max - day).days))
    return sessions, day + timedelta(days=draw(reach))
