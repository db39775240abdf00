"""Text files with a row to a line: their encoding, their separator, and their rows a stretch at a time."""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterator, Sequence
from io import BytesIO, TextIOWrapper
from itertools import islice
from operator import itemgetter

from bot.attendance.register.reading.dates import looks_like_a_date
from bot.attendance.register.reading.results import Unreadable

STRETCH = 8192
"""The most rows that are held at once: as cells they need far more room than as text."""

SEPARATORS = ",;\t|"
SAMPLE_LINES = 200
SAMPLE_CHARACTERS = 65536
BLOCK = 1 << 18
LINE_BREAK = re.compile(r"\r\n|\r|\n")
SEPARATOR = re.compile(rf"[{SEPARATORS}]")

NOT_TEXT = "This is not a register that can be read: send a CSV file or an Excel file (.xlsx)."
UNCLOSED = "a quotation mark opens a cell here and is not closed where the cell ends: take it out"


class Stretch:
    """Some rows on end, each with the number of its line."""

    def __init__(self, lines: Sequence[int], rows: Sequence[Sequence[str]]) -> None:
        self.lines = lines
        self.rows = rows

    def column(self, number: int) -> Sequence[str]:
        """The cells of a column (from 0), which every row has."""
        return list(map(itemgetter(number), self.rows))

    @property
    def lengths(self) -> tuple[int, int]:
        """How many cells the shortest and the longest row has."""
        lengths = list(map(len, self.rows))
        return min(lengths, default=0), max(lengths, default=0)

    def beginning(self, count: int) -> Sequence[Sequence[str]]:
        """The first rows, at most `count`."""
        return self.rows[:count]


class EvenStretch(Stretch):
    """Rows of one length, kept cell after cell: a row is only made where it is looked at."""

    def __init__(self, lines: Sequence[int], cells: Sequence[str], step: int) -> None:
        self.lines = lines
        self.cells = cells
        self.step = step

    @property
    def rows(self) -> Sequence[Sequence[str]]:  # type: ignore[override]  # made anew, as it is rarely asked
        return self.beginning(len(self.lines))

    def beginning(self, count: int) -> Sequence[Sequence[str]]:
        end = min(count * self.step, len(self.cells) - 1)
        return [self.cells[at : at + self.step - 1] for at in range(0, end, self.step)]

    @property
    def lengths(self) -> tuple[int, int]:
        return self.step - 1, self.step - 1

    def column(self, number: int) -> Sequence[str]:
        return self.cells[number :: self.step][: len(self.lines)]


def stretches_of(data: bytes) -> Iterator[Stretch]:
    """The rows of a text file; raises Unreadable where it isn't text or a quotation mark isn't closed."""
    encoding = encoding_of(data)
    separator = separator_of(data, encoding)
    text = TextIOWrapper(BytesIO(data), encoding)
    if b'"' in data:
        return quoted_stretches(text, separator)
    return plain_stretches(text, separator)


def plain_stretches(text: TextIOWrapper, separator: str) -> Iterator[Stretch]:
    """The rows of a text without quotation marks, each line a row."""
    first = 1
    while block := text.read(BLOCK):
        if not block.endswith("\n"):
            block += text.readline()
        if not block.endswith("\n"):
            block += "\n"
        count = block.count("\n")
        lines = range(first, first + count)
        first += count
        step = block.partition("\n")[0].count(separator) + 2
        cells = block.replace("\n", f"{separator}\n{separator}").split(separator)
        if cells[step - 1 :: step] == ["\n"] * count:
            yield EvenStretch(lines, cells, step)
        else:
            yield Stretch(lines, [line.split(separator) for line in block.split("\n")[:-1]])


def quoted_stretches(text: TextIOWrapper, separator: str) -> Iterator[Stretch]:
    """The rows of a text whose cells may be quoted; raises Unreadable where a quotation mark isn't closed."""
    reader = csv.reader(text, delimiter=separator, strict=True)
    while True:
        begun = end = reader.line_num
        rows = []
        try:
            for row in islice(reader, STRETCH):
                rows.append(row)
                end = reader.line_num
        except csv.Error:
            raise Unreadable(UNCLOSED, end + 1) from None
        if not rows:
            return
        one_line_each = end - begun == len(rows)
        yield Stretch(range(begun + 1, end + 1) if one_line_each else lines_of(rows, begun + 1), rows)


def lines_of(rows: Sequence[Sequence[str]], first: int) -> list[int]:
    """The line on which each row begins, where cells may hold several lines.

    Raises Unreadable where a line within a cell begins with a date: there a quotation mark swallowed whole rows.
    """
    lines = []
    for row in rows:
        lines.append(first)
        for cell in row:
            parts = LINE_BREAK.split(cell)
            if any(looks_like_a_date(SEPARATOR.split(part)[0].strip('" ')) for part in parts[1:]):
                raise Unreadable(UNCLOSED, first)
            first += len(parts) - 1
        first += 1
    return lines


def encoding_of(data: bytes) -> str:
    """The encoding of a text: as its first bytes say, or UTF-8, or else Windows-1252; raises Unreadable."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    elif data[1:400:2].count(0) > len(data[:400]) // 5:
        encoding = "utf-16-le"
    elif data[:400:2].count(0) > len(data[:400]) // 5:
        encoding = "utf-16-be"
    else:
        encoding = "utf-8-sig"
    for candidate in (encoding, "cp1252") if encoding == "utf-8-sig" else (encoding,):
        try:
            text = data.decode(candidate)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return candidate
    raise Unreadable(NOT_TEXT)


def separator_of(data: bytes, encoding: str) -> str:
    """The separator that makes most rows of the beginning into a date and something beside it."""
    text = TextIOWrapper(BytesIO(data), encoding, newline="").read(SAMPLE_CHARACTERS)
    lines = text.splitlines(keepends=True)[:SAMPLE_LINES]

    def rows_and_cells(separator: str) -> tuple[int, int]:
        try:
            rows = [row for row in csv.reader(lines, delimiter=separator) if len(row) > 1]
        except csv.Error:
            return (0, 0)
        dated = sum(any(looks_like_a_date(cell.strip()) for cell in row) for row in rows)
        return dated, sum(map(len, rows))

    return max(SEPARATORS, key=rows_and_cells)
