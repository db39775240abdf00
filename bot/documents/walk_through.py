"""The walk-through as a document: what the school said, what is still to find out, what it suggests."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from bot.attendance.impact import Impact, Measures, shown
from bot.checklist.registered import note_shown
from bot.checklist.summary import Summary, summary_of
from bot.checklist.walkthrough import ITEMS, Walkthrough
from bot.documents.document import Block, Bullets, Document, Heading, Paragraph, Table, said_or
from bot.documents.frame import framed
from bot.escalation.rules import Known, Suggestion
from bot.guidance.library import Guidance
from bot.guidance.sources import Source
from bot.voice.questions import band_for, circumstance_named, questions_for


def walk_through_document(
    walkthrough: Walkthrough,
    known: Known,
    guidance: Guidance,
    measures: Measures,
    made: date,
    age: int | None = None,
    reference: str | None = None,
) -> Document:
    """The summary of a walk-through as it stands, with what else is known of the child; `age` is in years."""
    summary = summary_of(walkthrough, known, guidance, measures)
    blocks = [
        Heading(guidance.phrase("document_noted")),
        notes(walkthrough, guidance),
        *still_to_find_out(walkthrough, guidance),
        *(figures(summary.impact, measures, guidance) if summary.impact else ()),
        *suggested(summary, guidance),
        *for_the_child(summary, age, guidance),
    ]
    title = guidance.phrase("document_walk_through")
    advice = guidance.phrase("document_no_record")
    return framed(title, advice, blocks, sources(summary.suggestion, guidance), guidance, made, reference)


def notes(walkthrough: Walkthrough, guidance: Guidance) -> Table:
    """What is noted for each of the seven items, as it was typed."""
    rows = []
    for item in ITEMS:
        note = note_shown(walkthrough, item, guidance)
        nothing = "document_skipped" if item in walkthrough.skipped else "document_nothing_noted"
        said = said_or(note, guidance.phrase(nothing))
        rows.append((guidance.entry(f"checklist.{item}").title, said))
    return Table(
        guidance.phrase("document_notes"),
        (guidance.phrase("document_notes_item"), guidance.phrase("document_notes_said")),
        tuple(rows),
        (3, 7),
    )


def still_to_find_out(walkthrough: Walkthrough, guidance: Guidance) -> Iterator[Block]:
    """What nothing is known of yet, with what to ask the school for."""
    yield Heading(guidance.phrase("summary_missing"))
    if not walkthrough.missing:
        yield Paragraph(guidance.phrase("summary_nothing_missing"))
        return
    entries = [guidance.entry(f"checklist.{item}") for item in walkthrough.missing]
    yield Bullets(
        tuple(
            guidance.phrase("document_ask_for", title=entry.title, what="; ".join(entry.ask_for) or entry.says)
            for entry in entries
        )
    )


def figures(impact: Impact, measures: Measures, guidance: Guidance) -> Iterator[Block]:
    """What the attendance noted comes to: so far where days were counted, over a year, and over five."""
    over = [("year", impact.days_missed), ("five", impact.days_missed_five_years)]
    if impact.so_far:
        over.insert(0, ("so_far", impact.so_far.days_missed))
    header = tuple(guidance.phrase(f"document_figures_{name}") for name in ("over", "days", "weeks", "lessons"))
    rows = tuple((guidance.phrase(f"document_figures_{name}"), *missed(days, measures)) for name, days in over)
    yield Heading(guidance.phrase("document_figures", attendance=shown(impact.attendance)))
    yield Table(guidance.phrase("document_figures_caption"), header, rows, (4, 2, 2, 2))


def missed(days: Fraction, measures: Measures) -> tuple[str, str, str]:
    """School days missed as days, weeks and lessons."""
    year = measures.year
    return shown(days), shown(days / year.days_per_week), shown(days * year.lessons_per_day)


def suggested(summary: Summary, guidance: Guidance) -> Iterator[Block]:
    """What the notes suggest, and the next steps that go with it."""
    if not summary.noted:
        return
    no_plan = guidance.phrase("suggest_plan")
    yield Heading(guidance.phrase("summary_suggests"))
    yield Bullets(tuple(guidance.phrase("document_no_plan") if one == no_plan else one for one in summary.suggests))
    if summary.suggestion:
        yield Heading(guidance.phrase("document_next_steps"))
        yield Bullets(tuple(step.text for step in summary.suggestion.next_steps))
    yield Paragraph(guidance.phrase("escalation_judgement"))


def for_the_child(summary: Summary, age: int | None, guidance: Guidance) -> Iterator[Block]:
    """Open questions to go on with, by what is noted; those of the middle band where no age is known."""
    bank = guidance.questions
    band = band_for(age, bank) if age is not None else bank.bands[len(bank.bands) // 2]
    about = circumstance_named(summary.circumstance, bank)
    yield Heading(guidance.phrase("summary_child"))
    if age is None:
        yield Paragraph(guidance.phrase("document_any_age", band=band.title))
    yield Bullets(tuple(question.ask for question in questions_for(band, about, bank)))


def sources(suggestion: Suggestion | None, guidance: Guidance) -> list[Source]:
    """Where the seven items come from, then the rules that applied and their next steps."""
    of_items = [source for item in ITEMS for source in guidance.sources_of(f"checklist.{item}")]
    if suggestion is None:
        return of_items
    of_rules = (reason.source for reason in suggestion.reasons)
    return [*of_items, *of_rules, *(step.source for step in suggestion.next_steps)]
