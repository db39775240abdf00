"""Sessions in the order of time, and what is wrong with them together: there twice, or missing."""

from __future__ import annotations

from array import array
from datetime import date
from itertools import islice, pairwise, repeat
from operator import add, and_, lt, mod, rshift

from bot.attendance.register.reading.dates import Order, in_words
from bot.attendance.register.reading.results import Findings
from bot.attendance.register.reading.rows import WEEKEND_REMAINDERS, Rows, session_in_words
from bot.attendance.register.sessions import Half, Register

MOST_DAYS_OF_ONE_NUMBER = 12
FEWEST_DAYS_OF_ONE_NUMBER = 3
MOST_LINES_NAMED = 5
NO_MARKS = "There are no marks in this register: ask the school for one with each session's code."
SAME_DAY = "All dates are of the same day of a month, so the month seems to be written first: write the day first."


def register_from(rows: Rows, findings: Findings) -> Register | None:
    """The register of the sessions that `rows` has taken, with what is wrong or left out added to the findings.

    None where there is any fault, or no session.
    """
    codes = bytes(rows.codes)
    mornings = mornings_of_whole_days(rows.slots)
    if mornings is None:
        order = sorted(range(len(rows.slots)), key=rows.slots.__getitem__)
        name_repeated(rows, order, findings)
        if not rows.unplaced:  # A row whose day can't be read would also seem to be missing where it belongs.
            name_missing(rows, findings)
        mornings = mornings_of_whole_days(array("q", map(rows.slots.__getitem__, order)))
        codes = bytes(map(rows.codes.__getitem__, order))
    name_orders(rows, findings)
    if not rows.slots and not findings.count:
        findings.fault(0, 0, NO_MARKS)
    if findings.count or mornings is None:
        return None
    ordinals = array("l", map(rshift, mornings, repeat(1)))
    add_notes(rows, ordinals, findings)
    days = array("l", bytes(ordinals.itemsize * len(codes)))
    days[::2] = days[1::2] = ordinals
    return Register(days, bytes((Half.AM, Half.PM)) * len(ordinals), codes)


def mornings_of_whole_days(slots: array[int]) -> array[int] | None:
    """The slots of the mornings, where these are of whole days in the order of time, each once; otherwise None."""
    mornings = slots[::2]
    afternoons = array("q", map(add, mornings, repeat(1)))
    whole = bool(mornings) and afternoons.tobytes() == slots[1::2].tobytes() and not any(map(and_, mornings, repeat(1)))
    return mornings if whole and all(map(lt, mornings, islice(mornings, 1, None))) else None


def name_repeated(rows: Rows, order: list[int], findings: Findings) -> None:
    """A fault for each session that is there twice; one for each two lines, which may have a whole day or week."""
    twice: dict[tuple[int, int], list[int]] = {}
    for before, at in pairwise(order):
        if rows.slots[at] == rows.slots[before]:
            twice.setdefault((rows.line_of(before), rows.line_of(at)), []).append(rows.slots[at])
    where = "row" if findings.sheet else "line"
    for (first, second), repeated in twice.items():
        findings.fault(
            second,
            rows.layout.date + 1,
            f"{of_sessions(repeated)} is there twice, on {where} {first} and on {where} {second}: "
            "leave in one of them, or send one file for each child",
        )


def of_sessions(slots: list[int]) -> str:
    """Repeated sessions of one row in words: a session, a day or a week."""
    if len(slots) == 1:
        return session_in_words(slots[0])
    days = {slot >> 1 for slot in slots}
    first = in_words(date.fromordinal(min(days)))
    return first if len(days) == 1 else f"the week of {first}"


def name_missing(rows: Rows, findings: Findings) -> None:
    """A fault for each day that has only one of its two sessions."""
    there = set(rows.slots)
    for at, slot in enumerate(rows.slots):
        if slot ^ 1 not in there:
            there.add(slot ^ 1)
            findings.fault(
                rows.line_of(at),
                rows.layout.places[0].column + 1,
                f"{session_in_words(slot ^ 1)} is missing, only the other half of the day is there: "
                "add it, with # if it was a planned closure",
            )


def name_orders(rows: Rows, findings: Findings) -> None:
    """A fault where dates are written in two orders, or seem to have the month first."""
    column = rows.layout.date + 1
    if len(rows.orders) > 1:
        (_, first), (_, second) = sorted(rows.orders.items(), key=lambda one: one[1])
        where = "row" if findings.sheet else "line"
        in_excel = ", and day and month may have changed places" if findings.sheet else ""
        findings.fault(
            second,
            column,
            f"dates are written in another way here than on {where} {first}{in_excel}: write all of them as 03/09/2025",
        )
    ordinals = set(islice((slot >> 1 for slot in rows.slots), 4 * MOST_DAYS_OF_ONE_NUMBER))
    days = {date.fromordinal(ordinal) for ordinal in ordinals}
    text = rows.days.orders.get(Order.DAY_FIRST, "")
    if (
        FEWEST_DAYS_OF_ONE_NUMBER <= len(days) <= MOST_DAYS_OF_ONE_NUMBER
        and len({day.day for day in days}) == 1
        and not any(map(str.isalpha, text))
    ):
        findings.fault(0, 0, SAME_DAY)


def add_notes(rows: Rows, ordinals: array[int], findings: Findings) -> None:
    """What was left out or taken to be, each in a sentence."""
    if count := rows.days_without_marks:
        has, was = ("day has", "was") if count == 1 else ("days have", "were")
        findings.note(f"{count:,} {has} no marks and {was} left out.")
    if rows.undated:
        findings.note(f"{named_lines(rows.undated, findings)} without a date, left out.")
    if rows.moved:
        findings.note(f"{named_lines(rows.moved, findings)} with another weekday's date, read from the Monday before.")
    if at_weekends := sum(map(bytes(map(mod, ordinals, repeat(7))).count, WEEKEND_REMAINDERS)):
        findings.note(f"{at_weekends:,} {'day is' if at_weekends == 1 else 'days are'} at a weekend.")
    for column in rows.layout.unread:
        findings.note(f"Column {findings.place(column + 1)} holds what look like marks and was not read.")


def named_lines(lines: list[int], findings: Findings) -> str:
    """Lines by their numbers, the first few of them."""
    kind = "row" if findings.sheet else "line"
    first = ", ".join(map(str, lines[:MOST_LINES_NAMED]))
    more = f" and {len(lines) - MOST_LINES_NAMED:,} more" if len(lines) > MOST_LINES_NAMED else ""
    return f"{len(lines):,} {kind}{'s' if len(lines) > 1 else ''} ({kind} {first}{more})"
