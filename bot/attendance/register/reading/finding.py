"""Which columns of a register are read, and as what: by their headings, and where there are none by what they hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from bot.attendance.register.reading.contents import Column, Kind, columns_of, kind_of
from bot.attendance.register.reading.headings import Heading, Role
from bot.attendance.register.reading.layout import DAY, LONG_WEEK, WEEK, Layout, Place
from bot.attendance.register.reading.marks import split
from bot.attendance.register.reading.results import Unreadable
from bot.attendance.register.reading.titles import Titles, titles_of
from bot.attendance.register.sessions import Half

MOST_COLUMNS = 1000
SAMPLE_ROWS = 400
"""The rows in which the layout is looked for: whatever is printed above a register is shorter."""


NO_REGISTER = (
    "There is no register in this: a row for each session (date, AM or PM, code), for each day (date, AM, PM) "
    "or for each week (the Monday's date and ten marks) can be read."
)

BESIDE_HEADING = "The dates don't stand below the date's heading: a cell with a separator in it needs quotation marks."


def layout_of(rows: Sequence[Sequence[str]]) -> Layout:
    """The layout of a register whose beginning these rows are; raises Unreadable where they are none."""
    if max(map(len, rows), default=0) > MOST_COLUMNS:
        raise Unreadable(NO_REGISTER)
    titles = titles_of(rows)
    date = date_column(rows[titles.end :], titles)
    dated = [row for row in rows[titles.end :] if date < len(row) and kind_of(row[date]) is Kind.DATE]
    columns = columns_of(dated)
    left_alone = {column for column, heading in titles.headings.items() if heading.role in (Role.CHILD, Role.OTHER)}
    free = [column for column in columns if column.number not in {date, *left_alone}]
    layout = by_headings(titles, free, date) or by_contents(free, date)
    used = {place.column for place in layout.places} | {layout.half}
    lengths = Counter(map(len, dated)).most_common(1)
    return replace(
        layout,
        cells=max([length for length, _ in lengths] + [len(row) for row in rows[titles.end - 1 : titles.end]]),
        child=tuple(
            column.number
            for column in columns
            if is_child(titles.headings.get(column.number))
            or column.holds(Kind.CHILD)
            or (not titles.end and column.looks_like_names)
        ),
        week_begins=titles.role(date) is Role.WEEK,
        headings=titles.headings,
        titles=titles.end,
        unread=tuple(column.number for column in free if column.number not in used and column.looks_like_marks),
    )


def is_child(heading: Heading | None) -> bool:
    return heading is not None and heading.role is Role.CHILD


def date_column(rows: Sequence[Sequence[str]], titles: Titles) -> int:
    """The column that says which day or week a row is of; raises Unreadable where none does."""
    # Where headings say which columns have marks, these may be wrong in every row, and are then named.
    marked = [row for row in rows if any(kind_of(cell) in (Kind.CODE, Kind.PAIR, Kind.WEEK) for cell in row)]
    columns = columns_of(marked or rows)

    def merit(column: Column) -> tuple[int, int, int]:
        heading = titles.headings.get(column.number)
        headed = heading is not None and heading.role in (Role.DATE, Role.WEEK)
        named_week = headed and heading is not None and heading.role is Role.WEEK
        fits = 2 if headed and named_week == titles.weekly else 1 if headed else 0
        return fits if column.kinds[Kind.DATE] else 0, column.kinds[Kind.DATE], len(column.texts)

    dated = [column for column in columns if column.kinds[Kind.DATE] and not_of_the_child(column, titles)]
    headed = [number for number, heading in titles.headings.items() if heading.role in (Role.DATE, Role.WEEK)]
    if dated and (marked or titles.end):
        found = max(dated, key=merit).number
        if headed and found not in headed:
            raise Unreadable(BESIDE_HEADING)
        return found
    if headed and marked:
        return headed[0]
    raise Unreadable(NO_REGISTER)


def not_of_the_child(column: Column, titles: Titles) -> bool:
    heading = titles.headings.get(column.number)
    return heading is None or heading.role not in (Role.CHILD, Role.OTHER)


def by_headings(titles: Titles, columns: Sequence[Column], date: int) -> Layout | None:
    """The layout as the headings have it, or None where they don't say enough."""
    if titles.weekly:
        return Layout(date, titles.week_places(columns), weekly=True, named_days=titles.names_days)

    def headed(role: Role) -> list[Column]:
        return [column for column in columns if titles.role(column.number) is role]

    morning, afternoon = headed(Role.MORNING), headed(Role.AFTERNOON)
    if len(morning) == len(afternoon) == 1:
        return Layout(date, (Place(morning[0].number, (0,)), Place(afternoon[0].number, (1,))))
    marks = headed(Role.MARK)
    fitting = [column for column in marks if column.holds(Kind.CODE)] or marks
    halves = headed(Role.HALF)
    halves = [column for column in halves if column.kinds[Kind.HALF] + column.kinds[Kind.PM]] or [
        column for column in columns if column.holds(Kind.HALF)
    ]
    if len(fitting) == 1 and fitting[0].holds(Kind.PAIR):
        return Layout(date, (Place(fitting[0].number, DAY),))
    if len(fitting) == 1 and not halves and titles.role(date) is Role.WEEK:
        return in_one_column(date, fitting[0])
    if fitting and not fitting[0].holds(Kind.WEEK) and halves:
        return Layout(date, (Place(only(fitting).number, (0,)),), half=only(halves).number)
    return None


