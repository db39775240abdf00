"""Who comes when, and when they press send: drawn before anything is served, so that a slow server changes none of it.

People come as a Poisson process, their pauses are exponential, and after each turn they go on with the same chance.
None of these remembers anything: who is in the middle of a conversation goes on as one who has begun it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from random import Random

SETTLING = 5.0
"""Seconds at most between opening the page and pressing send, for who is in the middle of it when a step begins."""


@dataclass(frozen=True)
class Visit:
    """One person: the second that they open the page, and each second that they press send."""

    opens: float
    presses: tuple[float, ...]


@dataclass(frozen=True)
class Step:
    """So many turns a second, for so many seconds."""

    rate: float
    seconds: float


@dataclass(frozen=True)
class Habits:
    """How people talk: turns of a conversation (1 or more) and seconds between two turns, both as means."""

    turns: float
    think_seconds: float

    def presses(self, since: float, drawn: Random) -> tuple[float, ...]:
        """When somebody presses send who sits before the page at a second."""
        pauses = [self._pause(drawn)]
        while drawn.random() < 1 - 1 / self.turns:
            pauses.append(self._pause(drawn))
        return tuple(accumulate(pauses, initial=since))[1:]

    def _pause(self, drawn: Random) -> float:
        return drawn.expovariate(1 / self.think_seconds)


def coming(rate: float, begin: float, end: float, habits: Habits, drawn: Random) -> list[Visit]:
    """People who come between two seconds, so many a second."""
    found = []
    at = begin
    while rate and (at := at + drawn.expovariate(rate)) < end:
        found.append(Visit(at, habits.presses(at, drawn)))
    return found


def seated(many: int, at: float, habits: Habits, drawn: Random) -> list[Visit]:
    """People who are in the middle of it at a second; each has opened the page just before they press send."""
    drawn_presses = [habits.presses(at, drawn) for _ in range(many)]
    return [Visit(max(at, presses[0] - SETTLING), presses) for presses in drawn_presses]


def rising(steps: Sequence[Step], habits: Habits, drawn: Random) -> list[Visit]:
    """People who together take each step's turns a second from its first second to its last.

    Those of a step stay for the next, so that only those who are more sit down when it begins.
    """
    found = []
    rates = [0.0, *(step.rate for step in steps)]
    begins = [0.0, *accumulate(step.seconds for step in steps)]
    for (before, rate), (begin, end) in zip(pairwise(rates), pairwise(begins), strict=True):
        found += seated(round((rate - before) * habits.think_seconds), begin, habits, drawn)
        found += coming(rate / habits.turns, begin, end, habits, drawn)
    return sorted(found, key=lambda visit: visit.opens)
