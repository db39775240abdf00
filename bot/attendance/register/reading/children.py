"""Whether a file is about one child. Names are compared as they pass, and dropped with the reading."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence

from bot.attendance.register.reading.headings import Role, heading_of
from bot.attendance.register.reading.results import Findings
from bot.attendance.register.reading.text import Stretch

TWO_CHILDREN = "from here on this is about another child: send one file for each child"


class Children:
    """Compares what the columns and labels that name a child say, row after row."""

    def __init__(self, columns: Sequence[int], findings: Findings) -> None:
        self.columns = columns
        self.findings = findings
        self.known: dict[Hashable, str] = {}
        self.two = False

    def compare(self, stretch: Stretch) -> None:
        """Names the first line that is about another child than those before."""
        for column in self.columns:
            names = {plain(text) for text in set(stretch.column(column))} - {""}
            if len(names | {self.known.get(column, "")} - {""}) > 1:
                for line, row in zip(stretch.lines, stretch.rows, strict=True):
                    self.compare_one(line, column + 1, column, row[column])
            elif names:
                self.known[column] = names.pop()

    def compare_labels(self, line: int, row: Iterable[str]) -> None:
        """The same for a row above or among the marks that says whose they are, such as "Name: ..."."""
        cells = [cell.strip() for cell in row if cell.strip()]
        for place, cell in enumerate(cells):
            label, colon, name = cell.partition(":")
            heading = heading_of(label) if colon else None
            if heading is not None and heading.role is Role.CHILD:
                self.compare_one(line, 0, plain(label), name.strip() or "".join(cells[place + 1 : place + 2]))

    def compare_one(self, line: int, column: int, key: Hashable, name: str) -> None:
        name = plain(name)
        if name and not self.two and self.known.setdefault(key, name) != name:
            self.two = True
            self.findings.fault(line, column, TWO_CHILDREN)


def plain(name: str) -> str:
    """A name without what may differ in how it is written."""
    return " ".join(name.split()).casefold()
