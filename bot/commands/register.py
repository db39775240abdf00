"""guide register: what a school's register says of one child."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from bot.commands.command import FROM_STANDARD_INPUT, Command, Refused, add_json, print_json
from bot.guidance.loading import PackError
from bot.services import Services, services

if TYPE_CHECKING:
    from bot.attendance.register.comparing import Comparison
    from bot.attendance.register.figures import Figures
    from bot.attendance.register.notice import Notice
    from bot.attendance.register.reading import Fault, Reading
    from bot.attendance.register.sessions import Register

BEFORE = "--before: "
"""Said first of what is wrong with the earlier register."""

BULLET = "- "

WIDTH = 88
"""Columns of the widest line: longer ones are tiring to read."""


def add_options(parser: argparse.ArgumentParser) -> None:
    """The register, what it is compared with, and the day it is looked at on."""
    parser.add_argument("file", metavar="FILE", help="a register as CSV, Excel (.xlsx) or marks; - is standard input")
    parser.add_argument("--before", metavar="FILE", help="an earlier register to compare with")
    parser.add_argument(
        "--as-of", metavar="DATE", help="the day on which unexplained absence is looked at (the register's last day)"
    )
    add_json(parser)


def run(chosen: argparse.Namespace) -> int:
    """Prints what the register says. Raises Refused with every fault of a file that can't be read."""
    from bot.attendance.register.comparing import compared
    from bot.attendance.register.figures import figures_of
    from bot.attendance.register.noticing import noticed

    as_of = day_given(chosen.as_of)
    if chosen.before == chosen.file == FROM_STANDARD_INPUT:
        raise Refused("only one of the two registers can come from standard input")
    register, notes = register_in(chosen.file)
    before = register_in(chosen.before, BEFORE)[0] if chosen.before else None
    try:
        parts = services()
        figures = figures_of(register, parts.measures.thresholds, as_of)
        notices = noticed(register, figures, parts.guidance, as_of)
        comparison = compared(before, register, parts.guidance.register_settings.weeks_looked_at) if before else None
    except PackError as error:
        raise Refused(str(error)) from error
    if chosen.json:
        shown = figures.as_json()
        shown["noticed"] = [notice.as_json(parts.guidance) for notice in notices]
        shown["notes"] = list(notes)
        print_json({**shown, "compared": comparison.as_json()} if comparison else shown)
    else:
        show(register, figures, notices, comparison, notes, parts)
    return 0


def day_given(text: str | None) -> date | None:
    """The day given with --as-of. Raises Refused for one that isn't."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Refused(f"--as-of: {text[:40]!r} is not a date: give one such as 2026-02-13") from error


def register_in(name: str, which: str = "") -> tuple[Register, tuple[str, ...]]:
    """The register in a file, and notes on its reading. Raises Refused; `which` is put before what is wrong."""
    reading = read(content_of(name, which), name)
    if reading.register is None:
        raise Refused(which + faults_in_words(reading.faults))
    if not reading.register:
        raise Refused(f"{which}there are no sessions in it: give a register with dates and marks")
    return reading.register, tuple(str(note) for note in reading.notes)


def content_of(name: str, which: str) -> bytes:
    """What a file holds. Raises Refused where it can't be opened."""
    if name == FROM_STANDARD_INPUT:
        return sys.stdin.buffer.read()
    try:
        return Path(name).read_bytes()
    except OSError as error:
        raise Refused(f"{which}{name} can't be opened ({error.strerror}): give a file that is there") from error


def read(content: bytes, name: str) -> Reading:
    """The content read as a file or else, where it isn't one, as marks with a date beside them."""
    from bot.attendance.register.reading import read_marks, read_register

    reading = read_register(content, name)
    if reading.register is not None:
        return reading
    try:
        return read_marks(content.decode("utf-8-sig"), date.today()) or reading
    except UnicodeDecodeError:
        return reading


def faults_in_words(faults: Iterable[Fault]) -> str:
    """One fault as it is, or how many there are and a line for each."""
    lines = [str(fault) for fault in faults]
    return lines[0] if len(lines) == 1 else "\n".join([f"{len(lines)} things can't be read:", *lines])


def show(
    register: Register,
    figures: Figures,
    notices: Iterable[Notice],
    comparison: Comparison | None,
    notes: tuple[str, ...],
    parts: Services,
) -> None:
    """Prints it all for a person."""
    from bot.attendance.register.comparing import compared_in_words
    from bot.attendance.register.speech import figures_in_words, period_in_words

    guidance, words = parts.guidance, parts.guidance.register.words
    console = Console(width=min(WIDTH, Console().width), highlight=False)
    console.print(period_in_words(register, guidance), style="bold")
    print_wrapped(console, "\n".join(figures_in_words(figures, guidance)))
    print_heading(console, words["noticed"])
    for notice in notices:
        print_wrapped(console, notice.text, BULLET)
        source = guidance.cited([notice.source])[0]
        said = words["source"].format(source=f"{source['document']}, {source['section']}")
        print_wrapped(console, said, " " * len(BULLET), "dim")
    for title, lines in (("compared", compared_in_words(comparison, guidance) if comparison else ()), ("notes", notes)):
        if lines:
            print_heading(console, words[title])
        for line in lines:
            print_wrapped(console, line, BULLET)


def print_heading(console: Console, text: str) -> None:
    """Prints a heading with a line before it."""
    console.print(f"\n{text}", style="bold")


def print_wrapped(console: Console, text: str, begin: str = "", style: str = "") -> None:
    """Prints lines that are no longer than the console, each after the first in line with its text."""
    for paragraph in text.splitlines():
        filled = fill(paragraph, console.width, initial_indent=begin, subsequent_indent=" " * len(begin))
        console.print(Text(filled), style=style)


COMMAND = Command("register", "what a school's register says, and what to notice in it", add_options, run)
