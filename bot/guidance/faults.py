"""A fault in a pack: where it is, what was wrong and what is expected."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

Place = tuple[str | int, ...]
"""Where something stands in a file: the keys and list positions that lead to it."""

LISTED_AT_MOST = 30
"""How many allowed values a message lists; of more, it names only those nearest to what was written."""


@dataclass(frozen=True, order=True)
class Fault:
    """Something wrong in a pack's file; `file` is relative to the packs' folder, `line` counts from 1."""

    file: str
    line: int
    key: str
    message: str

    def __str__(self) -> str:
        """The fault on one line, as editors and terminals make links of it."""
        return f"{self.file}:{self.line}: " + (f"{self.key}: " if self.key else "") + self.message


def dotted(place: Place) -> str:
    """The place as text, such as checklist.lateness.sources[0].document."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in place).removeprefix(".")


def one_of(allowed: Iterable[str], given: str) -> str:
    """What is expected in place of `given`: the allowed values, and the one that is nearest."""
    values = sorted(set(allowed))
    near = get_close_matches(given, values, n=3, cutoff=0.6)
    if not values:
        return "nothing is expected here"
    if len(values) > LISTED_AT_MOST:
        return f"nearest: {', '.join(near)}" if near else "nothing there has a name like it"
    return f"expected one of {', '.join(values)}" + (f"; nearest: {near[0]}" if near else "")