def by_contents(columns: Sequence[Column], date: int) -> Layout:
    """The layout as the cells have it; raises Unreadable where they don't settle it."""
    codes = [column for column in columns if column.holds(Kind.CODE)]
    halves = [column for column in columns if column.holds(Kind.HALF)]
    pairs = [column for column in columns if column.holds(Kind.PAIR)]
    pairs = pairs if any(column.slashed for column in pairs) else []
    weeks = [column for column in columns if column.holds(Kind.WEEK)]
    if weeks:
        return in_one_column(date, only(weeks))
    if len(pairs) == 5 and pairs[-1].number - pairs[0].number == 4:
        places = tuple(Place(column.number, (2 * day, 2 * day + 1)) for day, column in enumerate(pairs))
        return Layout(date, places, weekly=True)
    if pairs and not codes:
        return Layout(date, (Place(only(pairs).number, DAY),))
    if codes and halves:
        worded = [column for column in halves if not any(text.isdigit() for text in column.texts)]
        return Layout(date, (Place(only(codes).number, (0,)),), half=only(worded or halves).number)
    if codes and codes[-1].number - codes[0].number == len(WEEK) - 1 and len(codes) > 2:
        return Layout(date, tuple(Place(codes[0].number + offset, (offset,)) for offset in WEEK), weekly=True)
    if len(codes) > 2:
        codes = [column for column in codes if column.slashed]
    if len(codes) == 2:
        return Layout(date, tuple(Place(column.number, (half,)) for half, column in zip(Half, codes, strict=True)))
    if len(codes) == 1:
        raise Unreadable("No column says whether a mark is of the morning or the afternoon: add one with AM or PM.")
    raise Unreadable(
        "Which column has which marks can't be told: send the register with its headings (date, AM, PM, or the"
        " weekdays)."
    )


def in_one_column(date: int, column: Column) -> Layout:
    """The layout of rows with a whole week's marks in one cell: ten, or fourteen with the weekend."""
    lengths = Counter(len(split(text)) for text in column.texts)
    week = LONG_WEEK if lengths[len(LONG_WEEK)] > lengths[len(WEEK)] else WEEK
    return Layout(date, (Place(column.number, week),), weekly=True)


def only(columns: Sequence[Column]) -> Column:
    """The one column among these that can be meant; raises Unreadable where there are several."""
    if len(columns) > 1:
        columns = [column for column in columns if column.slashed] or columns
    if len(columns) > 1:
        numbers = " and ".join(str(column.number + 1) for column in columns[:2])
        raise Unreadable(f"Columns {numbers} can both be meant: leave in only the one with the register's marks.")
    return columns[0]
