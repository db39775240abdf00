"""Rows of a register taken as sessions, a stretch at a time."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from itertools import chain, compress, repeat
from operator import add

from bot.attendance.register.reading.children import Children
from bot.attendance.register.reading.contents import Kind, kind_of
from bot.attendance.register.reading.dates import WEEKDAYS, Days, Order, day_in, in_words, looks_like_a_date
from bot.attendance.register.reading.halves import NEITHER, WHAT_WOULD_BE_RIGHT, Halves
from bot.attendance.register.reading.headings import Heading, Role
from bot.attendance.register.reading.layout import DAY, Layout
from bot.attendance.register.reading.marks import (
    NO_MARK,
    NOT_A_CODE,
    Cells,
    marks_in,
    too_few_or_many,
    what_is_wrong,
)
from bot.attendance.register.reading.results import Findings
from bot.attendance.register.reading.text import Stretch
from bot.attendance.register.reading.titles import enough, headings_in, is_second_row
from bot.attendance.register.sessions import Half

SATURDAY, SUNDAY = 5, 6
WEEKEND_REMAINDERS = (6, 0)
"""What is left of a Saturday's and a Sunday's proleptic ordinal, divided by seven."""

MOST_CELLS = 100
"""The cells of a row without a date that are looked at."""

LONGER = "this row has more cells than there are columns: a cell with a separator in it needs quotation marks"
MARKED = (Kind.CODE, Kind.PAIR, Kind.WEEK)


class Rows:
    """Takes a register's rows by its layout.

    Of each session it keeps `slots` (twice the day's proleptic ordinal, plus 1 for the afternoon) and `codes` (the
    place in CODES; NOT_A_CODE where a fault says what is wrong), and for a fault the line it was read from.
    """

    def __init__(self, layout: Layout, findings: Findings) -> None:
        self.layout = layout
        self.findings = findings
        self.slots = array("q")
        self.codes = bytearray()
        self.begins: list[int] = []
        self.runs: list[tuple[Sequence[int], int]] = []
        self.offsets = tuple(chain.from_iterable(place.offsets for place in layout.places))
        self.unplaced = 0
        """The rows with marks whose day or half can't be read."""
        self.days_without_marks = 0
        self.undated: list[int] = []
        self.orders: dict[Order, int] = {}
        self.moved: list[int] = []
        self.started = False
        self.children = Children(layout.child, findings)
        self.days = Days()
        self.halves = Halves()
        self.cells = {len(place.offsets): Cells(len(place.offsets)) for place in layout.places}

    def take(self, stretch: Stretch) -> None:
        """Takes rows on end."""
        if stretch.lengths[0] < self.layout.width:
            filled = list(map(any, stretch.rows))
            stretch = Stretch(list(compress(stretch.lines, filled)), list(compress(stretch.rows, filled)))
        shortest, longest = stretch.lengths
        if shortest < self.layout.width:
            width = self.layout.width
            stretch = Stretch(stretch.lines, [[*row, *repeat("", width - len(row))] for row in stretch.rows])
        mornings, halves, columns = self.columns_of(stretch)
        self.note_orders(stretch)
        if longest > self.layout.cells:
            self.name_longer(stretch, mornings)
        if self.layout.weekly or not all(mornings) or NEITHER in halves:
            kept = [
                self.morning_of(line, row, morning, half)
                for line, row, morning, half in zip(
                    stretch.lines, stretch.rows, mornings, halves or bytes(len(mornings)), strict=True
                )
            ]
            if not all(kept):
                stretch = Stretch(list(compress(stretch.lines, kept)), list(compress(stretch.rows, kept)))
                mornings, halves, columns = self.columns_of(stretch)
            mornings = list(filter(None, kept))
        if mornings:
            self.children.compare(stretch)
            self.place(stretch, list(map(add, mornings, halves)) if halves else mornings, columns)

    def name_longer(self, stretch: Stretch, mornings: Sequence[int]) -> None:
        """A fault for each dated row that goes on beyond the columns: a separator in it may have moved its cells."""
        cells = self.layout.cells
        for line, row, morning in zip(stretch.lines, stretch.rows, mornings, strict=True):
            if morning and any(map(str.strip, row[cells:])):
                self.findings.fault(line, cells + 1, LONGER)

    def columns_of(self, stretch: Stretch) -> tuple[list[int], bytes, list[bytes]]:
        """Of each row the slot of its first morning, 0 where there is none; the halves; the codes of each place."""
        half = self.layout.half
        return (
            self.days.of_all(stretch.column(self.layout.date)),
            b"" if half is None else bytes(map(self.halves.__getitem__, stretch.column(half))),
            [
                b"".join(map(self.cells[len(place.offsets)].__getitem__, stretch.column(place.column)))
                for place in self.layout.places
            ],
        )

    def place(self, stretch: Stretch, starts: Sequence[int], columns: Sequence[bytes]) -> None:
        """Puts the sessions of rows that begin at these slots into the columns; names the marks that can't be read."""
        wide = len(self.offsets)
        lines: Sequence[int] = stretch.lines
        if wide == 1:
            slots, codes = array("q", starts), bytearray(columns[0])
        else:
            slots, codes = array("q", bytes(8 * wide * len(starts))), bytearray(wide * len(starts))
            at = 0
            for place, column in zip(self.layout.places, columns, strict=True):
                for mark, offset in enumerate(place.offsets):
                    slots[at::wide] = array("q", map(add, starts, repeat(offset)))
                    codes[at::wide] = column[mark :: len(place.offsets)]
                    at += 1
        if max(codes) >= NOT_A_CODE:
            self.explain(codes, slots, stretch)
            if NO_MARK in codes:
                there = [code != NO_MARK for code in codes]
                lines = [lines[at // wide] for at in compress(range(len(codes)), there)]
                slots, codes, wide = array("q", compress(slots, there)), bytearray(compress(codes, there)), 1
        self.begins.append(len(self.slots))
        self.runs.append((lines, wide))
        self.slots.extend(slots)
        self.codes.extend(codes)

    def line_of(self, session: int) -> int:
        """The line of a session, by its place in `slots` as it was taken."""
        run = bisect_right(self.begins, session) - 1
        lines, wide = self.runs[run]
        return lines[(session - self.begins[run]) // wide]

    def above(self, lines: Sequence[int], rows: Sequence[Sequence[str]]) -> None:
        """Takes the rows above the register: whose it is; what looks like a row of the register is a fault."""
        for line, row in zip(lines, rows, strict=True):
            self.children.compare_labels(line, row)
            row = [*row, *repeat("", self.layout.width - len(row))]
            if looks_like_a_date(row[self.layout.date].strip()) and self.has_marks(row):
                self.findings.fault(line, 0, "this row stands above the headings: put it below them")

    def explain(self, codes: bytearray, slots: Sequence[int], stretch: Stretch) -> None:
        """Names each mark that can't be read, and counts the days that need none.

        A whole day without marks is left out of a week's row, as holidays are, and at a weekend.
        """
        wide = len(self.offsets)
        rows = stretch.rows
        spots = [(place, mark) for place in self.layout.places for mark in range(len(place.offsets))]
        for at, code in enumerate(codes):
            if code < NOT_A_CODE:
                continue
            may_be_blank = self.layout.weekly or (slots[at] >> 1) % 7 in WEEKEND_REMAINDERS
            if code == NO_MARK and may_be_blank and (wide == 1 or codes[at ^ 1] == NO_MARK):
                self.days_without_marks += slots[at] % 2
                continue
            line, row, (place, mark) = stretch.lines[at // wide], rows[at // wide], spots[at % wide]
            codes[at] = NOT_A_CODE
            text, count = row[place.column], len(place.offsets)
            marks = marks_in(text, count)
            if marks is not None:
                session = f"{session_in_words(slots[at])}: " if wide > len(DAY) else ""
                self.findings.fault(line, place.column + 1, session + what_is_wrong(marks[mark]))
            elif mark == 0:
                self.findings.fault(line, place.column + 1, too_few_or_many(text, count))

    def morning_of(self, line: int, row: Sequence[str], morning: int, half: int) -> int:
        """The slot of the morning on which a row begins, or 0 where the row is left out; says why."""
        if not morning:
            self.without_day(line, row)
            return 0
        self.started = True
        if half == NEITHER:
            self.findings.fault(line, (self.layout.half or 0) + 1, WHAT_WOULD_BE_RIGHT)
            self.unplaced += 1
            return 0
        day = date.fromordinal(morning // 2)
        weekday = day.weekday()
        if not self.layout.weekly or not weekday:
            return morning
        if weekday == SUNDAY and self.layout.week_begins:
            return morning + 2
        if weekday < SATURDAY and self.layout.named_days:
            self.moved.append(line)
            return morning - 2 * weekday
        written = f"{in_words(day)} is a {WEEKDAYS[weekday]}"
        self.findings.fault(line, self.layout.date + 1, f"{written}: the row of a week begins with its Monday's date")
        self.unplaced += 1
        return 0

    def without_day(self, line: int, row: Sequence[str]) -> None:
        """What becomes of a row whose date can't be read: a fault where it has marks, otherwise it is left out."""
        row = row[: max(MOST_CELLS, self.layout.width)]
        text = row[self.layout.date].strip()
        if not any(map(str.strip, row)):
            return
        if looks_like_a_date(text) or self.has_marks(row):
            try:
                day_in(text)
            except ValueError as error:
                what = str(error) if text else "there is no date beside these marks"
                self.findings.fault(line, self.layout.date + 1, what)
            self.unplaced += 1
            return
        self.children.compare_labels(line, row)
        headings = headings_in(row)
        if headings and (enough(headings) or is_second_row(row)):
            if any(self.contradicts(column, heading) for column, heading in headings.items()):
                self.findings.fault(line, 0, "the columns change their meaning here: send one file for each part")
        elif self.started:
            self.undated.append(line)

    def has_marks(self, row: Sequence[str]) -> bool:
        """Whether a row without a date looks like a register's all the same, and not like a legend or a total."""
        kinds = [kind_of(row[place.column]) for place in self.layout.places]
        marked = sum(kind in MARKED for kind in kinds)
        if Kind.OTHER in kinds or 2 * marked < len(kinds):
            return False
        return self.layout.half is None or self.halves[row[self.layout.half]] != NEITHER

    def contradicts(self, column: int, heading: Heading) -> bool:
        """Whether a heading repeated among the rows says something else of its column than the first did."""
        first = self.layout.headings.get(column)
        if first is None or heading.role in (Role.CHILD, Role.OTHER):
            return False
        if heading.role in (Role.MORNING, Role.AFTERNOON) and first.role is Role.WEEKDAY:
            return first.half not in (None, Half.AM if heading.role is Role.MORNING else Half.PM)
        return (heading.role, heading.weekday) != (first.role, first.weekday)

    def note_orders(self, stretch: Stretch) -> None:
        """Keeps the line on which each order of dates is first met."""
        for order in self.days.orders.keys() - self.orders.keys():
            texts = stretch.column(self.layout.date)
            self.orders[order] = stretch.lines[list(texts).index(self.days.orders[order])]


def session_in_words(slot: int) -> str:
    """A session as it is named in a sentence: "the morning of Wednesday 3 September 2025"."""
    day = date.fromordinal(slot >> 1)
    return f"the {'afternoon' if slot & 1 else 'morning'} of {WEEKDAYS[day.weekday()]} {in_words(day)}"
