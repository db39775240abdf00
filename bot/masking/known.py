"""Names that are no secret: of the simulated children, of the people in their stories, and of what the packs name.

A real child can have the same name, so the people of a story are known only while that child is rehearsed with.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from bot.guidance.library import Guidance
from bot.masking.masker import mask
from bot.masking.word_lists import folded


def known_names(guidance: Guidance) -> frozenset[str]:
    """What the packs name (tools, bodies, meetings), and the names of the simulated children, in lower case."""
    called = (one for pack in guidance.packs for one in pack.called)
    return frozenset(folded(name) for name in (*guidance.names, *called, *(child.name for child in guidance.children)))


def names_in_story(guidance: Guidance, child_id: str) -> frozenset[str]:
    """The name of a simulated child, and the names of people and schools in its story, in lower case.

    Raises StopIteration for an id that no child has.
    """
    child = next(one for one in guidance.children if one.id == child_id)
    return frozenset({folded(child.name), *(name for text in texts_of(child) for name in names_in(text))})


def names_in(text: str) -> Iterator[str]:
    """The names of people and schools in `text`, in lower case."""
    for one in mask(text).found:
        if one.kind in ("name", "school"):
            yield folded(text[one.start : one.end])


def texts_of(part: Any) -> Iterator[str]:
    """Every text inside a part of a pack."""
    if isinstance(part, str):
        yield part
    elif is_dataclass(part):
        for field in fields(part):
            yield from texts_of(getattr(part, field.name))
    elif isinstance(part, dict):
        for value in part.values():
            yield from texts_of(value)
    elif isinstance(part, (list, tuple, set, frozenset)):
        for value in part:
            yield from texts_of(value)
