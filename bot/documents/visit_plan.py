"""A plan for a visit: how to talk with a child of this age, what to ask, what to bring, what to do afterwards."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from bot.documents.document import Block, Bullets, Document, Heading, Paragraph, Table, on_one_line
from bot.documents.frame import framed
from bot.guidance.library import Guidance
from bot.guidance.pack import AgeBand, Circumstance, Tool
from bot.guidance.rehearsal_pack import WhatNext
from bot.guidance.sources import Source
from bot.rehearsal.questions.labelled import Labelled
from bot.voice.questions import band_for, circumstance_named, questions_for, tools_for

AFTERWARDS = ("record_words", "record_where", "feedback_promise", "feedback_honest", "plan_words", "plan_smart")
"""What to do with the child's words, of the steps that a rehearsal ends with."""

SAFETY = "safety.immediate"


def visit_plan_document(
    guidance: Guidance,
    made: date,
    age: int | None = None,
    circumstance: str = "general",
    tools: Sequence[str] = (),
    planned: Sequence[Labelled] = (),
    reference: str | None = None,
) -> Document:
    """The plan for a child of `age` in years, on one circumstance.

    `tools` are the ids of activities to give in full, the others are named; `planned` are the practitioner's own
    questions as the coach read them.
    """
    bank = guidance.questions
    band = band_for(age, bank) if age is not None else bank.bands[len(bank.bands) // 2]
    about = circumstance_named(circumstance, bank)
    suited = tools_for(band, guidance.national.tools)
    chosen = [tool for tool in guidance.national.tools if tool.id in tools]
    steps = [step for step in guidance.rehearsal.what_next if step.id in AFTERWARDS]
    blocks = [
        *questions(band, about, age, guidance),
        *own_questions(planned, guidance),
        *activities(chosen, [tool for tool in suited if tool not in chosen], band, guidance),
        *afterwards(steps, guidance),
        *safety(guidance),
    ]
    sources: list[Source] = [*band.sources, *(source for tool in chosen or suited for source in tool.sources)]
    sources += [source for step in steps for source in step.sources]
    sources += guidance.sources_of(SAFETY)
    title, advice = guidance.phrase("document_visit"), guidance.phrase("document_no_record")
    return framed(title, advice, blocks, sources, guidance, made, reference)


def questions(band: AgeBand, about: Circumstance, age: int | None, guidance: Guidance) -> Iterator[Block]:
    """How to talk with a child of this age, and open questions."""
    yield Heading(guidance.phrase("document_visit_manner", band=band.title))
    if age is None:
        yield Paragraph(guidance.phrase("document_any_age", band=band.title))
    yield Paragraph(band.manner)
    yield Heading(guidance.phrase("document_visit_questions", about=about.title))
    yield Bullets(tuple(question.ask for question in questions_for(band, about, guidance.questions)))


def own_questions(planned: Sequence[Labelled], guidance: Guidance) -> Iterator[Block]:
    """The practitioner's own questions, each with a better wording where it needs one."""
    said = [one for one in planned if on_one_line(one.question)]
    if not said:
        return
    fine = guidance.phrase("document_own_fine")
    rows = tuple((one.question, one.better or fine, one.why or fine) for one in said)
    header = tuple(guidance.phrase(f"document_own_{name}") for name in ("question", "better", "why"))
    yield Heading(guidance.phrase("document_own"))
    yield Table(guidance.phrase("document_own_caption"), header, rows, (3, 3, 4))


def activities(chosen: Sequence[Tool], others: Sequence[Tool], band: AgeBand, guidance: Guidance) -> Iterator[Block]:
    """The chosen activities in full, and the others for this age, a row each."""
    yield Heading(guidance.phrase("document_visit_tools"))
    for tool in chosen:
        yield Heading(tool.title, 3)
        yield Paragraph(tool.what)
        yield Bullets(tool.how)
        yield Paragraph(guidance.phrase("tool_afterwards", afterwards=tool.afterwards))
    if others:
        header = (guidance.phrase("document_tool"), guidance.phrase("document_tool_what"))
        caption = guidance.phrase("document_tools_caption", band=band.title)
        yield Table(caption, header, tuple((tool.title, tool.what) for tool in others), (3, 7))


def afterwards(steps: Sequence[WhatNext], guidance: Guidance) -> Iterator[Block]:
    """What to do with the child's words."""
    yield Heading(guidance.phrase("document_visit_afterwards"))
    yield Bullets(tuple(f"{step.title}. {step.text}" for step in steps))


def safety(guidance: Guidance) -> Iterator[Block]:
    """What to do if the child may be at risk."""
    entry = guidance.entry(SAFETY)
    yield Heading(entry.title)
    yield Paragraph(entry.says)
    yield Bullets(entry.points)
