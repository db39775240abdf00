"""What every document has round its own part: the day, the prompt for judgement, where it comes from."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from bot.documents.document import Block, Bullets, Document, Heading, Paragraph, on_one_line
from bot.guidance.library import Guidance
from bot.guidance.sources import Note, Source
from bot.practice.dates import in_words


def framed(
    title: str,
    advice: str,
    blocks: Iterable[Block],
    sources: Iterable[Source | Note],
    guidance: Guidance,
    made: date,
    reference: str | None = None,
    wide: bool = False,
) -> Document:
    """The document with its opening, its own blocks, and its sources.

    `advice` says how to take it; `reference` is the practitioner's own.
    """
    opening: list[Block] = [Paragraph(f"{guidance.phrase('document_made', day=in_words(made))} {advice}")]
    if reference and on_one_line(reference):
        opening.insert(0, Paragraph(guidance.phrase("document_reference", reference=on_one_line(reference))))
    closing = (Heading(guidance.phrase("document_sources")), Bullets(tuple(cited(sources, guidance))))
    return Document(
        title=title,
        blocks=(*opening, *blocks, *closing),
        footer=guidance.phrase("document_footer", day=in_words(made)),
        page=guidance.phrase("document_page", page="{page}", pages="{pages}"),
        made=made,
        wide=wide,
    )


def cited(sources: Iterable[Source | Note], guidance: Guidance) -> list[str]:
    """A line for each document, with the places in it that were used, its edition and when it was checked."""
    places: dict[str, list[str]] = {}
    for source in sources:
        sections = places.setdefault(source.document, [])
        if source.section not in sections:
            sections.append(source.section)
    lines = []
    for key, sections in places.items():
        document = guidance.documents[key]
        lines.append(
            guidance.phrase(
                "document_source",
                title=document.title,
                publisher=document.publisher,
                sections="; ".join(sections),
                edition=document.edition,
                checked=in_words(date.fromisoformat(document.checked)),
            )
        )
    return lines
