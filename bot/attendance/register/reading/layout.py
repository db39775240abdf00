"""Where the rows of a register have what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from bot.attendance.register.reading.headings import Heading

DAY = (0, 1)
WEEK = tuple(range(10))
LONG_WEEK = tuple(range(14))


class Place(NamedTuple):
    """A column with marks: for each mark of its cells, how many sessions it is after the first morning of the row."""

    column: int
    offsets: tuple[int, ...]


@dataclass(frozen=True)
class Layout:
    """Where a register's rows have what; columns count from 0.

    `half` is the column that says morning or afternoon, where there is one. `weekly` is true where a row is a week;
    `named_days` where headings name its weekdays, `week_begins` where the date's heading says that it begins the week.
    `headings` are those it was found by, and `titles` is the number of rows up to their end. `unread` columns look like
    marks and are not read. `cells` is the number of cells that a row may have.
    """

    date: int
    places: tuple[Place, ...]
    half: int | None = None
    weekly: bool = False
    named_days: bool = False
    week_begins: bool = False
    child: tuple[int, ...] = ()
    headings: Mapping[int, Heading] = field(default_factory=dict)
    titles: int = 0
    unread: tuple[int, ...] = ()
    cells: int = 0

    @property
    def width(self) -> int:
        """How many columns a row must have for all to be there."""
        return 1 + max(self.date, self.half or 0, *(place.column for place in self.places), *self.child)
