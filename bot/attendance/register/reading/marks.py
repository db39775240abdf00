"""Marks as registers write them: one to a cell, or a day's two or a week's ten in one."""

from __future__ import annotations

import re

from bot.attendance.register.codes import NUMBER_OF, RETIRED

NOT_MARKED = frozenset("-!.")
"""What systems print where no mark was made."""

NO_MARK = 255
"""Stands in a column of codes where there is no mark."""

NOT_A_CODE = 254
"""Stands in a column of codes where what is written is no code."""

MARK = re.compile(r"[CJY]\d|\S", re.IGNORECASE | re.ASCII)

MISSING = "there is no mark: use # for a planned closure, otherwise the code that the school gives"


def split(text: str) -> list[str]:
    """The marks written one after another in `text`, in capitals; those of two characters are taken first."""
    return [mark.upper() for mark in MARK.findall(text)]


def number_of(mark: str) -> int:
    """The place of a mark in CODES, NO_MARK or NOT_A_CODE."""
    mark = mark.strip().upper()
    if not mark or mark in NOT_MARKED:
        return NO_MARK
    return NUMBER_OF.get(mark, NOT_A_CODE)


def is_code(mark: str) -> bool:
    """Whether this is one code, in force or ended."""
    mark = mark.strip().upper()
    return mark in NUMBER_OF or mark in RETIRED


def marks_in(text: str, count: int) -> list[str] | None:
    """The `count` marks of a cell, an empty one where a place of the cell is blank; None where there are not so many.

    A cell with spaces is read by its places where each place holds one character.
    """
    marks = split(text)
    if not marks or (count > 1 and len(marks) == 1 and marks[0] in NOT_MARKED):
        return [""] * count
    if count == 1:
        return [text.strip().upper()]
    if len(marks) == count:
        return marks
    if len(text) == count and " " in text:
        return [mark.strip().upper() for mark in text]
    return None


class Cells(dict[str, bytes]):
    """Each cell's text with the places in CODES of the `count` marks it holds; filled as it is asked."""

    ROOM = 4096

    def __init__(self, count: int) -> None:
        super().__init__()
        self.count = count

    def __missing__(self, text: str) -> bytes:
        if len(self) >= self.ROOM:
            self.clear()
        if self.count == 1:
            codes = bytes([number_of(text)])
        else:
            marks = marks_in(text, self.count)
            codes = bytes([NOT_A_CODE]) * self.count if marks is None else bytes(map(number_of, marks))
        self[text] = codes
        return codes


def what_is_wrong(mark: str) -> str:
    """Why a mark can't be read, and what would be right."""
    mark = mark.strip().upper()
    if not mark or mark in NOT_MARKED:
        return MISSING
    if mark in RETIRED:
        return f'"{mark}" ended in August 2024: use {RETIRED[mark]}'
    # Longer text, and two letters, may be a name or somebody's initials.
    short = len(mark) == 1 or (len(mark) == 2 and not mark.isalpha())
    shown = f'"{mark}"' if short and mark.isprintable() else "this"
    return f"{shown} is not a code of the register: ask the school which code is meant"


def too_few_or_many(text: str, count: int) -> str:
    """What is wrong with a cell that doesn't have the `count` marks that it should."""
    stands_for = {2: "a day, morning and afternoon", 10: "a week, Monday to Friday", 14: "a week, Monday to Sunday"}
    there = len(split(text))
    marks = "mark" if there == 1 else "marks"
    return f"{there} {marks} here, where {count} are needed for {stands_for[count]}: use # for planned closures"
