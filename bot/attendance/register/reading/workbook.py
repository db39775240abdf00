"""Excel files (.xlsx): their sheets, as rows of text."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from datetime import date, datetime, time
from io import BytesIO
from itertools import islice, repeat
from typing import Any
from zipfile import BadZipFile, ZipFile

from bot.attendance.register.reading.results import Unreadable
from bot.attendance.register.reading.text import STRETCH, Stretch

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
ZIPPED = b"PK"
MOST_BYTES = 5_000_000
"""Of what is read of a workbook when it is unpacked: a school year's register needs a tenth of it."""

READ = (".xml", ".rels")
MOST_PARTS = 1000
MOST_COLUMNS = 64

NOT_EXCEL = "This is not an Excel file that can be read: save it as .xlsx or as CSV."
OLD = "This is an older Excel file (.xls): open it in Excel and save it as .xlsx or as CSV."
PROTECTED = "This Excel file is protected with a password: save it without one, and send that."
TOO_LARGE = "This Excel file unpacks to more than a register can be: send only the sheet with the register, as CSV."


def sheets_of(data: bytes) -> Iterator[tuple[int, Iterator[Stretch]]]:
    """The visible sheets of an Excel file, each with its number (from 1) and its rows; raises Unreadable."""
    refuse(data)
    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
            sheets = [
                (number, sheet)
                for number, sheet in enumerate(book.worksheets, 1)
                if getattr(sheet, "sheet_state", "visible") == "visible"
            ]
    except Exception:  # openpyxl raises whatever a broken part makes it stumble over
        raise Unreadable(NOT_EXCEL) from None
    for number, sheet in sheets:
        yield number, stretches_of(sheet)


def refuse(data: bytes) -> None:
    """Raises Unreadable where this is no workbook that may be opened."""
    if data.startswith(COMPOUND):
        raise Unreadable(PROTECTED if ENCRYPTED in data else OLD)
    try:
        with ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
    except (BadZipFile, ValueError, OSError, NotImplementedError, EOFError):
        raise Unreadable(NOT_EXCEL) from None
    if any(part.flag_bits & 1 for part in parts):
        raise Unreadable(PROTECTED)
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts if part.filename.endswith(READ)) > MOST_BYTES:
        raise Unreadable(TOO_LARGE)
    if not any(part.filename == "xl/workbook.xml" for part in parts):
        raise Unreadable(NOT_EXCEL)


def stretches_of(sheet: Any) -> Iterator[Stretch]:
    """The rows of a sheet as text, with their numbers; raises Unreadable where the sheet is broken."""
    try:
        sheet.reset_dimensions()  # what a file says of its size may be wrong
        rows = enumerate(sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS + 1), 1)
        while taken := list(islice(rows, STRETCH)):
            filled = [(number, row) for number, whole in taken if (row := without_end(whole))]
            if any(len(row) > MOST_COLUMNS for _, row in filled):
                raise Unreadable(TOO_LARGE)
            if filled:
                # Rows of one length: in a sheet no separator can move a row's cells, as it can in a CSV file.
                rows_of_text = [[*map(text_of, row), *repeat("", MOST_COLUMNS - len(row))] for _, row in filled]
                yield Stretch([number for number, _ in filled], rows_of_text)
    except Unreadable:
        raise
    except Exception:  # as above
        raise Unreadable(NOT_EXCEL) from None


def text_of(value: Any) -> str:
    """A cell's value as it would stand in a CSV file; a date year first, so that it can't be mistaken."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def without_end(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """A row without the empty cells at its end, with which every row is filled up."""
    filled = next((at for at in range(len(row), 0, -1) if row[at - 1] is not None), 0)
    return row[:filled]
