"""What is kept, in a line of words each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from bot.attendance.impact import shown
from bot.checklist.walkthrough import ITEMS
from bot.guidance.library import Guidance
from bot.practice.dates import in_words
from bot.records.record import Figure, Record


def of_reference(reference: str | None, guidance: Guidance) -> str:
    """Whose it is, as it stands inside a sentence: the reference, or nothing where none was given."""
    return guidance.phrase("records_of", reference=reference) if reference else ""


def record_in_words(record: Record, guidance: Guidance) -> str:
    """One record: what it is, whose, how far it is, and from when."""
    return guidance.phrase(
        f"record_{record.kind}",
        of=of_reference(record.reference, guidance),
        day=in_words(record.changed.date()),
        what=how_far(record, guidance),
    )


def how_far(record: Record, guidance: Guidance) -> str:
    """What a record comes to."""
    body = record.body
    if record.kind == "walk_through":
        notes, state = len(body["walkthrough"]["notes"]), guidance.phrase(f"record_state_{record.state}")
        return guidance.phrase("record_noted", notes=notes, of=len(ITEMS), state=state)
    if record.kind == "escalation":
        return guidance.escalation[0].levels[body["escalation"]["level"]].title
    if record.kind == "impact":
        return f"{shown(Fraction(str(body['impact']['attendance'])))}%"
    if record.kind == "rehearsal":
        child = guidance.child(body["rehearsal"]["child"])
        return guidance.phrase("record_rehearsed", child=child.name, turns=len(body["turns"]))
    if record.kind == "smart_action":
        return str(body["smart"].get("what") or next(iter(body["smart"].values()), ""))
    return str(body.get("text") or "")


def figures_in_words(figures: Sequence[Figure], guidance: Guidance) -> str:
    """An attendance over time, and whether it fell or rose between the last two; nothing where there is none."""
    if not figures:
        return ""
    listed = ", ".join(
        guidance.phrase("record_figure", attendance=shown(one.attendance), day=in_words(one.at.date()))
        for one in figures
    )
    return guidance.phrase("records_figures", figures=listed, trend=trend_in_words(figures, guidance))


def trend_in_words(figures: Sequence[Figure], guidance: Guidance) -> str:
    """Whether attendance fell or rose between the last two figures."""
    if len(figures) < 2:
        return ""
    before, last = figures[-2].attendance, figures[-1].attendance
    return guidance.phrase("records_fell" if last < before else "records_rose")


def due_in_words(record: Record, today: date, guidance: Guidance) -> str:
    """What is due, and when; overdue where the day has passed."""
    day = record.due or today
    return guidance.phrase(
        "record_overdue" if day < today else "record_due",
        what=how_far(record, guidance),
        of=of_reference(record.reference, guidance),
        day=in_words(day),
    )
