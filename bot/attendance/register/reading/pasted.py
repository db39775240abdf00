"""Marks pasted into a chat, such as "/\\/\\LNOO/\\ from 2 September"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.attendance.register.codes import CODES
from bot.attendance.register.reading.dates import MONTH, WEEKDAY, WEEKDAYS, day_in, in_words
from bot.attendance.register.reading.files import read_table
from bot.attendance.register.reading.marks import NO_MARK, NOT_A_CODE, number_of, what_is_wrong
from bot.attendance.register.reading.results import Findings, Reading
from bot.attendance.register.reading.runs import Run, runs_in
from bot.attendance.register.sessions import Half, register_of

LONGEST_TEXT = 20_000
"""Characters; the marks of a school year need about 400."""

SCHOOL_DAYS = 5
DATE = re.compile(
    rf"(?<![\w/\\])(?:{WEEKDAY}\.?,?\s+)?(?:the\s+)?"
    r"(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})|\d{1,2}/\d{1,2}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?(?:\s+of)?\s+(?:{MONTH})(?:,?\s+\d{{4}})?)(?![\w/\\])",
    re.IGNORECASE | re.ASCII,
)
TO = re.compile(r"\s*(?:to|until|till|up to|[-\u2013\u2014])\s*(?:the\s+)?", re.IGNORECASE)
BLANK_CELL = re.compile(r"[\t,;|] *[\t,;|]")
BLANK = "there is a blank place among these marks: use # for a planned closure"
NEXT_TO_A_DATE = "put the date of its first day beside each row of marks, such as /\\/\\/L from 2 September"


@dataclass(frozen=True)
class Dated:
    """A date in a text: where it begins, and the date on which the marks end where it says from when to when."""

    start: int
    written: str
    until: str | None = None


def read_marks(text: str, today: date) -> Reading | None:
    """The register in marks that somebody pasted, or None where the text has none.

    Marks fill the mornings and afternoons of Monday to Friday from the date beside them; a date without its year is
    the last such date up to `today`. Lines count from 1, and columns are the places of characters in them.
    """
    if len(text) > LONGEST_TEXT:
        return None
    dates = list(dates_in(text))
    if not dates:
        return None
    if (table := read_table(text)) is not None:
        return table
    without_dates = DATE.sub(lambda found: " " * len(found.group()), text)
    runs = runs_in(without_dates)
    if not runs:
        return None
    findings = Findings()
    for run in runs:
        if blank := BLANK_CELL.search(text, run.start, run.places[-1]):
            findings.fault(*place_of(blank.start(), text), BLANK)
    marked: dict[tuple[date, Half], str] = {}
    without_marks = 0
    for dated, following in beside(dates, runs, text, findings):
        day = first_day(dated, today, text, findings)
        if day is not None:
            without_marks += fill(day, dated, following, today, text, findings, marked)
    if without_marks:
        has, was = ("day has", "was") if without_marks == 1 else ("days have", "were")
        findings.note(f"{without_marks} {has} no marks and {was} left out.")
    if findings.count or not marked:
        return findings.reading(None)
    return findings.reading(register_of((day, half, mark) for (day, half), mark in marked.items()))


def dates_in(text: str) -> Iterator[Dated]:
    """The dates of a text; two with "to" between them are one, with its end."""
    found = list(DATE.finditer(text))
    at = 0
    while at < len(found):
        here, after = found[at], found[at + 1] if at + 1 < len(found) else None
        until = after if after and TO.fullmatch(text[here.end() : after.start()]) else None
        yield Dated(here.start(), here.group(), until and until.group())
        at += 2 if until else 1


def beside(
    dates: Sequence[Dated], runs: Sequence[Run], text: str, findings: Findings
) -> Iterator[tuple[Dated, list[Run]]]:
    """Each date with the runs of marks that it is beside: all that follow, or all that come before, each to the next.

    Names the first date or run that would be left alone, since it could belong to either neighbour.
    """
    items: list[Dated | Run] = sorted([*dates, *runs], key=lambda item: item.start)
    if isinstance(items[0], Run):
        items.reverse()
    pairs: list[tuple[Dated, list[Run]]] = []
    for item in items:
        if isinstance(item, Run):
            if not pairs:
                findings.fault(*place_of(item.start, text), NEXT_TO_A_DATE)
                return
            pairs[-1][1].append(item)
        elif pairs and not pairs[-1][1]:
            findings.fault(*place_of(item.start, text), f"there are two dates here: {NEXT_TO_A_DATE}")
            return
        else:
            pairs.append((item, []))
    if not pairs[-1][1]:
        findings.fault(*place_of(pairs[-1][0].start, text), f"there are no marks beside this date: {NEXT_TO_A_DATE}")
        return
    for dated, following in pairs:
        yield dated, sorted(following, key=lambda run: run.start)


def first_day(dated: Dated, today: date, text: str, findings: Findings) -> date | None:
    """The day on which marks begin, or None where the date can't be one; says why."""
    try:
        day = day_written(dated.written, today)
    except ValueError as error:
        findings.fault(*place_of(dated.start, text), str(error))
        return None
    if day.weekday() >= SCHOOL_DAYS:
        what = f"{in_words(day)} is a {WEEKDAYS[day.weekday()]}: marks begin on a day from Monday to Friday"
        findings.fault(*place_of(dated.start, text), what)
        return None
    return day


