"""`make chaos`: many people, thousands of turns, and fault upon fault; a table of what came of it."""

from __future__ import annotations

import argparse
import asyncio
import logging
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import quantiles

import uvloop

from tests.chaos.chaos import Result, Size, on_postgresql, on_sqlite
from tests.chaos.checking import seconds_beyond
from tests.chaos.clocks import library
from tests.chaos.people import Turn
from tests.records.postgres import Postgres

MOST_BEYOND = 1.0
"""Seconds that nobody may wait longer than the fault lasts."""


def main() -> int:
    """0 where all is as it should be."""
    parser = argparse.ArgumentParser(prog="make chaos", description=__doc__)
    parser.add_argument("--people", type=int, default=50, help="people who talk at once, at most 50")
    parser.add_argument("--turns", type=int, default=10_000, help="turns of all of them, at least")
    parser.add_argument("--pause", type=float, default=2.0, help="seconds between two messages of one person")
    parser.add_argument("--rest", type=float, default=5.0, help="seconds between two faults")
    parser.add_argument("--servers", type=int, default=3, help="servers on PostgreSQL")
    parser.add_argument("--seed", type=int, default=0, help="which faults come first, and where")
    parser.add_argument("--only", choices=("postgresql", "sqlite"), help="only on this database")
    chosen = parser.parse_args()
    logging.basicConfig(format="%(asctime)s %(message)s")
    logging.getLogger("tests").setLevel(logging.INFO)
    # The people and the way to PostgreSQL are in this process, and take less of the machine from the servers so.
    uvloop.install()
    size = Size(chosen.people, -(-chosen.turns // chosen.people), chosen.pause, chosen.rest)
    if library() is None:
        print("No clock jumps: libfaketime isn't there; run bin/set-up-faketime.")
    good = True
    if chosen.only != "sqlite":
        good &= told(f"{chosen.servers} servers on PostgreSQL", asyncio.run(many(size, chosen.servers, chosen.seed)))
    if chosen.only != "postgresql":
        good &= told("1 server on SQLite", asyncio.run(one(size, chosen.seed)))
    return 0 if good else 1


async def many(size: Size, servers: int, seed: int) -> Result:
    """A run on a PostgreSQL of its own."""
    postgres = Postgres()
    postgres.start()
    try:
        with tempfile.TemporaryDirectory(prefix="guide-chaos-") as folder:
            return await on_postgresql(Path(folder), postgres, size, servers, seed)
    finally:
        postgres.take_down()


async def one(size: Size, seed: int) -> Result:
    """A run on SQLite."""
    with tempfile.TemporaryDirectory(prefix="guide-chaos-") as folder:
        return await on_sqlite(Path(folder), size, seed)


def told(where: str, result: Result) -> bool:
    """Prints what came of a run; whether all is as it should be."""
    turns = result.turns
    held_up = [turn for turn in turns if turn.failed]
    undisturbed = sorted(turn.seconds for turn in turns if not disturbed(turn, result))
    print(f"\n{where}: {len(result.people)} people, {len(turns)} turns, {len(held_up)} of them sent more than once")
    if len(undisturbed) > 1:
        cuts = quantiles(undisturbed, n=100)
        print(f"with no fault on: p50 {cuts[49]:.2f} s, p99 {cuts[98]:.2f} s, longest {undisturbed[-1]:.2f} s")
    print(f"{'fault':28}{'times':>6}{'lasted s':>10}{'turns':>7}{'longest wait s':>16}{'beyond it s':>13}")
    for kind in sorted({fault.kind for fault in result.lasted}):
        its = [fault for fault in result.lasted if fault.kind == kind]
        met = [turn for turn in turns for fault in its if fault.began <= turn.answered and fault.ended >= turn.begun]
        longest = max((turn.seconds for turn in met), default=0.0)
        beyond = max((seconds_beyond(turn, result.lasted) for turn in met), default=0.0)
        lasted = max(fault.ended - fault.began for fault in its)
        print(f"{kind:28}{len(its):>6}{lasted:>10.1f}{len(met):>7}{longest:>16.2f}{beyond:>13.2f}")
    slowest = max(turns, key=lambda turn: seconds_beyond(turn, result.lasted))
    print(f"the longest wait beyond a fault, {slowest.seconds:.2f} s of {slowest.id}: {'; '.join(told_of(slowest))}")
    refused = sum(len(turn.refusals) for turn in turns)
    broken = sum(len(turn.failed) for turn in turns) - refused
    found = {
        f"{len(turns)} acknowledged turns stored once and in order, {len(result.kept_otherwise)} otherwise":
            not result.kept_otherwise,
        f"{len(result.strange)} replies with another person's words": not result.strange,
        f"longest wait beyond a fault {result.longest_beyond:.2f} s (at most {MOST_BEYOND})": is_soon(result),
        f"{refused} refusals with a clear sentence, but for {len(result.unclear)} "
        f"({broken} connections broke: the page's own words)": not result.unclear,
    }  # fmt: skip
    for line, good in found.items():
        print(f"{'as it should be' if good else 'NOT AS IT SHOULD BE'}: {line}")
    for wrong in (*result.kept_otherwise, *result.strange, *sorted(result.unclear)):
        print(f"  {wrong}")
    return all(found.values())


def told_of(turn: Turn) -> Iterator[str]:
    """What a turn's tries came to, in seconds from its beginning."""
    for one in turn.failed:
        came = "was refused" if one.refusal else "broke"
        yield f"{one.began - turn.begun:.2f} to {one.ended - turn.begun:.2f} {came} at {one.server}"
    last = turn.failed[-1].ended if turn.failed else turn.begun
    yield f"after {last - turn.begun:.2f} taken"


def disturbed(turn: Turn, result: Result) -> bool:
    """Whether a fault was on during a turn."""
    return any(fault.began <= turn.answered and fault.ended >= turn.begun for fault in result.lasted)


def is_soon(result: Result) -> bool:
    """Whether nobody waited much longer than the fault lasted."""
    return result.longest_beyond <= MOST_BEYOND


if __name__ == "__main__":
    begun = time.monotonic()
    code = main()
    print(f"\ntook {time.monotonic() - begun:.0f} s")
    sys.exit(code)
