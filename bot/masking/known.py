"""Names that are no secret: of simulated children and the people in their stories, and of what the packs name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.guidance.library import Guidance
from bot.masking.masker import mask
from bot.masking.word_lists import folded


def known_names(guidance: Guidance) -> frozenset[str]:
    """The names in `guidance`, in lower case: those that it lists, and those found in the words of its children."""
    listed = {folded(name) for name in guidance.names}
    listed |= {folded(name) for pack in guidance.packs for name in pack.called}
    return frozenset(listed | {folded(child.name) for child in guidance.children} | set(in_stories(guidance)))


def in_stories(guidance: Guidance) -> Iterator[str]:
    """The names that masking finds in the stories of the simulated children."""
    for child in guidance.children:
        for text in texts_of(child):
            for one in mask(text).found:
                if one.kind in ("name", "school"):
                    yield folded(text[one.start : one.end])


def texts_of(part: Any) -> Iterator[str]:
    """Every text inside a part of a pack."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict):
        for value in part.values():
            yield from texts_of(value)
    elif isinstance(part, (list, tuple, set, frozenset)):
        for value in part:
            yield from texts_of(value)
    elif hasattr(part, "__dict__"):
        yield from texts_of(vars(part))
