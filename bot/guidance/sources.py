"""Where guidance is from: documents, the places in them, and remarks on them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Source:
    """Where something is said: a declared document's key, and the place in it."""

    document: str
    section: str


@dataclass(frozen=True)
class Document:
    """A document that guidance is taken from; `edition` is the one used, `checked` an ISO date."""

    title: str
    publisher: str
    edition: str
    checked: str
    href: str | None = None


@dataclass(frozen=True)
class Note:
    """A remark on the guidance: where the law or a figure has moved on, or the document is mistaken."""

    text: str
    document: str
    section: str
