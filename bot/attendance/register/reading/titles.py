"""The headings of a register's columns, in one row or in two, below whatever else is printed above."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.attendance.register.reading.contents import Column, Kind
from bot.attendance.register.reading.dates import looks_like_a_date
from bot.attendance.register.reading.headings import Heading, Role, heading_of
from bot.attendance.register.reading.layout import Place
from bot.attendance.register.reading.results import Unreadable
from bot.attendance.register.sessions import Half

INITIALS = ("M", "T", "W", "T", "F")
SCHOOL_DAYS = 5


@dataclass(frozen=True)
class Titles:
    """The headings by their columns (from 0), and the number of rows up to their end; 0 where there are none."""

    headings: Mapping[int, Heading] = field(default_factory=dict)
    end: int = 0

    def role(self, column: int) -> Role | None:
        heading = self.headings.get(column)
        return heading and heading.role

    def of(self, *roles: Role) -> list[int]:
        """The columns with one of these roles, in their order."""
        return sorted(column for column, heading in self.headings.items() if heading.role in roles)

    @property
    def names_days(self) -> bool:
        return len({self.headings[column].weekday for column in self.of(Role.WEEKDAY)}) > 1

    @property
    def weekly(self) -> bool:
        """Whether a row is a week."""
        return self.names_days or len(self.of(Role.MORNING, Role.AFTERNOON)) > 2

    def week_places(self, columns: Sequence[Column]) -> tuple[Place, ...]:
        """The places of a week's marks, in order; raises Unreadable where a day lacks one of its halves."""
        by_number = {column.number: column for column in columns}
        named = [(column, self.headings[column]) for column in self.of(Role.WEEKDAY)]
        if not self.names_days:
            halved = self.of(Role.MORNING, Role.AFTERNOON)
            if len(halved) not in (2 * SCHOOL_DAYS, 14):
                raise Unreadable(f"{len(halved)} columns are headed AM or PM: a week needs ten, Monday to Friday.")
            places = [Place(column, (offset,)) for offset, column in enumerate(halved)]
        else:
            places = []
            kinds = sum((by_number[column].kinds for column, _ in named if column in by_number), Counter[Kind]())
            paired = kinds[Kind.PAIR] > kinds[Kind.CODE]
            seen: set[int] = set()
            for column, heading in named:
                offset = 2 * (heading.weekday or 0)
                if heading.half is not None:
                    places.append(Place(column, (offset + heading.half,)))
                elif heading.weekday in seen:
                    places.append(Place(column, (offset + 1,)))
                elif paired:
                    places.append(Place(column, (offset, offset + 1)))
                else:
                    places.append(Place(column, (offset,)))
                    if column + 1 not in self.headings and not any(
                        other > column and heading.weekday == one.weekday for other, one in named
                    ):
                        places.append(Place(column + 1, (offset + 1,)))
                seen.add(heading.weekday or 0)
        offsets = sorted(offset for place in places for offset in place.offsets)
        if len(set(offsets)) < len(offsets) or {offset ^ 1 for offset in offsets} != set(offsets):
            raise Unreadable("The headings don't give each weekday a column for the morning and one for the afternoon.")
        return tuple(sorted(places, key=lambda place: place.offsets))


def titles_of(rows: Sequence[Sequence[str]]) -> Titles:
    """The first headings among these rows; none where no row says what columns hold."""
    for number, row in enumerate(rows):
        headings = headings_in(row)
        if not enough(headings):
            continue
        below = next((other for other in range(number + 1, len(rows)) if any(map(str.strip, rows[other]))), None)
        if below is not None and is_second_row(rows[below]):
            return Titles(merged(headings, headings_in(rows[below])), below + 1)
        return Titles(headings, number + 1)
    return Titles()


def headings_in(row: Sequence[str]) -> dict[int, Heading]:
    """The headings of a row by their columns; none where the row has a date, so is one of the register's own."""
    if any(looks_like_a_date(cell.strip()) for cell in row):
        return {}
    found = {column: heading for column, cell in enumerate(row) if (heading := heading_of(cell)) is not None}
    filled = [(column, cell.strip().upper()) for column, cell in enumerate(row) if cell.strip()]
    for start in range(len(filled) - SCHOOL_DAYS + 1):
        letters = filled[start : start + SCHOOL_DAYS]
        if tuple(letter for _, letter in letters) == INITIALS:
            found |= {column: Heading(Role.WEEKDAY, weekday) for weekday, (column, _) in enumerate(letters)}
    return found


def enough(headings: Mapping[int, Heading]) -> bool:
    """Whether these headings are a register's: a date and marks, or the days of a week."""
    roles = {heading.role for heading in headings.values()}
    if roles & {Role.DATE, Role.WEEK} and roles & {Role.MARK, Role.HALF, Role.MORNING, Role.AFTERNOON, Role.WEEKDAY}:
        return True
    weekdays = {heading.weekday for heading in headings.values() if heading.role is Role.WEEKDAY}
    halves = sum(heading.role in (Role.MORNING, Role.AFTERNOON) for heading in headings.values())
    return len(weekdays) >= SCHOOL_DAYS or halves >= 2 * SCHOOL_DAYS


def is_second_row(row: Sequence[str]) -> bool:
    """Whether a row below headings is their second: all that stands in it is a heading."""
    headings = headings_in(row)
    return len(headings) > 1 and all(column in headings for column, cell in enumerate(row) if cell.strip())


def merged(upper: Mapping[int, Heading], lower: Mapping[int, Heading]) -> dict[int, Heading]:
    """The headings of two rows as one: a weekday above stands for the halves below it, to the next weekday."""
    both = {**lower, **upper}
    weekdays = sorted(column for column, heading in upper.items() if heading.role is Role.WEEKDAY)
    for column, heading in lower.items():
        if heading.role in (Role.MORNING, Role.AFTERNOON) and weekdays and column >= weekdays[0]:
            above = max(other for other in weekdays if other <= column)
            if column - above < 2:
                half = Half.AM if heading.role is Role.MORNING else Half.PM
                both[column] = Heading(Role.WEEKDAY, upper[above].weekday, half)
    return both
