"""Reminders in words. None says more than what it is of, the case's reference and the day."""

from __future__ import annotations

from datetime import date

from bot.guidance.library import Guidance
from bot.practice.dates import in_words
from bot.reminders.wish import Planned


def day_in_words(day: date) -> str:
    """A day with that of the week: "Friday 4 December 2026"."""
    return f"{day:%A} {in_words(day)}"


def of_case(reference: str | None, guidance: Guidance) -> str:
    """Which case it is for, as it stands inside a sentence; nothing where no reference was given."""
    return guidance.phrase("reminder_of", reference=reference) if reference else ""


def told_in_words(reminder: Planned, guidance: Guidance) -> str:
    """What is said when the reminder is due."""
    return guidance.phrase(
        f"reminder_{reminder.of}", of=of_case(reminder.reference, guidance), day=day_in_words(reminder.day)
    )


def set_in_words(reminder: Planned, hour: int, guidance: Guidance) -> str:
    """That a reminder is set: when, where, and in which words it comes."""
    words = {"on": day_in_words(reminder.on), "hour": hour, "words": told_in_words(reminder, guidance)}
    return guidance.phrase("reminder_set", **words)


def listed_in_words(reminder: Planned, guidance: Guidance) -> str:
    """One reminder in a list."""
    of = of_case(reminder.reference, guidance)
    what = guidance.phrase(f"reminder_listed_{reminder.of}", of=of, day=day_in_words(reminder.day))
    return guidance.phrase("reminder_listed", on=day_in_words(reminder.on), what=what)

