"""Any plausible register, written out in every shape that can be read, is read as it was."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.attendance.register.independent.slow_figures import ABSENT, APPROVED, ATTENDED, MARKS, monday
from tests.attendance.register.independent.strategies import MONDAYS, Sessions, marked, weeks_of
from tests.attendance.register.independent.written_marks import MARK
from tests.rows import every_row
from tests.trying import tries

Rows = list[list[str]]

WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri"]
DATES: dict[str, Callable[[date], str]] = {
    "ISO": date.isoformat,
    "British": lambda day: f"{day:%d/%m/%Y}",
    "short": lambda day: f"{day.day}/{day.month}/{day:%y}",
    "with the month's name": lambda day: f"{day.day} {day:%b %Y}",
    "with the weekday": lambda day: f"{day:%a} {day.day} {day:%B %Y}",
    "with a time": lambda day: f"{day:%d/%m/%Y} 00:00",
}


LATER_WEEKS = st.lists(st.sampled_from(("school", "school", "closed", "inset day")), max_size=7)
SPELLS = st.lists(st.tuples(st.sampled_from(MARKS), st.integers(1, 6)), max_size=20)


@st.composite
def full_weeks(draw: st.DrawFn) -> Sessions:
    """One to eight weeks on end, of five days and two sessions each, as any child's may be."""
    kinds = ["school", *draw(LATER_WEEKS)]
    spells = draw(SPELLS)
    return marked(weeks_of(draw(MONDAYS), kinds), [("/", 1), ("\\", 1), *spells])


def by_day(sessions: Sessions) -> list[tuple[date, str, str]]:
    return [
        (morning[0], morning[2], afternoon[2]) for morning, afternoon in zip(sessions[::2], sessions[1::2], strict=True)
    ]


def by_week(sessions: Sessions) -> list[tuple[date, list[str]]]:
    return [(sessions[at][0], [one[2] for one in sessions[at : at + 10]]) for at in range(0, len(sessions), 10)]


def session_rows(sessions: Sessions, said: Callable[[date], str]) -> Rows:
    return [["Date", "Session", "Code"], *([said(day), ("AM", "PM")[half], mark] for day, half, mark in sessions)]


def day_rows(sessions: Sessions, said: Callable[[date], str]) -> Rows:
    return [["Date", "AM", "PM"], *([said(day), am, pm] for day, am, pm in by_day(sessions))]


def grid_of_ten(sessions: Sessions, said: Callable[[date], str]) -> Rows:
    heading = ["Week beginning", *(f"{day} {half}" for day in WEEKDAYS for half in ("AM", "PM"))]
    return [heading, *([said(first), *marks] for first, marks in by_week(sessions))]


def grid_of_five(sessions: Sessions, said: Callable[[date], str]) -> Rows:
    return [
        ["Week beginning", *WEEKDAYS],
        *(
            [said(first), *(am + pm for am, pm in zip(marks[::2], marks[1::2], strict=True))]
            for first, marks in by_week(sessions)
        ),
    ]


def grid_in_one(sessions: Sessions, said: Callable[[date], str]) -> Rows:
    return [["Week beginning", "Marks"], *([said(first), "".join(marks)] for first, marks in by_week(sessions))]


SHAPES = [session_rows, day_rows, grid_of_ten, grid_of_five, grid_in_one]


def counted(rows: Rows, sessions: Sessions) -> Rows:
    """A grid's rows with each week's counts after its marks."""
    counts = []
    for first in [row[0] for row in by_week(sessions)]:
        marks = [mark for day, _, mark in sessions if monday(day) == first]
        counts.append([str(len([mark for mark in marks if mark in kinds])) for kinds in (ATTENDED, ABSENT, APPROVED)])
    return [
        [*rows[0], "Present", "Absent", "AEA"],
        *([*row, *more] for row, more in zip(rows[1:], counts, strict=True)),
    ]


def file_of(rows: Rows, separator: str = ",") -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator).writerows(rows)
    return text.getvalue().encode()


def read_back(data: bytes) -> tuple[list[str], Sessions]:
    from bot.attendance.register.reading import read_register

    reading = read_register(data)
    read = [(one.day, one.half.value, one.code.mark) for one in reading.register or ()]
    return [str(fault) for fault in reading.faults], read


