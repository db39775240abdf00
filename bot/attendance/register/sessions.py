"""A register as it was read: one child's sessions in order, each with its code."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from itertools import islice
from operator import add, lt

from bot.attendance.register.codes import CODES, NUMBER_OF, Code


class Half(IntEnum):
    """The half of a school day that a session is."""

    AM = 0
    PM = 1


@dataclass(frozen=True)
class Session:
    """One session: its day, its half and its code."""

    day: date
    half: Half
    code: Code


@dataclass(frozen=True)
class Register:
    """One child's sessions, each once, in order of time.

    Kept as columns, since a register may have a million sessions: `days` has each session's proleptic ordinal
    (datetime.date.toordinal), `halves` 0 for a morning and 1 for an afternoon, `codes` the place in CODES.
    """

    days: array[int]
    halves: bytes
    codes: bytes

    def __post_init__(self) -> None:
        """Raises ValueError where the columns differ in length, or sessions are out of order or there twice."""
        if not len(self.days) == len(self.halves) == len(self.codes):
            raise ValueError("the columns of a register are of one length")
        if not (self._is_of_whole_days() or self._is_in_order()):
            raise ValueError("the sessions of a register are in order, each once")

    def _is_of_whole_days(self) -> bool:
        """Whether it is mornings and afternoons of days in order: as most are, and quick to tell."""
        days = self.days[::2]
        return (
            self.halves == bytes(Half) * len(days)
            and days == self.days[1::2]
            and all(map(lt, days, islice(days, 1, None)))
        )

    def _is_in_order(self) -> bool:
        """Whether each session is later than the one before it."""
        slots = array("q", map(add, map(add, self.days, self.days), self.halves))
        return all(map(lt, slots, islice(slots, 1, None)))

    def __len__(self) -> int:
        return len(self.codes)

    def __iter__(self) -> Iterator[Session]:
        for day, half, code in zip(self.days, self.halves, self.codes, strict=True):
            yield Session(date.fromordinal(day), Half(half), CODES[code])


def register_of(sessions: Iterable[tuple[date, Half, str]]) -> Register:
    """The register of sessions given in any order as (day, half, mark).

    Raises KeyError for a mark that is no code, ValueError for a session given twice.
    """
    ordered = sorted((day.toordinal(), int(half), NUMBER_OF[mark]) for day, half, mark in sessions)
    return Register(
        array("l", (day for day, _, _ in ordered)),
        bytes(half for _, half, _ in ordered),
        bytes(code for _, _, code in ordered),
    )
