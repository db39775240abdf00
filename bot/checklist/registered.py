"""What a school's register answers of the walk-through: its first four items, each marked as coming from there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from bot.attendance.impact import shown
from bot.checklist.walkthrough import Item, Walkthrough
from bot.guidance.library import Guidance
from bot.practice.dates import in_words


def notes_from(figures: Mapping[str, Any], guidance: Guidance) -> dict[Item, str]:
    """Notes for the items that a register answers, from the object of `guide register --json`.

    No note on attendance where no session was possible.
    """
    notes: dict[Item, str] = {}
    if figures["possible"]:
        notes["attendance"] = guidance.phrase(
            "register_note_attendance",
            attendance=shown(Fraction(100 * figures["attended"], figures["possible"])),
            attended=figures["attended"],
            possible=figures["possible"],
        )
    notes["lateness"] = lateness(figures["late"], guidance)
    notes["suspensions"] = suspensions(figures["suspensions"], guidance)
    notes["reduced_hours"] = reduced_hours(figures["reduced_hours"], guidance)
    return {item: f"{note} {guidance.phrase('from_the_register')}" for item, note in notes.items()}


def lateness(late: Mapping[str, Any], guidance: Guidance) -> str:
    """How often late, before and after the register closed, and on which days."""
    if not late["before_close"] and not late["after_close"]:
        return guidance.phrase("register_note_never_late")
    days = ", ".join(f"{weekday} {times}" for weekday, times in late["by_weekday"].items())
    return guidance.phrase(
        "register_note_late", before=late["before_close"], after=late["after_close"], days=days
    )


def suspensions(runs: list[Mapping[str, Any]], guidance: Guidance) -> str:
    """Each suspension with its days."""
    if not runs:
        return guidance.phrase("register_note_no_suspension")
    listed = "; ".join(
        guidance.phrase("register_note_one_suspension", days=span(run), sessions=run["sessions"]) for run in runs
    )
    return guidance.phrase("register_note_suspensions", count=len(runs), listed=listed)


def reduced_hours(part_time: Mapping[str, Any], guidance: Guidance) -> str:
    """How many sessions were marked as part-time, and when."""
    if not part_time["sessions"]:
        return guidance.phrase("register_note_full_time")
    return guidance.phrase("register_note_part_time", sessions=part_time["sessions"], days=span(part_time))


def span(dated: Mapping[str, Any]) -> str:
    """The days from one to another in words; one day alone where they are the same."""
    first, last = (in_words(date.fromisoformat(dated[end])) for end in ("from", "to"))
    return first if first == last else f"{first} to {last}"


def note_shown(walkthrough: Walkthrough, item: Item, guidance: Guidance) -> str | None:
    """The note of an item as it is shown, with a word where it is still to be confirmed; None without one."""
    note = walkthrough.notes.get(item)
    if note is None or item not in walkthrough.unconfirmed:
        return note.text if note else None
    return f"{note.text} {guidance.phrase('to_be_confirmed')}"