FEW = settings(tries(15), suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.parametrize("said", DATES)
@pytest.mark.parametrize("shape", SHAPES)
@FEW
@given(sessions=full_weeks(), separator=st.sampled_from([",", ";", "\t"]))
def test_a_register_in_any_shape_is_read_as_it_was(
    shape: Callable[..., Rows], said: str, sessions: Sessions, separator: str
) -> None:
    assert read_back(file_of(shape(sessions, DATES[said]), separator)) == ([], sessions)


@every_row("two", ["PM", "MO", "TU", "WE", "SU", "NO", "IN", "BS", "C1C2", "Y1Y2"])
@every_row("shape", SHAPES)
def test_two_marks_that_spell_a_word_are_two_marks(shape: Callable[..., Rows], two: str) -> None:
    first, second = MARK.findall(two)
    slots = weeks_of(date(2024, 9, 2), ["school", "school"])
    sessions = marked(slots, [("/", 4), (first, 1), (second, 1)])
    assert read_back(file_of(shape(sessions, DATES["British"]))) == ([], sessions)


@pytest.mark.parametrize("shape", SHAPES)
@FEW
@given(sessions=full_weeks(), data=st.data())
def test_the_order_of_the_rows_does_not_matter(
    shape: Callable[..., Rows], sessions: Sessions, data: st.DataObject
) -> None:
    heading, *rows = shape(sessions, DATES["British"])
    assert read_back(file_of([heading, *data.draw(st.permutations(rows))])) == ([], sessions)


@pytest.mark.parametrize("shape", [session_rows, day_rows, grid_of_ten, grid_of_five])
@FEW
@given(sessions=full_weeks(), data=st.data())
def test_the_order_of_the_columns_does_not_matter(
    shape: Callable[..., Rows], sessions: Sessions, data: st.DataObject
) -> None:
    rows = shape(sessions, DATES["ISO"])
    order = data.draw(st.permutations(range(len(rows[0]))))
    assert read_back(file_of([[row[place] for place in order] for row in rows])) == ([], sessions)


@pytest.mark.parametrize("shape", [grid_of_ten, grid_of_five, grid_in_one])
@FEW
@given(sessions=full_weeks())
def test_counts_beside_the_weeks_are_no_marks(shape: Callable[..., Rows], sessions: Sessions) -> None:
    assert read_back(file_of(counted(shape(sessions, DATES["British"]), sessions))) == ([], sessions)


@pytest.mark.parametrize("shape", SHAPES)
@FEW
@given(sessions=full_weeks(), data=st.data())
def test_a_row_that_is_there_twice_is_a_fault_of_its_line(
    shape: Callable[..., Rows], sessions: Sessions, data: st.DataObject
) -> None:
    rows = shape(sessions, DATES["ISO"])
    twice = data.draw(st.integers(1, len(rows) - 1))
    faults, read = read_back(file_of([*rows, rows[twice]]))
    assert not read
    assert all(f"line {len(rows) + 1}" in fault and f"line {twice + 1}" in fault for fault in faults)


@pytest.mark.parametrize("wrong", ["A", "H", "Y", "J", "0", "C3", "y8", "?", "F"])
@pytest.mark.parametrize("shape", [session_rows, day_rows, grid_of_ten])
@FEW
@given(sessions=full_weeks(), data=st.data())
def test_one_mark_that_is_no_code_is_a_fault_of_its_line_and_column(
    shape: Callable[..., Rows], wrong: str, sessions: Sessions, data: st.DataObject
) -> None:
    rows = shape(sessions, DATES["British"])
    line = data.draw(st.integers(1, len(rows) - 1))
    column = 2 if shape is session_rows else data.draw(st.integers(1, len(rows[0]) - 1))
    rows[line][column] = wrong
    faults, read = read_back(file_of(rows))
    assert not read
    assert [fault.split(":")[0] for fault in faults] == [f"line {line + 1}, column {column + 1}"]


@pytest.mark.parametrize("shape", SHAPES)
@FEW
@given(sessions=full_weeks(), data=st.data())
def test_with_a_row_left_out_the_others_are_read_or_the_gap_is_named(
    shape: Callable[..., Rows], sessions: Sessions, data: st.DataObject
) -> None:
    rows = shape(sessions, DATES["ISO"])
    del rows[data.draw(st.integers(1, len(rows) - 1))]
    faults, read = read_back(file_of(rows))
    assert faults or set(read) < set(sessions)
    assert bool(faults) != bool(read)


@st.composite
def two_children(draw: st.DrawFn) -> tuple[Sessions, timedelta]:
    return draw(full_weeks()), timedelta(weeks=draw(st.integers(8, 30)))


@pytest.mark.parametrize("shape", SHAPES)
@FEW
@given(given_two=two_children())
def test_two_children_are_never_read_as_one(shape: Callable[..., Rows], given_two: tuple[Sessions, timedelta]) -> None:
    sessions, later = given_two
    heading, *rows = shape(sessions, DATES["ISO"])
    _, *others = shape([(day + later, half, mark) for day, half, mark in sessions], DATES["ISO"])
    file = [
        ["Pupil", *heading],
        *(["Ann Able", *row] for row in rows),
        *(["Bob Able", *row] for row in others),
    ]
    faults, read = read_back(file_of(file))
    assert not read
    assert any(f"line {len(rows) + 2}" in fault for fault in faults)
