"""Who comes when, and when they press send: drawn before anything is served, so that a slow server changes none of it.

People come as a Poisson process, their pauses are exponential, and after each turn they go on with the same chance.
None of these remembers anything: who is in the middle of a conversation goes on as one who has begun it.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from random import Random


@dataclass(frozen=True)
class Visit:
    """One person: the second that they open the page, and each second that they press send."""

    opens: float
    presses: tuple[float, ...]


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


def seated(rate: float, begin: float, habits: Habits, drawn: Random) -> list[Visit]:
    """People who are in the middle of a conversation at a second: as many as there are at so many turns a second."""
    return [Visit(begin, habits.presses(begin, drawn)) for _ in range(round(rate * habits.think_seconds))]
