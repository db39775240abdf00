"""Whatever is sent, the reader neither breaks nor hangs, gives no name back, and reads the marks that are there."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from io import BytesIO

import openpyxl
from hypothesis import given
from hypothesis import strategies as st

from bot.attendance.register.codes import CODES
from bot.attendance.register.reading import Reading, read_marks, read_register
from bot.attendance.register.sessions import Half
from tests.attendance.register.reading.printed import ARBOR_CERTIFICATE, BROMCOM_REPORT, SIMS_CERTIFICATE
from tests.attendance.register.reading.registers import CHILD
from tests.trying import tries

many = partial(tries, 150)
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri")
CHARACTERS = '/\\LNO#IC12,;\t|"\n -./:AMPM03920205'


def workbook_of(text: str) -> bytes:
    book = openpyxl.Workbook()
    for line in text.splitlines():
        book.active.append([cell or None for cell in line.split(",")])
    file = BytesIO()
    book.save(file)
    return file.getvalue()


FILES = [text.encode() for text in (SIMS_CERTIFICATE, ARBOR_CERTIFICATE, BROMCOM_REPORT)]
FILES += [SIMS_CERTIFICATE.encode("utf-16"), workbook_of(SIMS_CERTIFICATE)]


def is_whole(reading: Reading) -> bool:
    """Whether a reading is a register or says why not, each fault in one line."""
    lines = [*map(str, reading.faults), *reading.notes]
    return (reading.register is None) == bool(reading.faults) and all(line and "\n" not in line for line in lines)


@many()
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    assert is_whole(read_register(data))


@many()
@given(st.text(CHARACTERS, max_size=200))
def test_any_text_like_a_register_is_read_or_refused(text: str) -> None:
    assert is_whole(read_register(text.encode()))


@many()
@given(
    st.sampled_from(FILES),
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255), st.sampled_from("rdi")), max_size=8),
)
def test_real_files_with_damage_are_read_or_refused(data: bytes, damage: list[tuple[float, int, str]]) -> None:
    broken = bytearray(data)
    for where, byte, kind in damage:
        at = int(where * len(broken))
        if kind == "r":
            broken[at : at + 1] = bytes([byte])
        elif kind == "d":
            del broken[at : at + byte]
        else:
            broken.insert(at, byte)
    assert is_whole(read_register(bytes(broken)))


@many()
@given(st.text(CHARACTERS + "from to Sept\ud800", max_size=120), st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_any_text_in_a_chat_is_read_or_passed_over(text: str, today: date) -> None:
    reading = read_marks(text, today)
    assert reading is None or is_whole(reading)


MARKS = st.sampled_from([code.mark for code in CODES])
NAMES = st.sampled_from(["name", "Pupil Name", "UPN", "Comments", "Form"])


@st.composite
def sessions(draw: st.DrawFn) -> list[tuple[date, str, str]]:
    """School days of some weeks on end, from a Monday, each with its two marks."""
    monday = date(2024, 9, 2) + timedelta(weeks=draw(st.integers(0, 60)))
    weeks = draw(st.integers(1, 6))
    days = [monday + timedelta(weeks=week, days=day) for week in range(weeks) for day in range(5)]
    return [(day, draw(MARKS), draw(MARKS)) for day in days]


@many()
@given(
    sessions(),
    st.sampled_from(["session", "day", "week", "pairs", "one"]),
    st.sampled_from(",;\t|"),
    st.sampled_from(["%d/%m/%Y", "%Y-%m-%d", "%a %d %B %Y"]),
    st.randoms(),
)
def test_what_is_written_is_what_is_read(
    days: list[tuple[date, str, str]], shape: str, separator: str, form: str, random
) -> None:
    weeks = [days[at : at + 5] for at in range(0, len(days), 5)]
    if shape == "session":
        rows = [["Date", "Session", "Code"]]
        rows += [
            [f"{day:{form}}", half, mark] for day, *both in days for half, mark in zip(("AM", "PM"), both, strict=True)
        ]
    elif shape == "day":
        rows = [["Date", "AM", "PM"]] + [[f"{day:{form}}", *both] for day, *both in days]
    elif shape == "week":
        rows = [["W/C", *(f"{day} {half}" for day in WEEKDAYS for half in ("AM", "PM"))]]
        rows += [[f"{week[0][0]:{form}}", *(mark for _, *both in week for mark in both)] for week in weeks]
    elif shape == "pairs":
        rows = [["W/C", *WEEKDAYS]] + [[f"{week[0][0]:{form}}", *(am + pm for _, am, pm in week)] for week in weeks]
    else:
        rows = [["W/C", "Marks"]] + [[f"{week[0][0]:{form}}", "".join(am + pm for _, am, pm in week)] for week in weeks]
    below = rows[1:]
    random.shuffle(below)
    reading = read_register("\n".join(map(separator.join, [rows[0], *below])).encode())
    read = [] if reading.register is None else list(reading.register)
    written = [(day, half, mark) for day, *both in days for half, mark in zip(Half, both, strict=True)]
    assert reading.faults == ()
    assert [(session.day, session.half, session.code.mark) for session in read] == written


@many()
@given(
    sessions(),
    st.sampled_from(["Pupil Name", "Surname", "Comments", "Form", "Tutor", None]),
    st.sampled_from([CHILD, f"Tobi {CHILD}", CHILD.upper(), f'"{CHILD}, Tobi"']),
    st.lists(
        st.tuples(st.integers(0, 29), st.sampled_from(["A", "", CHILD, "31/02/2025", "-"]), st.integers(0, 3)),
        max_size=4,
    ),
)
def test_names_never_come_out(
    days: list[tuple[date, str, str]], heading: str | None, name: str, wrong: list[tuple[int, str, int]]
) -> None:
    rows = [[name, f"{day:%d/%m/%Y}", am, pm] for day, am, pm in days]
    for row, text, column in wrong:
        rows[row % len(rows)][column] = text
    above = [[name, "", "", ""], ["Name:", name, "", ""]]
    head = [[heading, "Date", "AM", "PM"]] if heading else []
    text = "\n".join(map(",".join, [*above, *head, *rows]))
    given_back = repr(read_register(text.encode())) + repr(read_marks(text, date(2026, 1, 1)))
    assert CHILD.casefold() not in given_back.casefold()
