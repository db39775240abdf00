"""Absences of several days on end, and what lay just before each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.attendance.register.codes import CODES, NUMBER_OF, Code
from bot.attendance.register.marks import ABSENT_GROUPS, CLOSURE, NOT_POSSIBLE, Run, numbers, runs
from bot.attendance.register.recent import DECIDED, is_break
from bot.attendance.register.sessions import Register

AWAY = numbers(lambda code: code.group in ABSENT_GROUPS and code.mark not in (*DECIDED, "U"))
"""Absence for the whole of a session that the school did not set."""

LATE = numbers(lambda code: code.mark in ("L", "U"))
VISIT, SUSPENDED = NUMBER_OF["V"], NUMBER_OF["E"]

DAYS_BEFORE = 5
"""School days before a block in which lateness is looked for."""

Before = Literal["suspension", "visit", "break", "late", "nothing"]
"""What lay just before a block."""


@dataclass(frozen=True)
class Block:
    """Possible sessions missed on end: the days, what they were marked, what went before, and whether it ended."""

    first: date
    last: date
    sessions: int
    codes: tuple[Code, ...]
    before: Before
    goes_on: bool


def blocks_of(register: Register, days: int) -> Iterator[Block]:
    """Every absence of `days` or more on end, two sessions a day."""
    for run in runs(register, AWAY):
        if run.sessions >= 2 * days:
            yield block_of(register, run)


def block_of(register: Register, run: Run) -> Block:
    """The block of a run."""
    codes = register.codes[run.first : run.last + 1]
    marked = Counter(number for number in codes if number in AWAY)
    rest = register.codes[run.last + 1 :]
    return Block(
        first=date.fromordinal(register.days[run.first]),
        last=date.fromordinal(register.days[run.last]),
        sessions=run.sessions,
        codes=tuple(CODES[number] for number, _ in marked.most_common()),
        before=what_went_before(register, run.first),
        goes_on=not rest.strip(NOT_POSSIBLE),
    )


def what_went_before(register: Register, first: int) -> Before:
    """What lay just before the session at `first`: the nearest thing of note."""
    place = first - 1
    while place >= 0 and register.codes[place] in NOT_POSSIBLE:
        place -= 1
    if place < 0:
        return "nothing"
    if register.codes[place] == SUSPENDED:
        return "suspension"
    if register.codes[place] == VISIT:
        return "visit"
    if is_break(school_day_before(register, first), date.fromordinal(register.days[first])):
        return "break"
    return "late" if late_before(register, place) else "nothing"


def school_day_before(register: Register, first: int) -> date:
    """The last day on which the school met before the session at `first`, or that session's own."""
    before = register.codes[:first].rstrip(bytes([CLOSURE]))
    return date.fromordinal(register.days[len(before) - 1 if before else first])


def late_before(register: Register, place: int) -> bool:
    """Whether the child was late on one of the five school days that end at `place`."""
    days: set[int] = set()
    while place >= 0:
        if register.codes[place] != CLOSURE:
            days.add(register.days[place])
        if len(days) > DAYS_BEFORE:
            return False
        if register.codes[place] in LATE:
            return True
        place -= 1
    return False