def day_written(written: str, today: date) -> date:
    """The day of a date, without its year the last one up to `today`; raises ValueError as day_in does."""
    written = re.sub(r"\bthe\s+", "", written, flags=re.IGNORECASE)
    if re.search(r"\d{4}|\d[/.-]\d{1,2}[/.-]\d", written):
        return day_in(written)[0]
    separator = "/" if "/" in written else " "
    bare = re.sub(rf"^{WEEKDAY}\.?,?\s+", "", written, flags=re.IGNORECASE)
    for year in range(today.year, today.year - 8, -1):
        try:
            day, _ = day_in(f"{bare}{separator}{year}")
        except ValueError:
            continue
        if day <= today:
            return day_in(f"{written}{separator}{year}")[0]
    raise ValueError(f"{bare} is not a date: write the day, then the month, such as 2 September")


def fill(
    day: date,
    dated: Dated,
    runs: Sequence[Run],
    today: date,
    text: str,
    findings: Findings,
    marked: dict[tuple[date, Half], str],
) -> int:
    """Puts marks into the days from `day` on; gives the number of days without any, and names what is wrong."""
    marks = [(mark, place) for run in runs for mark, place in zip(run.marks, run.places, strict=True)]
    if len(marks) % 2:
        what = f"there are {len(marks)} marks: each day needs two, morning and afternoon"
        findings.fault(*place_of(runs[0].start, text), what)
    without_marks = 0
    for at in range(0, len(marks) - 1, 2):
        both = marks[at : at + 2]
        if all(number_of(mark) == NO_MARK for mark, _ in both):
            without_marks += 1
        else:
            for half, (mark, place) in zip(Half, both, strict=True):
                if number_of(mark) in (NO_MARK, NOT_A_CODE):
                    findings.fault(*place_of(place, text), what_is_wrong(mark))
                elif (day, half) in marked:
                    findings.fault(*place_of(place, text), f"{in_words(day)} is there twice: leave in one of them")
                else:
                    marked[day, half] = CODES[number_of(mark)].mark
        last, day = day, day + timedelta(days=3 if day.weekday() == SCHOOL_DAYS - 1 else 1)
    if dated.until is not None and len(marks) > 1:
        try:
            until = day_written(dated.until, today)
        except ValueError as error:
            findings.fault(*place_of(dated.start, text), str(error))
        else:
            if until != last:
                what = f"the marks end on {in_words(last)} and not on {in_words(until)}: some are missing or too many"
                findings.fault(*place_of(dated.start, text), what)
    return without_marks


def place_of(start: int, text: str) -> tuple[int, int]:
    """The line and the column of a place in a text, both from 1."""
    before = text[:start]
    return before.count("\n") + 1, start - (before.rfind("\n") + 1) + 1
