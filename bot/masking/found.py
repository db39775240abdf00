"""What was found in a text, and the text without it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

KINDS = ("link", "email", "phone", "number", "date of birth", "postcode", "address", "school", "name")
"""The kinds of detail; where two lie over each other, the one that comes first here is kept."""

PLACEHOLDER = re.compile(rf"\[(?:{'|'.join(KINDS)})\]")


@dataclass(frozen=True)
class Found:
    """One detail: its kind (of KINDS), and where it is: characters of the text, the end not included."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True)
class Masked:
    """A text with a placeholder for each detail; the places in `found` are those in the text as it was."""

    text: str
    found: tuple[Found, ...]


def masked(text: str, found: tuple[Found, ...]) -> Masked:
    """`text` with the details of `found`, which are in order and apart, replaced."""
    pieces, done = [], 0
    for one in found:
        pieces += [text[done : one.start], f"[{one.kind}]"]
        done = one.end
    return Masked("".join([*pieces, text[done:]]), found)


def apart(found: Iterable[Found]) -> tuple[Found, ...]:
    """`found` in order without overlaps: the kind that comes first in KINDS is kept, then the longer one."""
    starts: list[int] = []
    kept: list[Found] = []
    for one in sorted(found, key=lambda one: (KINDS.index(one.kind), one.start - one.end, one.start)):
        place = bisect_left(starts, one.start)
        after_earlier = place == 0 or kept[place - 1].end <= one.start
        before_later = place == len(kept) or one.end <= kept[place].start
        if after_earlier and before_later and one.end > one.start:
            starts.insert(place, one.start)
            kept.insert(place, one)
    return tuple(kept)
