"""SMART attendance actions as a document: one table, a row for each action, to bring to a review."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.documents.document import Block, Bullets, Document, Heading, Table, said_or
from bot.documents.frame import framed
from bot.guidance.library import Guidance
from bot.practice.smart import SmartAction

CHECKS = ("record_where", "plan_words", "plan_smart")
"""What goes with an action, of the steps that a rehearsal ends with."""


def smart_actions_document(
    actions: Sequence[SmartAction], guidance: Guidance, made: date, reference: str | None = None
) -> Document:
    """The actions, a part of each in a column; a part not said yet says so. Raises ValueError for no action."""
    begun = [action for action in actions if action.as_json()]
    if not begun:
        raise ValueError("there is no action to put into a document: build one first")
    parts = guidance.smart.parts
    unsaid = guidance.phrase("document_part_unsaid")
    table = Table(
        guidance.phrase("document_actions_caption"),
        tuple(part.title for part in parts),
        tuple(tuple(said_or(getattr(action, part.id), unsaid) for part in parts) for action in begun),
        (5, 4, 3, 3, 5),
    )
    steps = [step for step in guidance.rehearsal.what_next if step.id in CHECKS]
    blocks: list[Block] = [
        table,
        Heading(guidance.phrase("document_actions_next")),
        Bullets(tuple(f"{step.title}. {step.text}" for step in steps)),
    ]
    sources = [*guidance.smart.sources, *(source for step in steps for source in step.sources)]
    title, advice = guidance.phrase("document_actions"), guidance.phrase("document_no_record")
    return framed(title, advice, blocks, sources, guidance, made, reference, wide=True)
