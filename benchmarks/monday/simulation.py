"""A Monday from 9:00 on without servers: turns that wait in line, each server answering one after the other.

A balancer without memory sends each turn to any server that runs. A turn that its server was killed with is sent again.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from benchmarks.figures import percentiles


@dataclass(frozen=True)
class Fleet:
    """So many servers (1 or more); `service` are seconds that turns take of one, each as likely as the others."""

    servers: int
    service: Sequence[float]


@dataclass(frozen=True)
class Killed:
    """The first server is gone from a second on; what it held is sent again so many seconds later."""

    at: float
    sent_again_after: float


def waits(presses: Sequence[float], fleet: Fleet, drawn: Random, killed: Killed | None = None) -> list[float]:
    """Seconds from each press of send to its answer, in the order of their answers being begun.

    Raises ValueError where nobody is left to answer.
    """
    if killed and fleet.servers < 2:
        raise ValueError("a fleet of one server that is killed answers nobody: give it two or more")
    coming = [(at, at) for at in presses]
    heapq.heapify(coming)
    free = [0.0] * fleet.servers
    found = []
    while coming:
        at, pressed = heapq.heappop(coming)
        server = drawn.randrange(1 if killed and at >= killed.at else 0, fleet.servers)
        answered = max(at, free[server]) + drawn.choice(fleet.service)
        if killed and server == 0 and answered > killed.at:
            heapq.heappush(coming, (killed.at + killed.sent_again_after, pressed))
            continue
        free[server] = answered
        found.append(answered - pressed)
    return found


def told(seconds: Sequence[float]) -> dict[str, float]:
    """Waits in milliseconds: the usual percentiles, and the longest."""
    milliseconds = [one * 1000 for one in seconds]
    return {**percentiles(milliseconds), "longest": max(milliseconds)}


def stretched(milliseconds: Sequence[float], turns_a_second: float) -> list[float]:
    """Seconds that turns take of a server which bears so many a second: as they differ, and that long on average."""
    mean = sum(milliseconds) / len(milliseconds)
    return [one / mean / turns_a_second for one in milliseconds]
