"""Rasa as it comes, the guide on SQLite and on PostgreSQL, and a bare server: side by side in one run, with the same
client, which talks to each for a moment in turn.

Run by benchmarks/compare/run; keeps the figures for the report, and says what it is at on standard error.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import psutil  # type: ignore[import-untyped]  # it gives no types

from benchmarks.compare import contestants as who
from benchmarks.compare.environment import environment_megabytes
from benchmarks.figures import median_of, percentiles
from benchmarks.people import SPEAK, TURNS_OF_A_CONVERSATION, Spoken, client, talk, talk_together
from benchmarks.results import QUICK_RESULTS, RESULTS, keep, machine
from benchmarks.serving import ROOT, Contestant, Serving, cpu_seconds, database_processes, megabytes, serving
from tests.records.postgres import Postgres

PEOPLE = 16
ROUNDS = 5
"""In so many parts sixteen people's turns are taken, each contestant's in turn."""


Start = tuple[Serving, dict[str, float]]
"""A contestant that was started, and what was measured of that."""


@dataclass(frozen=True)
class Plan:
    """How much is measured."""

    starts: int
    turns: int
    turns_together: int
    trainings: int


class Talked:
    """A contestant that is running, and what came of talking to it so far."""

    def __init__(self, started: Serving, connections: aiohttp.ClientSession) -> None:
        self.name = started.contestant.name
        self._started = started
        self._messages = started.contestant.messages
        self._people = [SPEAK[started.contestant.speaks](connections, started.address) for _ in range(PEOPLE)]
        self._alone, self._together = Spoken(), Spoken()
        self._cpu_seconds = 0.0

    @property
    def answers(self) -> dict[str, str]:
        """The last answer to each message that one person sent."""
        return self._alone.answers

    async def warm_up(self) -> None:
        """Has one person talk, whose turns don't count; their answers do."""
        warming = Spoken()
        await talk(self._people[0], self._messages, TURNS_OF_A_CONVERSATION, warming)
        self._alone.answers |= warming.answers

    async def alone(self) -> None:
        """Has one person talk for a conversation."""
        before = cpu_seconds(self._working)
        await talk(self._people[0], self._messages, TURNS_OF_A_CONVERSATION, self._alone)
        self._cpu_seconds += cpu_seconds(self._working) - before

    async def together(self, turns: int) -> None:
        """Has many people talk, for so many turns in all."""
        spoken = await talk_together(self._people, self._messages, turns)
        self._together.milliseconds += spoken.milliseconds
        self._together.seconds += spoken.seconds

    def figures(self) -> dict[str, float]:
        """All that was measured, with the memory that it takes now."""
        after, together = megabytes(self._started.processes), percentiles(self._together.milliseconds)
        figures = {
            **percentiles(self._alone.milliseconds),
            "cpu_milliseconds": self._cpu_seconds / len(self._alone.milliseconds) * 1000,
            "turns_a_second": len(self._together.milliseconds) / self._together.seconds,
            "p50_together": together["p50"],
            "p95_together": together["p95"],
            "megabytes_after": after["resident_megabytes"],
            "proportional_megabytes_after": after["proportional_megabytes"],
        }
        if self._databases:
            figures["database_megabytes"] = megabytes(self._databases)["proportional_megabytes"]
        return figures

    @property
    def _databases(self) -> list[psutil.Process]:
        """The processes of its PostgreSQL, where it has one."""
        return database_processes() if self.name == who.ON_POSTGRESQL else []

    @property
    def _working(self) -> list[psutil.Process]:
        """All that works on its turns."""
        return [*self._started.processes, *self._databases]


def begun(started: Serving) -> dict[str, float]:
    """What is measured of each start."""
    return {
        "ready_seconds": started.ready_seconds,
        "first_milliseconds": started.first_milliseconds,
        **megabytes(started.processes),
    }


@contextmanager
def postgres() -> Iterator[str]:
    """The address of an empty database of a PostgreSQL that is gone afterwards."""
    server = Postgres()
    try:
        server.start()
        yield server.new_database()
    finally:
        server.take_down()


