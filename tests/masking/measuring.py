"""How much of what should be masked is."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Any

from bot.masking import KINDS, Found, mask

PLACEHOLDER = re.compile(rf"\[({'|'.join(KINDS)})\]")
WHOSE = re.compile(r"['’]?s$")
"""The s that shows whose something is: "jamies mum" may become "[name]s mum" or "[name] mum"."""


@dataclass(frozen=True)
class Measured:
    """Of each kind, how many details there are and are missed; how many sentences are masked otherwise than expected;
    how many with nothing to mask there are and are touched."""

    there: Counter[str]
    missed: Counter[str]
    otherwise: int
    plain: int
    touched: int

    @property
    def share(self) -> float:
        """The share of details that are masked, 0 to 1."""
        return 1 - self.missed.total() / self.there.total()


def measured(said: list[dict[str, Any]]) -> Measured:
    """What masking makes of sentences that each say how they should be masked."""
    there, missed, otherwise, touched = Counter[str](), Counter[str](), 0, 0
    for one in said:
        result = mask(one["say"])
        otherwise += result.text != one["masked"]
        touched += result.text != one["say"] == one["masked"]
        covered = {place for found in result.found for place in range(found.start, found.end)}
        for detail in details(one["say"], one["masked"]):
            end = detail.start + len(WHOSE.sub("", one["say"][detail.start : detail.end]))
            places = {place for place in range(detail.start, end) if one["say"][place].isalnum()}
            there[detail.kind] += 1
            missed[detail.kind] += not places <= covered
    plain = sum(one["say"] == one["masked"] for one in said)
    return Measured(there, missed, otherwise, plain, touched)


def details(say: str, expected: str) -> list[Found]:
    """Each detail of `say` that `expected` has a placeholder for; a placeholder that is there already is none."""
    pieces = PLACEHOLDER.split(expected)
    pattern = "(.+?)".join(re.escape(piece) for piece in pieces[::2])
    match = re.fullmatch(pattern, say, re.DOTALL)
    assert match, "an expected text does not fit its sentence"
    found = [Found(kind, *match.span(number)) for number, kind in enumerate(pieces[1::2], start=1)]
    return [one for one in found if not PLACEHOLDER.fullmatch(say[one.start : one.end])]
