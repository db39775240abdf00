"""The codes of a register as classes, so that a column of a million is counted and searched without a loop."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from bot.attendance.register.codes import CODES, NUMBER_OF, PLANNED_CLOSURE, Code, Group
from bot.attendance.register.sessions import Register

PRESENT_GROUPS = (Group.ATTENDING, Group.APPROVED)
ABSENT_GROUPS = (Group.AUTHORISED, Group.UNAUTHORISED)

CLOSURE = NUMBER_OF[PLANNED_CLOSURE]
"""The number of the code that alone is not of a school session."""


def numbers(chosen: Callable[[Code], bool]) -> bytes:
    """The numbers of the codes that are chosen."""
    return bytes(NUMBER_OF[code.mark] for code in CODES if chosen(code))


ABSENT = numbers(lambda code: code.group in ABSENT_GROUPS)
PRESENT = numbers(lambda code: code.group in PRESENT_GROUPS)
NOT_POSSIBLE = numbers(lambda code: code.group is Group.NOT_POSSIBLE)


def classes(**members: bytes) -> bytes:
    """A table for bytes.translate: a code's number to the letter whose members it is of, or to a dot."""
    table = bytearray(b"." * 256)
    for letter, codes in members.items():
        for code in codes:
            table[code] = ord(letter)
    return bytes(table)


class Run(NamedTuple):
    """Sessions on end of one class: the places of the first and the last, and how many of the class there are."""

    first: int
    last: int
    sessions: int


def runs(register: Register, codes: bytes) -> Iterator[Run]:
    """Every run of `codes` over consecutive possible sessions: those that were not possible neither break nor count."""
    marked = register.codes.translate(classes(x=NOT_POSSIBLE, r=codes))
    for found in re.finditer(b"r[rx]*", marked):
        run = found.group().rstrip(b"x")
        yield Run(found.start(), found.start() + len(run) - 1, run.count(b"r"))
