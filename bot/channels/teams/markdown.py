"""The guide's texts in the Markdown that Teams reads: line breaks kept, lists as lists, and nothing become a link."""

from __future__ import annotations

import re

BULLET = re.compile(r"\s*(?:[-*•]|\d+\.)\s+")
GOES_ON = re.compile(r"\s{2,}\S")
LONGEST = 12_000
"""Characters of one message: Teams takes about 28 KB for all that goes with it."""


def as_markdown(text: str) -> str:
    """`text` so that each of its lines stays one."""
    made: list[str] = []
    for line in text.replace("\r\n", "\n").split("\n"):
        if made and line.strip() and made[-1].strip() and not in_list(made[-1], line):
            made.append("")
        made.append(line)
    # A link that somebody typed, or a document named in brackets, stays the words that it is.
    return "\n".join(made).replace("](", "] (")


def in_list(before: str, line: str) -> bool:
    """Whether a line goes on with the list that the one before it is in."""
    return bool((BULLET.match(before) or GOES_ON.match(before)) and (BULLET.match(line) or GOES_ON.match(line)))


def in_parts(text: str, longest: int = LONGEST) -> list[str]:
    """`text` in parts that Teams takes, at least one: cut between paragraphs, or where it must be."""
    parts = [""]
    for paragraph in text.split("\n\n"):
        for piece in [paragraph[start : start + longest] for start in range(0, len(paragraph), longest)] or [""]:
            whole = f"{parts[-1]}\n\n{piece}" if parts[-1] else piece
            if len(whole) <= longest:
                parts[-1] = whole
            else:
                parts.append(piece)
    return parts
