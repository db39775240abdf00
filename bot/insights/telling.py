"""What may be told: numbers that have at least five practitioners behind them, also where one is taken from another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from bot.insights.seen import Seen

FEWEST = 5
"""Practitioners behind every number and every list of texts: among fewer, colleagues can guess who it was."""


class Key(NamedTuple):
    """What a number is of: a week, a topic, an outcome; each may be left open."""

    week: date | None = None
    topic: str = ""
    outcome: str = ""


@dataclass(frozen=True)
class Cell:
    """What at least five practitioners did, told as one number."""

    key: Key
    seen: tuple[Seen, ...] = field(repr=False)

    @property
    def count(self) -> int:
        """How often it was done."""
        return len(self.seen)


Step = Callable[[Seen], Key]


def cells_of(seen: Iterable[Seen], steps: Sequence[Step]) -> tuple[list[Cell], list[Seen]]:
    """What may be told of `seen`, and what is left that mayn't.

    Each step puts together what has the same key, the finest step first. What has too few practitioners behind it is
    left for the next step. So everything is in one cell at most: no number contains another one, and to take numbers
    from each other, however often, never leaves fewer than the practitioners of a whole cell.
    """
    cells: list[Cell] = []
    left = list(seen)
    for step in steps:
        together: dict[Key, list[Seen]] = {}
        for one in left:
            together.setdefault(step(one), []).append(one)
        cells += [Cell(key, tuple(group)) for key, group in together.items() if enough(group)]
        left = [one for group in together.values() if not enough(group) for one in group]
    return cells, left


def enough(seen: Iterable[Seen]) -> bool:
    """Whether at least five practitioners did these."""
    return len({one.practitioner for one in seen}) >= FEWEST


def group_of(topic: str) -> str:
    """The group that a topic belongs to, which is its id up to the dot."""
    return topic.partition(".")[0]
