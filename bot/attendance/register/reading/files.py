"""A register read from a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from bot.attendance.register.reading import text, workbook
from bot.attendance.register.reading.finding import SAMPLE_ROWS, layout_of
from bot.attendance.register.reading.layout import Layout
from bot.attendance.register.reading.ordered import register_from
from bot.attendance.register.reading.results import MOST_COUNTED, Findings, Reading, Unreadable
from bot.attendance.register.reading.rows import Rows
from bot.attendance.register.reading.text import Stretch

EMPTY = "This file is empty: ask the school for the register as a CSV file or an Excel file (.xlsx)."
PICTURE = "This is a picture: ask the school for the register as a CSV file or an Excel file (.xlsx)."
DOCUMENT = "This is a PDF: ask the school for the register as a CSV file or an Excel file (.xlsx)."
PAGE = "This is a web page, not a spreadsheet: open it in Excel and save it as .xlsx or as CSV."
UNDATED = "Most of this has no dates: send only the register."
TAGS = (b"<!doctype", b"<html", b"<table", b"<?xml")
BEGINNINGS = {
    b"\x89PNG": PICTURE,
    b"\xff\xd8\xff": PICTURE,
    b"GIF8": PICTURE,
    b"BM": PICTURE,
    b"II*\0": PICTURE,
    b"MM\0*": PICTURE,
    b"RIFF": PICTURE,
    b"%PDF": DOCUMENT,
}


def read_register(data: bytes, name: str = "") -> Reading:
    """The register in a file, or all that is wrong with it.

    `data` is the file's content: CSV in any usual encoding, or .xlsx. The content decides: `name` isn't looked at,
    since the ending of a file's name is often wrong.
    """
    findings = Findings()
    try:
        if not data.strip(b" \t\r\n\0\xef\xbb\xbf\xff\xfe"):
            raise Unreadable(EMPTY)
        if data.startswith((workbook.ZIPPED, workbook.COMPOUND)):
            return read_workbook(data)
        for beginning, what in BEGINNINGS.items():
            if data.startswith(beginning) and (len(beginning) > 2 or b"\0" in data[:30]):
                raise Unreadable(what)
        if data[:200].lstrip(b" \t\r\n\xef\xbb\xbf").lower().startswith(TAGS):
            raise Unreadable(PAGE)
        stretches = text.stretches_of(data)
        first, layout = beginning_of(stretches)
        return read_rows(chain([first], stretches), layout, findings)
    except Unreadable as unreadable:
        return refused(unreadable, findings)


def read_table(pasted: str) -> Reading | None:
    """The register in a text that was pasted with its columns, or None where it isn't such a table."""
    if "\t" not in pasted and pasted.strip().count("\n") == 0:
        return None
    stretches = text.stretches_of(pasted.encode(errors="replace"))
    findings = Findings()
    try:
        first, layout = beginning_of(stretches)
        if len({place.column for place in layout.places}) == 1 and layout.half is None and layout.weekly:
            return None  # a date and marks to a line, which needs no columns
        return read_rows(chain([first], stretches), layout, findings)
    except Unreadable:
        return None


def read_workbook(data: bytes) -> Reading:
    """The register on the first sheet that has one; a note names other sheets that have one too."""
    reading: Reading | None = None
    others: list[int] = []
    refusal: tuple[int, Unreadable] | None = None
    for number, stretches in workbook.sheets_of(data):
        try:
            first, layout = beginning_of(stretches)
        except Unreadable as unreadable:
            refusal = refusal or (number, unreadable)
            continue
        if reading is not None:
            others.append(number)
            continue
        findings = Findings(sheet=number)
        try:
            reading = read_rows(chain([first], stretches), layout, findings)
        except Unreadable as unreadable:
            reading = refused(unreadable, findings)
    if reading is None:
        number, why = refusal or (0, Unreadable(EMPTY))
        return refused(why, Findings(sheet=number))
    if others:
        which = " and ".join(map(str, others))
        note = f"Sheet {which} may hold a register too and was not read: send it as a file of its own."
        return Reading(reading.register, reading.faults, (*reading.notes, note))
    return reading


def refused(unreadable: Unreadable, findings: Findings) -> Reading:
    findings.fault(unreadable.line, 0, str(unreadable))
    return findings.reading(None)


def beginning_of(stretches: Iterator[Stretch]) -> tuple[Stretch, Layout]:
    """The first rows and the layout that they show; raises Unreadable where they show none."""
    first = next(stretches, None)
    if first is None:
        raise Unreadable(EMPTY)
    return first, layout_of(first.beginning(SAMPLE_ROWS))


def read_rows(stretches: Iterable[Stretch], layout: Layout, findings: Findings) -> Reading:
    """The register in some rows; raises Unreadable where the file breaks off."""
    rows = Rows(layout, findings)
    above = layout.titles
    for stretch in stretches:
        if above:
            rows.above(stretch.lines[:above], stretch.rows[:above])
            stretch, above = Stretch(stretch.lines[above:], stretch.rows[above:]), 0
        rows.take(stretch)
        if findings.count > MOST_COUNTED:
            findings.broken_off = True
            break
        if len(rows.undated) > MOST_COUNTED:
            raise Unreadable(UNDATED)
    return findings.reading(register_from(rows, findings))
