"""A Monday at 9: what one server bears and what three bear together, what to order for whom, and whether that holds.

Run by benchmarks/monday/run; keeps the figures for docs/operations.md and docs/performance.md.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import resource
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from benchmarks.compare.contestants import ON_POSTGRESQL, ours
from benchmarks.compare.measure import postgres, say
from benchmarks.figures import percentile, percentiles
from benchmarks.monday.arrivals import Habits
from benchmarks.monday.assumed import assumptions, written
from benchmarks.monday.database import counted, of_a_turn
from benchmarks.monday.load import Step, Used, bear
from benchmarks.monday.reckoning import reckoned
from benchmarks.monday.visiting import WithItsStream
from benchmarks.people import SPEAK, TURNS_OF_A_CONVERSATION, Spoken, client, talk
from benchmarks.results import QUICK_RESULTS, RESULTS, keep, machine, read
from benchmarks.serving import Serving, serving

TOGETHER = 3


@dataclass(frozen=True)
class Plan:
    """How much is measured: conversations of one person, and the share of each step of what is expected to be borne."""

    conversations: int
    shares: tuple[float, ...]
    seconds: float


FULL = Plan(20, (0.4, 0.7, 0.9, 1.1, 1.35), 30)
QUICK = Plan(3, (0.15, 0.3), 8)


class NotBorne(RuntimeError):
    """Servers that didn't bear even the first step."""


async def alone(server: Serving, conversations: int, habits: Habits, url: str) -> dict[str, Any]:
    """One person's conversations, one after the other: milliseconds of each turn; and what a turn takes of the
    processor and of the database, its share of opening the page included."""
    messages, turns = server.contestant.messages, round(habits.turns)
    async with client() as connections:
        await talk(SPEAK["page"](connections, server.address), messages, TURNS_OF_A_CONVERSATION, Spoken())
        before, used, said = counted(url), Used([server]), Spoken()
        for _ in range(conversations):
            person = WithItsStream(connections, server.address)
            # Opens the page, too.
            await talk(person, messages, turns, said)
            person.leave()
    found: dict[str, Any] = {**percentiles(said.milliseconds), **used.milliseconds(conversations * turns)}
    # Twenty turns stand for all: as many of each length as there were.
    found["service_milliseconds"] = [percentile(said.milliseconds, (number + 0.5) / 20) for number in range(20)]
    return {**found, **of_a_turn(before, counted(url), conversations * turns)}


def expected(one: dict[str, Any], servers: int) -> float:
    """Turns a second that so many servers could bear: a core for each, while the machine has them."""
    parts: list[float] = [one[f"{name}_milliseconds"] for name in ("servers", "database", "client")]
    return min(servers * 1000 / parts[0], (os.cpu_count() or 1) * 1000 / sum(parts))


@asynccontextmanager
async def fleet(url: str, folder: Path, servers: int) -> AsyncIterator[Sequence[Serving]]:
    """So many servers on one database, with the same keys; the next one starts when the one before it is ready."""
    contestant = ours(ON_POSTGRESQL, folder, {"GUIDE_DATABASE": url})
    async with AsyncExitStack() as stack:
        started = [
            await stack.enter_async_context(serving(contestant, folder / f"log-{number}")) for number in range(servers)
        ]
        yield started


async def measured(plan: Plan, habits: Habits) -> dict[str, Any]:
    """What servers bear, and what they ask of the database. Raises NotBorne."""
    with tempfile.TemporaryDirectory() as folder, postgres() as url:
        say("one server")
        async with fleet(url, Path(folder), 1) as servers:
            one = await alone(servers[0], plan.conversations, habits, url)
            single = await bear(servers, steps(plan, expected(one, 1)), habits)
        if not single.turns_a_second:
            raise NotBorne("one server didn't bear the first step: is the machine busy with something else?")
        say(f"{TOGETHER} servers")
        async with fleet(url, Path(folder), TOGETHER) as servers:
            several = await bear(servers, steps(plan, expected(one, TOGETHER)), habits)
    return {
        "alone": one,
        "servers": {"1": asdict(single), str(TOGETHER): asdict(several)},
        "seconds_a_step": plan.seconds,
    }


def steps(plan: Plan, most: float) -> list[Step]:
    """The steps of a plan, where so many turns a second are expected to be borne."""
    return [Step(share * most, plan.seconds) for share in plan.shares]


def as_many_pages_as_possible() -> None:
    """Takes the limit on open files away as far as that is allowed: each page that is open is one, on both sides."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def main() -> None:
    """Measures as the options say."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="two short steps, good for trying it out: a minute")
    parser.add_argument("--reckon", action="store_true", help="measure nothing: reckon anew from what was measured")
    chosen = parser.parse_args()
    path = QUICK_RESULTS if chosen.quick else RESULTS
    assumed = assumptions()
    kept = read(path).get("monday", {})
    if chosen.reckon and not kept:
        sys.exit("Nothing is measured yet: run benchmarks/monday/run without --reckon first.")
    before, figures = kept.get("machine"), kept.get("figures")
    if not chosen.reckon:
        as_many_pages_as_possible()
        before, habits = machine(), Habits(assumed.turns, assumed.think_seconds)
        try:
            figures = asyncio.run(measured(QUICK if chosen.quick else FULL, habits))
        except NotBorne as error:
            sys.exit(str(error))
    begun = time.process_time()
    found = reckoned(figures, assumed)
    say(f"reckoned in {time.process_time() - begun:.1f} s of processor time")
    keep(path, "monday", {"figures": figures, **found, "assumed": written(), "machine": before})


if __name__ == "__main__":
    main()
