"""Monday morning against real servers: more people step by step, until a turn takes too long or fails."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from itertools import cycle
from random import Random
from typing import Any

import psutil  # type: ignore[import-untyped]  # it gives no types

from benchmarks.compare.measure import say
from benchmarks.monday.arrivals import Habits, coming, seated
from benchmarks.monday.judging import BAR_MILLISECONDS, judged
from benchmarks.monday.visiting import Monday, WithItsStream, visit
from benchmarks.people import client
from benchmarks.serving import Serving, cpu_seconds, megabytes

GRACE = BAR_MILLISECONDS / 1000
"""Seconds after a step in which its last turns may still be answered in time."""

OPENED_AT_ONCE = 4
"""People who open their pages together before a step."""

SEED = 9


@dataclass(frozen=True)
class Step:
    """So many turns a second, for so many seconds."""

    rate: float
    seconds: float


class Used:
    """Processor time of the client, the servers and the database since a moment."""

    def __init__(self, servers: Sequence[Serving]) -> None:
        self._servers = [process for one in servers for process in one.processes]
        self._before = self._so_far()
        self._since = time.perf_counter()

    def _so_far(self) -> dict[str, float]:
        return {
            "client": cpu_seconds([psutil.Process()]),
            "servers": cpu_seconds(self._servers),
            "database": database_seconds(),
        }

    def milliseconds(self, turns: int) -> dict[str, float]:
        """Milliseconds for each of so many turns."""
        now = self._so_far()
        return {f"{name}_milliseconds": (now[name] - self._before[name]) / turns * 1000 for name in now}

    def cores(self) -> dict[str, float]:
        """Cores that were busy, on average."""
        lasted, now = time.perf_counter() - self._since, self._so_far()
        return {f"{name}_cores": (now[name] - self._before[name]) / lasted for name in now}


def database_seconds() -> float:
    """Processor time of PostgreSQL so far, that of connections which have ended included."""
    found = 0.0
    for one in psutil.Process().children(recursive=True):
        # A connection may end while it is looked at.
        with suppress(psutil.NoSuchProcess):
            if one.name() == "postgres":
                times = one.cpu_times()
                found += times.user + times.system + times.children_user + times.children_system
    return found


@dataclass(frozen=True)
class Borne:
    """What servers bore together: turns a second of the last step that was borne, 0 where none was; whether the next
    one was too much, so that there is no more to find; and the resident megabytes of one of them after all steps."""

    turns_a_second: float
    is_most: bool
    megabytes: float
    steps: list[dict[str, Any]]


class Morning:
    """People spread evenly over servers, each with one of them. Who sits there stays from one step to the next."""

    def __init__(self, servers: Sequence[Serving], connections: Any, habits: Habits) -> None:
        self._servers = servers
        self._addresses = cycle(one.address for one in servers)
        self._connections = connections
        self._messages = servers[0].contestant.messages
        self._habits = habits
        self._drawn = Random(SEED)
        self._sitting: list[WithItsStream] = []

    def _somebody(self) -> WithItsStream:
        return WithItsStream(self._connections, next(self._addresses))

    async def _open(self, many: int) -> None:
        """So many more people sit before an open page and have said hello, before anything is timed."""
        people = [self._somebody() for _ in range(many)]
        waiting = iter(people)

        async def one_after_the_other() -> None:
            for person in waiting:
                await person.begin()
                await person.say(self._messages[0])

        await asyncio.gather(*(one_after_the_other() for _ in range(OPENED_AT_ONCE)))
        self._sitting += people

    async def take(self, step: Step) -> dict[str, Any]:
        """What came of a step. Raises NotAnswered where not even the pages could be opened."""
        here = seated(step.rate, 0, self._habits, self._drawn)
        come = coming(step.rate / self._habits.turns, 0, step.seconds, self._habits, self._drawn)
        await self._open(max(0, len(here) - len(self._sitting)))
        people = [*self._sitting[: len(here)], *(self._somebody() for _ in come)]
        monday = Monday(time.perf_counter())
        visits = [
            asyncio.create_task(visit(person, planned, self._messages, monday))
            for person, planned in zip(people, here + come, strict=True)
        ]
        used = Used(self._servers)
        await monday.until(step.seconds)
        cores = used.cores()
        await monday.until(step.seconds + GRACE)
        found = judged(here + come, monday, step.seconds, monday.now())
        for one in visits:
            one.cancel()
        await asyncio.gather(*visits, return_exceptions=True)
        self._sitting = [person for person in {*people, *self._sitting} if person.is_open]
        return {"wanted": step.rate, "people": len(here), "borne": found.borne, **asdict(found), **cores}

    def end(self) -> None:
        """Everybody closes the page."""
        for person in self._sitting:
            person.leave()


async def bear(servers: Sequence[Serving], steps: Sequence[Step], habits: Habits) -> Borne:
    """Takes steps up to the first that is too much."""
    found: list[dict[str, Any]] = []
    async with client() as connections:
        morning = Morning(servers, connections, habits)
        for step in steps:
            found.append(await morning.take(step))
            said = "borne" if found[-1]["borne"] else "too much"
            say(f"{step.rate:.3g} turns a second: p95 {found[-1]['p95']:.0f} ms, {said}")
            if not found[-1]["borne"]:
                break
        morning.end()
    return Borne(
        turns_a_second=max((step["turns_a_second"] for step in found if step["borne"]), default=0.0),
        is_most=not found[-1]["borne"],
        megabytes=sum(megabytes(one.processes)["resident_megabytes"] for one in servers) / len(servers),
        steps=found,
    )
