"""Rasa as it comes, the guide on SQLite and on PostgreSQL, and a bare server: one after the other in one run, with the
same client.

Run by benchmarks/compare/run; keeps the figures for the report, and says what it is at on standard error.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from benchmarks.compare import contestants as who
from benchmarks.compare.environment import environment_megabytes
from benchmarks.figures import median_of, percentiles
from benchmarks.people import SPEAK, Spoken, client, talk, talk_together
from benchmarks.results import QUICK_RESULTS, RESULTS, keep, machine
from benchmarks.serving import ROOT, Contestant, Serving, cpu_seconds, database_processes, megabytes, serving
from tests.records.postgres import Postgres

PEOPLE = 16
WARMING = 20
"""Turns before anything is timed, so that nobody's first turns are in its percentiles."""


@dataclass(frozen=True)
class Plan:
    """How much is measured."""

    starts: int
    turns: int
    turns_together: int
    training: bool


@dataclass(frozen=True)
class Measured:
    """A contestant's figures, and its answers by message."""

    figures: dict[str, float]
    answers: dict[str, str]


async def measured(contestant: Contestant, plan: Plan, log: Path) -> Measured:
    """Starts the contestant as often as planned, and talks to the one started last."""
    starts = []
    for _ in range(plan.starts - 1):
        async with serving(contestant, log) as started:
            starts.append(begun(started))
    async with serving(contestant, log) as started:
        starts.append(begun(started))
        return await talked(started, plan, median_of(starts))


def begun(started: Serving) -> dict[str, float]:
    """What is measured of each start."""
    return {
        "ready_seconds": started.ready_seconds,
        "first_milliseconds": started.first_milliseconds,
        **megabytes(started.processes),
    }


async def talked(started: Serving, plan: Plan, figures: dict[str, float]) -> Measured:
    """The figures of one person's turns, and of many people's."""
    contestant = started.contestant
    speak = SPEAK[contestant.speaks]
    async with client() as connections:
        person = speak(connections, started.address)
        await talk(person, contestant.messages, WARMING, Spoken())
        alone = Spoken()
        before = cpu_seconds(working(started))
        await talk(person, contestant.messages, plan.turns, alone)
        used = cpu_seconds(working(started)) - before
        people = [speak(connections, started.address) for _ in range(PEOPLE)]
        together = await talk_together(people, contestant.messages, plan.turns_together)
    after = megabytes(started.processes)
    together_figures = percentiles(together.milliseconds)
    figures |= {
        **percentiles(alone.milliseconds),
        "cpu_milliseconds": used / plan.turns * 1000,
        "turns_a_second": len(together.milliseconds) / together.seconds,
        "p50_together": together_figures["p50"],
        "p95_together": together_figures["p95"],
        "megabytes_after": after["resident_megabytes"],
        "proportional_megabytes_after": after["proportional_megabytes"],
    }
    if databases := database_processes():
        figures["database_megabytes"] = megabytes(databases)["proportional_megabytes"]
    return Measured(figures, alone.answers)


def working(started: Serving) -> list[psutil.Process]:
    """All that works on a turn: the server's processes and its database's."""
    return [*started.processes, *database_processes()]


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

    for name in (who.RASA_INIT, who.ON_SQLITE) if plan.training else ():
        say(f"training {name}")
        note(name, training(name))
    say("sizes of the environments")
    note(who.RASA_INIT, {"environment_megabytes": environment_megabytes(who.DEFAULT)})
    note(who.ON_SQLITE, {"environment_megabytes": environment_megabytes(who.OWN, ROOT / "requirements.lock")})
    with tempfile.TemporaryDirectory() as folder:
        log, answers = Path(folder, "log"), Path(folder, "answers.json")
        say(who.RASA_INIT)
        note(who.RASA_INIT, (await measured(who.rasa_init(), plan, log)).figures)
        say(who.ON_SQLITE)
        sqlite = await measured(who.ours(who.ON_SQLITE, Path(folder)), plan, log)
        note(who.ON_SQLITE, sqlite.figures)
        say(who.LIMIT)
        answers.write_text(json.dumps(sqlite.answers), encoding="utf-8")
        note(who.LIMIT, (await measured(who.limit(answers), plan, log)).figures)
        say(who.ON_POSTGRESQL)
        with postgres() as url:
            contestant = who.ours(who.ON_POSTGRESQL, Path(folder), {"GUIDE_DATABASE": url})
            note(who.ON_POSTGRESQL, (await measured(contestant, plan, log)).figures)


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
    plan = Plan(2, 200, chosen.turns, True)
    if chosen.quick:
        plan = Plan(1, 50, 160, False)
        who.make_model()
    path = QUICK_RESULTS if chosen.quick else RESULTS
    part = {"turns": plan.turns, "turns_together": plan.turns_together, "people": PEOPLE, "starts": plan.starts}
    before = machine()
    asyncio.run(compared(plan, lambda found: keep(path, "compare", {**part, "figures": found, "machine": before})))


if __name__ == "__main__":
    main()
