"""Figures put into words: what was missed so far, and apart from it what it comes to if this continues."""

from __future__ import annotations

from fractions import Fraction

from bot.attendance.impact import Impact, Measures, impact_of_attendance, shown
from bot.guidance.library import Guidance
from bot.guidance.pack import Note
from bot.guidance.wording import bullets, joined, noted


def impact_in_words(impact: Impact, guidance: Guidance) -> str:
    """What an attendance figure means, in a few sentences."""
    return joined(
        [*so_far_in_words(impact, guidance), year_in_words(impact, guidance), absence_in_words(impact, guidance)]
    )


def so_far_in_words(impact: Impact, guidance: Guidance) -> list[str]:
    """What was missed up to now, where it was counted."""
    if impact.so_far is None:
        return []
    said = guidance.phrase(
        "impact_so_far",
        days=shown(impact.so_far.days_missed),
        so_far=shown(impact.so_far.days_so_far),
        lessons=shown(impact.so_far.lessons_missed),
        attendance=shown(impact.attendance),
    )
    return [said]


def year_in_words(impact: Impact, guidance: Guidance) -> str:
    """What it comes to over a year and over five."""
    values = {
        "attendance": shown(impact.attendance),
        "days": shown(impact.days_missed),
        "weeks": shown(impact.weeks_missed),
        "lessons": shown(impact.lessons_missed),
    }
    if impact.days_missed == 0:
        return guidance.phrase("impact_full")
    five = guidance.phrase(
        "impact_five_years", days=shown(impact.days_missed_five_years), years=shown(impact.years_missed_five_years)
    )
    if impact.so_far:
        return f"{guidance.phrase('impact_year', **values)} {five}"
    return f"{guidance.phrase('impact_flat', **values)} {guidance.phrase('impact_flat_projection', **values)} {five}"


def absence_in_words(impact: Impact, guidance: Guidance) -> str:
    """The band, and whether the absence is persistent or severe."""
    if impact.severe_absence:
        kind = guidance.phrase("impact_severe")
    elif impact.persistent_absence:
        kind = guidance.phrase("impact_persistent")
    else:
        kind = guidance.phrase("impact_not_persistent")
    return f"{kind} {guidance.phrase('impact_band', band=impact.band)}"


def notes_for(impact: Impact, guidance: Guidance) -> tuple[Note, ...]:
    """The notes that belong beside this figure's band."""
    table = guidance.attendance.table
    return tuple(table.notes[one.note] for one in table.band_notes if impact.band in one.labels)


def table_in_words(guidance: Guidance, measures: Measures) -> str:
    """The whole table, corrected, with its notes."""
    rows = []
    for row in guidance.attendance.table.rows:
        impact = impact_of_attendance(Fraction(row), measures)
        rows.append(
            guidance.phrase(
                "table_row",
                attendance=row,
                days=shown(impact.days_missed),
                weeks=shown(impact.weeks_missed),
                five=shown(impact.days_missed_five_years),
                band=impact.band,
            )
        )
    title = guidance.phrase("table_title", days=measures.year.days)
    return joined([title, bullets(rows), *noted(guidance, guidance.attendance.table.notes)])


def figure_in_words(impact: Impact, guidance: Guidance) -> str:
    """What a figure told in passing comes to over a year, in one sentence."""
    return guidance.phrase(
        "figure_heard",
        attendance=shown(impact.attendance),
        days=shown(impact.days_missed),
        mark=absence_mark(impact, guidance),
    )


def absence_mark(impact: Impact, guidance: Guidance) -> str:
    """What the absence counts as, to end a sentence with."""
    if impact.severe_absence:
        return guidance.phrase("figure_severe")
    return guidance.phrase("figure_persistent") if impact.persistent_absence else ""
