"""E-mail addresses and links. Every repetition is bounded, so that reading stays linear."""

# ruff: noqa: E501 (an alternative a line would hide which belong together)
from __future__ import annotations

import re
from collections.abc import Iterator

from bot.masking.found import Found

EMAIL = re.compile(r"(?<![\w.+'-])[\w.+'-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,6}", re.IGNORECASE)
SPOKEN_EMAIL = re.compile(
    r"(?<![\w.])[\w.]{1,40} ?(?:\(at\)|\[at\]| at ) ?(?:gmail|hotmail|outlook|yahoo|icloud|live|btinternet|nhs|[a-z]{2,20}\.gov)"
    r" ?(?:\.| dot )(?:com|co\.uk|co dot uk|org|net|uk)\b",
    re.IGNORECASE,
)
LINK = re.compile(
    r"\b(?:https?://|www\.)[^\s<>\"\]|]{1,2000}"
    r"|(?<![\w@.-])(?:[a-z0-9-]{1,63}\.){1,5}(?:com|co\.uk|org\.uk|gov\.uk|ac\.uk|sch\.uk|nhs\.uk|org|net|uk|info|io)\b"
    r"(?:/[^\s<>\"\]|]{0,2000})?",
    re.IGNORECASE,
)


def links_in(text: str) -> Iterator[Found]:
    """E-mail addresses and links in `text`; the stop that ends a sentence is no part of a link."""
    for pattern in (EMAIL, SPOKEN_EMAIL):
        for match in pattern.finditer(text):
            yield Found("email", match.start(), match.start() + len(match.group().rstrip(".-")))
    for match in LINK.finditer(text):
        if match.start() == 0 or text[match.start() - 1] != "@":
            yield Found("link", match.start(), match.start() + len(match.group().rstrip(".,;:!?)'")))
