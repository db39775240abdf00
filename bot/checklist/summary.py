"""What a finished walk-through adds up to: what is noted, what is missing, what the answers suggest."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from bot.attendance.counted import impact_counted
from bot.attendance.figures import Figures, figures_in
from bot.attendance.impact import (
    FigureError,
    Impact,
    Measures,
    impact_of_attendance,
    shown,
)
from bot.attendance.speech import absence_mark
from bot.checklist.registered import note_shown
from bot.checklist.walkthrough import ITEMS, Item, Note, Walkthrough
from bot.escalation.facts import known_in
from bot.escalation.rules import Known, Suggestion, suggestion_for
from bot.guidance.library import Guidance

END_NAMED = re.compile(
    r"\b(?:until|till|ends?|ending|end\s+date\s+(?:is|of)?|back\s+(?:to\s+)?full|full[\s-]time\s+(?:from|by|after|again)|review(?:ed|s)?\s+(?:on|in|by|every)|by\s+\w+)\b",
    re.IGNORECASE,
)
NO_END = re.compile(
    r"\b(?:no|without\s+an?|not?\s+set\s+an?)\s+(?:end|review)\w*(?:\s+date)?\b|\bindefinite\w*\b|\bopen[\s-]ended\b",
    re.IGNORECASE,
)
FULL_TIME = re.compile(r"^\W*(?:full[\s-]?time|full\s+(?:days?|hours?|timetable))\b", re.IGNORECASE)
FINE = re.compile(
    r"\b(?:fine|ok(?:ay)?|good|all\s+lessons|attends\s+(?:all|everything)|no\s+(?:concerns|problems|issues))\b",
    re.IGNORECASE,
)

SUBJECTS = (
    ("reduced_hours", "part_time"),
    ("lateness", "mornings"),
    ("lesson_attendance", "lessons"),
    ("suspensions", "lessons"),
)
"""Which subject to ask the child about where something is noted for an item, in this order."""


@dataclass(frozen=True)
class Summary:
    """The summary's parts, in words; `known` is what the notes say of the child."""

    noted: tuple[tuple[str, str], ...]
    missing: tuple[str, ...]
    suggests: tuple[str, ...]
    circumstance: str
    known: Known
    impact: Impact | None
    suggestion: Suggestion | None


def summary_of(walkthrough: Walkthrough, known: Known, guidance: Guidance, measures: Measures) -> Summary:
    """The summary of a walk-through, with what else is known of the child."""
    title = {item: guidance.entry(f"checklist.{item}").title for item in ITEMS}
    known = known.and_also(known_from_notes(walkthrough))
    impact = impact_noted(walkthrough, measures)
    suggestion = None
    if known.plan is not None and known.says_something:
        suggestion = suggestion_for(known, guidance.escalation)
    return Summary(
        noted=tuple((title[item], note) for item in ITEMS if (note := note_shown(walkthrough, item, guidance))),
        missing=tuple(title[item] for item in walkthrough.missing),
        suggests=tuple(suggestions(walkthrough, impact, suggestion, guidance)),
        circumstance=circumstance_noted(walkthrough),
        known=known,
        impact=impact,
        suggestion=suggestion,
    )


def known_from_notes(walkthrough: Walkthrough) -> Known:
    """What the note on attendance says of the child."""
    note = walkthrough.notes.get("attendance")
    if note is None or not note.is_known:
        return Known()
    figures = figures_in(note.text)
    said = known_in(note.text, figures)
    attendance = attendance_counted(figures)
    if attendance is None:
        attendance = attendance_noted(note) if said.attendance is None else said.attendance
    if attendance is None or not 0 <= attendance <= 100:
        return Known(plan=said.plan, falling=said.falling)
    return Known(plan=said.plan, attendance=attendance, previous=said.previous, falling=said.falling)


def attendance_counted(figures: Figures) -> Fraction | None:
    """The attendance that counted sessions come to: exact, where the percentage beside them is rounded."""
    attended, possible = figures.sessions_attended, figures.sessions_possible
    return 100 * attended / possible if attended is not None and possible else None


