"""What comes of reading a register: the register, or all that is wrong with what was sent."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.attendance.register.sessions import Register

MOST_FAULTS = 50
"""The faults that are listed; a last line says how many more there are."""

MOST_KEPT = 1000
MOST_COUNTED = 10_000
"""With more faults than these a file is read no further."""


@dataclass(frozen=True)
class Fault:
    """Something that can't be read: where it stands, what is wrong and what would be right.

    `line` and `column` count from 1; 0 where the fault is of the whole file, or of a whole line. `sheet` is the number
    of an Excel file's sheet, whose rows are the lines, and 0 otherwise: a sheet's name may be a child's.
    """

    line: int
    column: int
    what: str
    sheet: int = 0

    def __str__(self) -> str:
        if self.sheet and self.line:
            place = f"sheet {self.sheet}, row {self.line}" + (f", column {letters(self.column)}" if self.column else "")
        else:
            place = (f"line {self.line}" if self.line else "") + (f", column {self.column}" if self.column else "")
        return f"{place}: {self.what}" if place else self.what


@dataclass(frozen=True)
class Reading:
    """What was read: the register, or None where there is any fault; notes say what was left out, or taken to be.

    Nothing in it names a child.
    """

    register: Register | None
    faults: tuple[Fault, ...] = ()
    notes: tuple[str, ...] = ()


class Unreadable(ValueError):
    """What was sent can't be read at all; the message is the fault's sentence, `line` its line or 0."""

    def __init__(self, what: str, line: int = 0) -> None:
        super().__init__(what)
        self.line = line


@dataclass
class Findings:
    """The faults and notes found while reading one sheet or file.

    `broken_off` says that reading ended early, since there were too many faults to be of use.
    """

    sheet: int = 0
    notes: list[str] = field(default_factory=list)
    kept: list[Fault] = field(default_factory=list)
    count: int = 0
    broken_off: bool = False

    def fault(self, line: int, column: int, what: str) -> None:
        """Keeps a fault; only counts it where far more are kept than will be listed."""
        self.count += 1
        if len(self.kept) < MOST_KEPT:
            self.kept.append(Fault(line, column, what, self.sheet))

    def note(self, what: str) -> None:
        self.notes.append(what)

    def place(self, column: int) -> str:
        """A column as it is named to a reader: by its number, or in Excel by its letter."""
        return letters(column) if self.sheet else str(column)

    def reading(self, register: Register | None) -> Reading:
        """The reading that these findings make; without the register where there is a fault."""
        listed = sorted(self.kept, key=lambda fault: (fault.line, fault.column))[:MOST_FAULTS]
        if more := self.count - len(listed):
            are = "There are more than" if self.broken_off else "There is" if more == 1 else "There are"
            listed.append(Fault(0, 0, f"{are} {more:,} more like these.", self.sheet))
        return Reading(None if listed else register, tuple(listed), tuple(self.notes))


def letters(column: int) -> str:
    """The name that Excel gives to a column: A for 1, AA for 27."""
    name = ""
    while column:
        column, place = divmod(column - 1, 26)
        name = chr(ord("A") + place) + name
    return name
