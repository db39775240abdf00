"""Entries put into the words of an answer, whole or by part. Plain text; lists are lines that begin with a dash."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.guidance.library import Guidance, Part
from bot.guidance.pack import Entry, Note, Source, Term

MOST_CITED = 3
"""Sources named below an answer; "where does that come from?" gives all."""


def answer(guidance: Guidance, entry_id: str, part: Part = "whole") -> str:
    """The answer to one topic, whole or the part asked for, with what the authorities add and its source."""
    entry = guidance.entry(entry_id)
    if part == "source":
        return joined([provenance(guidance, entry_id), *noted(guidance, entry.notes)])
    shown = parts_of(guidance, entry, part)
    for local in guidance.local(entry_id):
        added = parts_of(guidance, local.entry, part)
        if added:
            shown.append(f"In {local.title}: {added[0]}")
            shown.extend(added[1:])
    return joined([*shown, source_line(guidance, guidance.sources_of(entry_id))])


def parts_of(guidance: Guidance, entry: Entry, part: Part) -> list[str]:
    """The paragraphs of an entry for a part; the nearest that it has, where it lacks that one."""
    if part == "why":
        return [entry.why or entry.more or entry.says]
    if part == "ask_for":
        listed = entry.ask_for or entry.points
        return [asked_for(guidance, listed)] if listed else [entry.says]
    if part == "more":
        return [entry.more or entry.why or entry.says, *noted(guidance, entry.notes)]
    return [
        entry.says,
        *([guidance.phrase("why_it_matters", why=entry.why)] if entry.why else []),
        *([bullets(entry.points)] if entry.points else []),
        *([asked_for(guidance, entry.ask_for)] if entry.ask_for else []),
        *noted(guidance, entry.notes),
    ]


def asked_for(guidance: Guidance, listed: Sequence[str]) -> str:
    """A list of what to ask for."""
    return guidance.phrase("ask_for") + "\n" + bullets(listed)


def term_explained(guidance: Guidance, term: Term) -> str:
    """A term, what it stands for and what it means."""
    stands_for = f" ({term.expansion})" if term.expansion and term.expansion.casefold() != term.term.casefold() else ""
    return joined(
        [f"{term.term}{stands_for}: {term.meaning}", *noted(guidance, term.notes), source_line(guidance, term.sources)]
    )


def noted(guidance: Guidance, notes: Iterable[Note]) -> list[str]:
    """Notes, each a paragraph."""
    return [guidance.phrase("note", text=note.text) for note in notes]


def source_line(guidance: Guidance, sources: Iterable[Source | Note]) -> str:
    """One line that says where an answer comes from."""
    cited = guidance.cited(sources)[:MOST_CITED]
    return guidance.phrase("source", sources="; ".join(f"{one['document']}, {one['section']}" for one in cited))


def provenance(guidance: Guidance, entry_id: str) -> str:
    """Every source of a topic, with its edition and when it was last checked."""
    lines = []
    for source in guidance.sources_of(entry_id):
        document = guidance.documents[source.document]
        lines.append(
            guidance.phrase(
                "source_in_full",
                title=document.title,
                publisher=document.publisher,
                section=source.section,
                edition=document.edition,
                checked=document.checked,
            )
        )
    return guidance.phrase("provenance", title=guidance.entry(entry_id).title) + "\n" + bullets(lines)


def bullets(items: Iterable[str]) -> str:
    """A list, a line each."""
    return "\n".join(f"- {item}" for item in items)


def joined(paragraphs: Iterable[str]) -> str:
    """Paragraphs with a blank line between."""
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def lowered(title: str) -> str:
    """A title as it stands inside a sentence."""
    return title[:1].lower() + title[1:]
