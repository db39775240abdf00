"""Registers as schools' systems print them, and files that can't be read: what comes out, and what is said of them."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
from ruamel.yaml import YAML

from tests.attendance.register.independent.slow_figures import slow_figures
from tests.attendance.register.independent.written_marks import as_json, written
from tests.rows import every_row

PLACE = Path(__file__).parent
DATES = ("%d/%m/%Y", "%d/%m/%Y %H:%M", "%d/%m/%Y %H:%M:%S", "%d %b %Y", "%a, %d %b %Y", "%Y-%m-%d")


@dataclass(frozen=True)
class Printed:
    """A file as a system prints it, and what is in it, by hand."""

    name: str
    rows: tuple[tuple[str, ...], ...]
    says: dict[str, Any]

    def sessions(self) -> list[tuple[date, int, str]]:
        return written(self.says["marks"])

    def figures(self) -> Any:
        return as_json(self.says["figures"])


def printed(path: Path) -> Printed:
    says = YAML(typ="safe").load(path.with_suffix(".yml").read_text(encoding="utf-8"))
    text = path.read_text(encoding="utf-8")
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=says.get("separator", ","))
    return Printed(path.stem, tuple(map(tuple, rows)), says)


PRINTED = [printed(path) for path in sorted(PLACE.glob("*.csv"))]
BROKEN = YAML(typ="safe").load((PLACE / "broken.yml").read_text(encoding="utf-8"))


def text_of(one: Printed, separator: str = "", line_end: str = "\r\n", quoting: int = csv.QUOTE_MINIMAL) -> str:
    file = io.StringIO(newline="")
    separator = separator or one.says.get("separator", ",")
    csv.writer(file, delimiter=separator, lineterminator=line_end, quoting=quoting).writerows(one.rows)
    return file.getvalue()


def as_it_is(one: Printed) -> bytes:
    return (PLACE / f"{one.name}.csv").read_bytes()


def workbook(one: Printed, cell: Callable[[str], object], sheets_before: tuple[str, ...] = ()) -> bytes:
    """The rows as an Excel file, each cell as `cell` makes it; other sheets come first where they are named."""
    book = openpyxl.Workbook()
    for number, title in enumerate((*sheets_before, "Register")):
        sheet = book.active if number == 0 else book.create_sheet()
        sheet.title = title
        for row in one.rows if title == "Register" else (("Printed by", "the office"),):
            sheet.append([cell(value) for value in row])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@cache
def typed(value: str) -> object:
    """A cell as Excel itself would hold it: a date as a date, a number as a number, an empty cell as none."""
    for form in DATES:
        try:
            return datetime.strptime(value, form)
        except ValueError:
            continue
    if re.fullmatch(r"\d{1,5}", value):
        return int(value)
    if re.fullmatch(r"\d+\.\d+", value):
        return float(value)
    return value or None


WAYS: dict[str, Callable[[Printed], bytes]] = {
    "as it is": as_it_is,
    "with commas": lambda one: text_of(one, ",").encode(),
    "with semicolons": lambda one: text_of(one, ";").encode(),
    "with tabs": lambda one: text_of(one, "\t").encode(),
    "everything quoted": lambda one: text_of(one, quoting=csv.QUOTE_ALL).encode(),
    "in UTF-8 with its mark": lambda one: text_of(one).encode("utf-8-sig"),
    "in UTF-16, little end first": lambda one: b"\xff\xfe" + text_of(one).encode("utf-16-le"),
    "in UTF-16, big end first": lambda one: b"\xfe\xff" + text_of(one).encode("utf-16-be"),
    "in Windows-1252": lambda one: text_of(one).encode("cp1252"),
    "with tabs in UTF-16, as Excel's Unicode text": lambda one: text_of(one, "\t").encode("utf-16"),
    "everything quoted, in UTF-16": lambda one: text_of(one, quoting=csv.QUOTE_ALL).encode("utf-16"),
    "after an empty line": lambda one: b"\r\n" + text_of(one).encode(),
    "with Unix line ends": lambda one: text_of(one, line_end="\n").encode(),
    "with old Macintosh line ends": lambda one: text_of(one, line_end="\r").encode(),
    "with empty lines at the end": lambda one: (text_of(one) + "\r\n\r\n").encode(),
    "in Excel, as text": lambda one: workbook(one, lambda value: value),
    "in Excel, dates as dates": lambda one: workbook(one, typed),
    "in Excel, on the second sheet": lambda one: workbook(one, typed, ("About",)),
}


def names_in(text: str, names: list[str]) -> list[str]:
    return [name for name in names if name.casefold() in text.casefold()]


@every_row("one", PRINTED, ids=lambda one: one.name)
def test_the_figures_by_hand_are_those_of_the_slow_count(one: Printed) -> None:
    assert slow_figures(one.sessions()) == one.figures()


@every_row("way", WAYS)
@every_row("one", PRINTED, ids=lambda one: one.name)
def test_a_file_is_read_as_it_was_written(one: Printed, way: str) -> None:
    from bot.attendance.register.reading import read_register

    reading = read_register(WAYS[way](one))
    assert [str(fault) for fault in reading.faults] == []
    assert [(each.day, each.half.value, each.code.mark) for each in reading.register] == one.sessions()
    said = " ".join(map(str, reading.notes))
    assert [pattern for pattern in one.says.get("notes", []) if not re.search(pattern, said, re.IGNORECASE)] == []


@every_row("one", PRINTED, ids=lambda one: one.name)
def test_a_file_gives_the_figures_that_were_worked_out_by_hand(one: Printed) -> None:
    from bot.attendance.register.figures import figures_of
    from bot.attendance.register.reading import read_register

    assert json.loads(json.dumps(figures_of(read_register(as_it_is(one)).register).as_json())) == one.figures()


@every_row("way", ["as it is", "in Excel, dates as dates"])
@every_row("one", PRINTED, ids=lambda one: one.name)
def test_no_name_comes_out_of_a_file(one: Printed, way: str) -> None:
    from bot.attendance.register.reading import read_register

    reading = read_register(WAYS[way](one), f"{one.name}.csv")
    assert names_in(repr(reading) + " ".join(map(str, reading.notes)), one.says["names"]) == []


@every_row("broken", BROKEN, ids=lambda broken: broken["name"])
def test_of_a_broken_file_each_line_that_is_wrong_is_named(broken: dict[str, Any]) -> None:
    from bot.attendance.register.reading import read_register

    data = bytes.fromhex(broken["hex"]) if "hex" in broken else broken["file"].encode()
    reading = read_register(data)
    assert reading.register is None
    said = [str(fault) for fault in reading.faults]
    assert said
    if "faults" in broken:
        assert sorted({fault.line for fault in reading.faults}) == sorted(broken["faults"])
    for line, patterns in broken.get("faults", {}).items():
        of_the_line = " ".join(str(fault) for fault in reading.faults if fault.line == line)
        assert [pattern for pattern in patterns if not re.search(pattern, of_the_line, re.IGNORECASE)] == []
    assert [p for p in broken.get("says", []) if not re.search(p, " ".join(said), re.IGNORECASE)] == []
    assert names_in(repr(reading) + " ".join(said), broken.get("names", [])) == []


def test_a_line_that_is_left_out_among_the_rows_is_said() -> None:
    from bot.attendance.register.reading import read_register

    reading = read_register(b"Date,AM,PM\n2025-09-01,/,\\\ncontinued overleaf,,\n2025-09-02,/,\\\n")
    assert "line 3" in " ".join(map(str, [*reading.faults, *reading.notes]))


@every_row("size", [1, 10, 100])
@every_row("one", PRINTED, ids=lambda one: one.name)
def test_a_file_that_is_cut_short_is_never_read_as_other_marks(one: Printed, size: int) -> None:
    """What is still there is read as it was, or refused."""
    from bot.attendance.register.reading import read_register

    whole = dict.fromkeys(one.sessions())
    register = read_register(as_it_is(one)[:-size]).register
    assert [each for each in register or () if (each.day, each.half.value, each.code.mark) not in whole] == []


def test_in_excel_a_fault_names_the_sheet_by_its_number_the_row_and_the_letter_of_the_column() -> None:
    from bot.attendance.register.reading import read_register

    rows = (("Date", "AM", "PM"), ("01/09/2025", "/", "\\"), ("02/09/2025", "/", "A"))
    (fault,) = read_register(workbook(Printed("wrong", rows, {}), typed, ("About",))).faults
    assert str(fault).startswith("sheet 2, row 3, column C: ")
    assert '"A"' in str(fault)


def test_a_second_sheet_with_a_register_is_not_passed_over_in_silence() -> None:
    from bot.attendance.register.reading import read_register

    book = openpyxl.Workbook()
    for sheet, day in ((book.active, "01/09/2025"), (book.create_sheet("Spring"), "05/01/2026")):
        sheet.append(["Date", "AM", "PM"])
        sheet.append([day, "/", "\\"])
    file = io.BytesIO()
    book.save(file)
    reading = read_register(file.getvalue())
    assert "Sheet 2" in " ".join(reading.notes)


def test_a_row_that_ends_before_the_name_is_read() -> None:
    from bot.attendance.register.reading import read_register

    reading = read_register(b"Date,Session,Mark,Student\n2025-09-01,AM,/,Leander\n2025-09-01,PM,\\\n")
    assert [str(fault) for fault in reading.faults] == []
    assert [each.code.mark for each in reading.register] == ["/", "\\"]


def test_a_second_column_of_marks_is_not_passed_over_in_silence() -> None:
    from bot.attendance.register.reading import read_register

    rows = "".join(f"2025-09-0{day},N,/,O,\\\n" for day in range(1, 6))
    reading = read_register(f"Date,AM original,AM,PM original,PM\n{rows}".encode())
    assert "olumn" in " ".join(map(str, [*reading.faults, *reading.notes]))
