"""Registers as situations write them: weeks of marks, one after the other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from bot.attendance.register.sessions import Half, Register, register_of

MARK = re.compile(r"[A-Z][1-7]|.")
REPEATED = re.compile(r"(\d+) x (.*)")


def register_written(first: date, weeks: Iterable[str]) -> Register:
    """The register of `weeks` from a Monday on: days of two marks with blanks between, - for no sessions, "3 x ..."."""
    return register_of(sessions(first, weeks))


def sessions(first: date, weeks: Iterable[str]) -> Iterator[tuple[date, Half, str]]:
    monday = first
    for written in weeks:
        repeated = REPEATED.fullmatch(written)
        for _ in range(int(repeated[1]) if repeated else 1):
            for place, day in enumerate((repeated[2] if repeated else written).split()):
                if day != "-":
                    for half, mark in zip(Half, MARK.findall(day), strict=True):
                        yield monday + timedelta(days=place), half, mark
            monday += timedelta(weeks=1)
