"""A document before it is written down: a title, blocks in order, and what stands at the foot of each page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

UNWRITABLE = re.compile(r"[^\t\n\r\x20-\x7E\xA0-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")
"""Characters that an XML 1.0 file can't hold (W3C, section 2.2), and control characters that no reader shows."""


@dataclass(frozen=True)
class Heading:
    """A heading: level 2 for a section, 3 for a part of one. The title alone is level 1."""

    text: str
    level: Literal[2, 3] = 2


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; where the text has several lines, one for each."""

    text: str


@dataclass(frozen=True)
class Bullets:
    """A list with a bullet for each item."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A table with one header row; `widths` are shares of the page's width, one a column. Every cell says something."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]


@dataclass(frozen=True)
class Picture:
    """A picture (PNG), and what it shows in words for whoever doesn't see it."""

    png: bytes
    says: str


Block = Heading | Paragraph | Bullets | Table | Picture


@dataclass(frozen=True)
class Document:
    """A document as it was made on one day.

    `footer` stands at the foot of each page, beside `page`, in which {page} and {pages} are filled in by the writer.
    """

    title: str
    blocks: tuple[Block, ...]
    footer: str
    page: str
    made: date
    wide: bool = False

    def file_name(self, ending: str) -> str:
        """A file's name from the title and the day alone, so that it tells nothing of a child."""
        title = re.sub(r"[^a-z0-9]+", "-", self.title.lower()).strip("-")
        return f"{title}-{self.made.isoformat()}.{ending}"


def lines_of(text: str) -> list[str]:
    """The lines of any text that say something, without the characters that no file can hold."""
    lines = (UNWRITABLE.sub("", line).replace("\t", " ").strip() for line in text.splitlines())
    return [line for line in lines if line]


def on_one_line(text: str) -> str:
    """Any text as one line."""
    return " ".join(lines_of(text))


def said_or(text: str | None, otherwise: str) -> str:
    """`text` where it says something, else `otherwise`."""
    return text if text and lines_of(text) else otherwise