def attendance_noted(note: Note) -> Fraction | None:
    """The attendance that a note says, though it only says a number."""
    from bot.attendance.figures import attendance_answered

    return attendance_answered(note.text)


def impact_noted(walkthrough: Walkthrough, measures: Measures) -> Impact | None:
    """What the attendance noted means; None where no figure is noted, or none that can be."""
    note = walkthrough.notes.get("attendance")
    if note is None:
        return None
    figures = figures_in(note.text)
    attendance = attendance_noted(note)
    try:
        counted = impact_counted(figures, measures)
        if counted is not None or attendance is None:
            return counted
        return impact_of_attendance(attendance, measures)
    except FigureError:
        return None


def suggestions(
    walkthrough: Walkthrough, impact: Impact | None, suggestion: Suggestion | None, guidance: Guidance
) -> list[str]:
    """What the answers suggest, a sentence each."""
    said = []
    if impact:
        said.append(
            guidance.phrase(
                "suggest_impact",
                attendance=shown(impact.attendance),
                days=shown(impact.days_missed),
                weeks=shown(impact.weeks_missed),
                lessons=shown(impact.lessons_missed),
                mark=absence_mark(impact, guidance),
            )
        )
    differing = figures_that_differ(walkthrough)
    if differing:
        said.append(guidance.phrase("suggest_two_figures", figures=" and ".join(f"{shown(one)}%" for one in differing)))
    if suggestion:
        level = guidance.escalation[0].levels[suggestion.level]
        because = " ".join(reason.because for reason in suggestion.reasons)
        said.append(guidance.phrase("suggest_escalate", title=level.title, because=because))
    else:
        said.append(guidance.phrase("suggest_plan"))
    for item, name, applies in (
        ("lateness", "suggest_lateness", something_found),
        ("suspensions", "suggest_after_suspension", something_found),
        ("reduced_hours", "suggest_end_date", reduced_without_end),
        ("lesson_attendance", "suggest_lessons", lessons_missed),
        ("support", "suggest_no_support", nothing_found),
        ("agencies", "suggest_no_referral", nothing_found),
    ):
        note = walkthrough.notes.get(item)
        if note and note.is_known and applies(note):
            said.append(guidance.phrase(name))
    return said


def figures_that_differ(walkthrough: Walkthrough) -> list[Fraction]:
    """The attendances noted as holding now ("87% this term, 91% for the year"), where there are several."""
    note = walkthrough.notes.get("attendance")
    said = figures_in(note.text).percentages if note else ()
    figures = sorted({one.value for one in said if not one.earlier})
    return figures if len(figures) > 1 else []


def something_found(note: Note) -> bool:
    """Whether a note says that there is something."""
    return not note.says_nothing_found


def nothing_found(note: Note) -> bool:
    """Whether a note says that there is nothing."""
    return note.says_nothing_found


def reduced_without_end(note: Note) -> bool:
    """Whether reduced hours are noted and no end or review."""
    if note.says_nothing_found or FULL_TIME.search(note.text):
        return False
    return NO_END.search(note.text) is not None or END_NAMED.search(note.text) is None


def lessons_missed(note: Note) -> bool:
    """Whether a note says that lessons are missed."""
    return not note.says_nothing_found and not FINE.search(note.text)


def circumstance_noted(walkthrough: Walkthrough) -> str:
    """What to ask the child about, by what is noted; school in general, where nothing stands out."""
    for item, circumstance in SUBJECTS:
        note = walkthrough.notes.get(item)
        stands_out = {"reduced_hours": lambda one: not FULL_TIME.search(one.text), "lesson_attendance": lessons_missed}
        if note and note.is_known and something_found(note) and stands_out.get(item, something_found)(note):
            return circumstance
    return "general"


def item_text(item: Item, position: int, guidance: Guidance) -> str:
    """What is asked for an item, and what to ask the school for."""
    entry = guidance.entry(f"checklist.{item}")
    question = guidance.phrase(
        "item", position=position, of=len(ITEMS), title=entry.title, question=entry.question or entry.says
    )
    return question + "\n" + guidance.phrase("ask_for") + "\n" + "\n".join(f"- {what}" for what in entry.ask_for)