async def compared(plan: Plan, keep_so_far: Callable[[dict[str, Any]], None]) -> None:
    """Measures all contestants; what is found of each is kept at once, by its name."""
    found: dict[str, dict[str, float]] = {who.RASA_INIT: {}, who.ON_SQLITE: {}}

    def note(name: str, figures: dict[str, float]) -> None:
        found[name] = {**found.get(name, {}), **figures}
        keep_so_far(found)

    trained: dict[str, list[dict[str, float]]] = {who.RASA_INIT: [], who.ON_SQLITE: []}
    for name in [*trained] * plan.trainings:
        say(f"training {name}")
        trained[name].append(training(name))
    for name, trainings in trained.items():
        note(name, median_of(trainings) if trainings else {})
    say("sizes of the environments")
    note(who.RASA_INIT, {"environment_megabytes": environment_megabytes(who.DEFAULT)})
    note(who.ON_SQLITE, {"environment_megabytes": environment_megabytes(who.OWN, ROOT / "requirements.lock")})
    with tempfile.TemporaryDirectory() as folder, postgres() as url:
        answers = await answers_kept(Path(folder))
        contestants = (
            who.rasa_init(),
            who.ours(who.ON_SQLITE, Path(folder)),
            who.ours(who.ON_POSTGRESQL, Path(folder), {"GUIDE_DATABASE": url}),
            who.limit(answers),
        )
        async with client() as connections, AsyncExitStack() as running:
            begins = await started(contestants, plan.starts, Path(folder), running)
            for name, starts in begins.items():
                note(name, median_of([figures for _, figures in starts]))
            for one in await talked([starts[-1][0] for starts in begins.values()], plan, connections):
                note(one.name, one.figures())


async def answers_kept(folder: Path) -> Path:
    """The file of the guide's answers, which the bare server sends."""
    say("what the bare server will answer")
    async with client() as connections, serving(who.ours(who.ON_SQLITE, folder), folder / "log") as guide:
        talked_to = Talked(guide, connections)
        await talked_to.warm_up()
    kept = folder / "answers.json"
    kept.write_text(json.dumps(talked_to.answers), encoding="utf-8")
    return kept


async def started(
    contestants: Sequence[Contestant], times: int, folder: Path, running: AsyncExitStack
) -> dict[str, list[Start]]:
    """All starts of each contestant, the contestants taking turns; the last start of each runs on."""
    starts: dict[str, list[Start]] = {contestant.name: [] for contestant in contestants}
    for time_over in reversed(range(times)):
        for contestant in contestants:
            say(f"starting {contestant.name}")
            async with AsyncExitStack() as here:
                keeps = here if time_over else running
                one = await keeps.enter_async_context(serving(contestant, folder / f"{contestant.name} log"))
                starts[contestant.name].append((one, begun(one)))
    return starts


async def talked(running: Sequence[Serving], plan: Plan, connections: aiohttp.ClientSession) -> list[Talked]:
    """All contestants, talked to in turns, so that a machine that is slower for a while is slower for all of them."""
    all_of_them = [Talked(one, connections) for one in running]
    for one in all_of_them:
        await one.warm_up()
    say("one person")
    for one in all_of_them * (plan.turns // TURNS_OF_A_CONVERSATION):
        await one.alone()
    say(f"{PEOPLE} people")
    for one in all_of_them * ROUNDS:
        await one.together(plan.turns_together // ROUNDS)
    return all_of_them


def training(name: str) -> dict[str, float]:
    """What is measured of making a model anew."""
    seconds, examples = who.training_seconds(name), who.examples(name)
    return {
        "training_seconds": seconds,
        "examples": examples,
        "training_milliseconds_an_example": seconds / examples * 1000,
    }


def say(what: str) -> None:
    """Tells whoever waits what is being measured."""
    print(f"{time.strftime('%H:%M:%S')} {what}", file=sys.stderr, flush=True)


def main() -> None:
    """Measures as the options say."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a short run, good for trying it out: two minutes")
    parser.add_argument("--turns", type=int, default=10_000, help="turns of sixteen people, after which memory is read")
    chosen = parser.parse_args()
    plan = Plan(starts=2, turns=200, turns_together=chosen.turns, trainings=2)
    if chosen.quick:
        plan = Plan(starts=1, turns=60, turns_together=PEOPLE * ROUNDS, trainings=0)
        who.make_model()
    path = QUICK_RESULTS if chosen.quick else RESULTS
    part = {"turns": plan.turns, "turns_together": plan.turns_together, "people": PEOPLE, "starts": plan.starts}
    before = machine()
    asyncio.run(compared(plan, lambda found: keep(path, "compare", {**part, "figures": found, "machine": before})))


if __name__ == "__main__":
    main()
