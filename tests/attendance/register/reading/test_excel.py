"""Registers in Excel files."""

from __future__ import annotations

import csv
import zipfile
from datetime import date, datetime
from io import BytesIO, StringIO
from typing import Any

import openpyxl

from bot.attendance.register.reading import read_register
from tests.attendance.register.reading.printed import SIMS_CERTIFICATE, SIMS_MARKS
from tests.attendance.register.reading.registers import CHILD, marks
from tests.rows import every_row

TWO_DAYS = "2025-09-03 /\\ 2025-09-04 LO"
HEADINGS = ("Date", "AM", "PM")


def workbook(*sheets: list[tuple[Any, ...]], title: str = CHILD) -> bytes:
    """An Excel file with these sheets, named after a child."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets):
        sheet = book.create_sheet(f"{title} {number}")
        for row in rows:
            sheet.append(row)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def test_dates_may_be_dates_or_text() -> None:
    cells = [HEADINGS, (datetime(2025, 9, 3), "/", "\\"), (date(2025, 9, 4), "L", "O")]
    text = [HEADINGS, ("03/09/2025", "/", "\\"), ("04/09/2025", "L", "O")]
    assert marks(read_register(workbook(cells)).register) == marks(read_register(workbook(text)).register) == TWO_DAYS


def test_a_row_may_be_a_session() -> None:
    rows = [("Date", "Session", "Mark"), (date(2025, 9, 3), "AM", "/"), (date(2025, 9, 3), "PM", "\\")]
    assert marks(read_register(workbook(rows)).register) == "2025-09-03 /\\"


def test_sessions_may_be_numbers() -> None:
    rows = [("Date", "Session", "Mark"), (date(2025, 9, 3), 1, "/"), (date(2025, 9, 3), 2.0, "\\")]
    assert marks(read_register(workbook(rows)).register) == "2025-09-03 /\\"


def test_the_weeks_that_sims_prints_are_read() -> None:
    rows = [tuple(cell or None for cell in row) for row in csv.reader(StringIO(SIMS_CERTIFICATE))]
    assert marks(read_register(workbook(rows)).register) == SIMS_MARKS


def test_a_fault_has_its_sheet_row_and_columns_letter() -> None:
    reading = read_register(workbook([("About",)], [HEADINGS, (date(2025, 9, 3), "/", "A")]))
    assert [str(fault) for fault in reading.faults] == [
        'sheet 2, row 2, column C: "A" is not a code of the register: ask the school which code is meant'
    ]
    assert CHILD not in repr(reading)


def test_days_and_months_that_excel_has_changed_over_are_noticed() -> None:
    rows = [HEADINGS, ("13/09/2025", "/", "/"), (date(2025, 3, 9), "/", "/")]
    (fault,) = read_register(workbook(rows)).faults
    assert "day and month may have changed places" in str(fault)


def test_the_first_sheet_with_a_register_is_read_and_others_are_named() -> None:
    register = [HEADINGS, (date(2025, 9, 3), "/", "\\"), (date(2025, 9, 4), "L", "O")]
    reading = read_register(workbook([("About", "this")], register, register))
    assert marks(reading.register) == TWO_DAYS
    assert reading.notes == ("Sheet 3 may hold a register too and was not read: send it as a file of its own.",)


def test_a_hidden_sheet_is_not_read() -> None:
    book = openpyxl.load_workbook(BytesIO(workbook([HEADINGS, (date(2025, 9, 3), "/", "\\")], [("About",)])))
    book.worksheets[0].sheet_state = "hidden"
    file = BytesIO()
    book.save(file)
    assert read_register(file.getvalue()).register is None


def test_the_value_of_a_formula_is_the_one_that_was_saved() -> None:
    data = workbook([HEADINGS, (date(2025, 9, 3), "=IF(1,2,3)", "\\")])
    with zipfile.ZipFile(BytesIO(data)) as before:
        parts = {name: before.read(name) for name in before.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"]
    saved = sheet.replace(b'<c r="B2"><f>IF(1,2,3)</f><v', b'<c r="B2" t="str"><f>IF(1,2,3)</f><v>L</v').replace(
        b"</v />", b"</v>"
    )
    saved = saved.replace(b"</v></v>", b"</v>")
    assert saved != sheet
    parts["xl/worksheets/sheet1.xml"] = saved
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as after:
        for name, part in parts.items():
            after.writestr(name, part)
    assert marks(read_register(file.getvalue()).register) == "2025-09-03 L\\"


def archive(parts: dict[str, bytes]) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as zipped:
        for name, part in parts.items():
            zipped.writestr(name, part)
    return file.getvalue()


@every_row(
    ("data", "fault"),
    [
        (
            archive({"xl/workbook.xml": b"<workbook/>", "xl/worksheets/sheet1.xml": bytes(120_000_000)}),
            "This Excel file unpacks to more",
        ),
        (
            archive({f"xl/{number}.xml": b"" for number in range(2000)} | {"xl/workbook.xml": b""}),
            "This Excel file unpacks to more",
        ),
        (archive({"word/document.xml": b"<document/>"}), "This is not an Excel file that can be read"),
        (archive({"xl/workbook.xml": b"<workbook/>"}), "This is not an Excel file that can be read"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "This Excel file is protected with a password",
        ),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "This is an older Excel file (.xls)"),
        (workbook([("Hello",)]), "There is no register in this"),
        (workbook([]), "This file is empty"),
    ],
    ids=["bomb", "many parts", "Word", "hollow", "password", "xls", "no register", "empty"],
)
def test_what_is_no_register_is_refused_in_one_line(data: bytes, fault: str) -> None:
    reading = read_register(data)
    (only,) = reading.faults
    assert fault in str(only) and "\n" not in str(only) and reading.register is None


def test_a_workbook_whose_text_multiplies_itself_is_refused() -> None:
    data = workbook([HEADINGS, ("03/09/2025", "/", "\\")])
    with zipfile.ZipFile(BytesIO(data)) as before:
        parts = {name: before.read(name) for name in before.namelist()}
    entities = (
        b'<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "'
        + b"&b;" * 1000
        + b'"><!ENTITY d "'
        + b"&c;" * 1000
        + b'">]>'
    )
    parts["xl/worksheets/sheet1.xml"] = entities + parts["xl/worksheets/sheet1.xml"].replace(b"<v>0</v>", b"<v>&d;</v>")
    assert [fault.what for fault in read_register(archive(parts)).faults] == [
        "This is not an Excel file that can be read: save it as .xlsx or as CSV."
    ]
