"""How a turn's time grows: with its conversation, with conversations stored, with packs, with topics.

Run by benchmarks/growth/run; keeps the figures for the report.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Awaitable, Callable, Collection, Sequence
from pathlib import Path

from ruamel.yaml import YAML

from benchmarks.compare.contestants import ON_SQLITE, ours
from benchmarks.figures import percentile
from benchmarks.growth.copies import more_packs, more_topics, project_copy
from benchmarks.growth.stored import store_conversations
from benchmarks.people import AtThePage, Spoken, client, talk
from benchmarks.results import QUICK_RESULTS, RESULTS, keep, read
from benchmarks.serving import Contestant, serving
from bot.services import AUTHORITIES

CONVERSATION: list[str] = YAML(typ="safe").load(Path(__file__).with_name("messages.yml"))
ROUND = len(CONVERSATION)
TURNS = 40
WARMING = 10

Grown = dict[str, float]


async def turns(sizes: Sequence[int], folder: Path) -> Grown:
    """Milliseconds of the turns round each number of a conversation: the median of the ten messages."""
    times: list[float] = []
    async with serving(contestant(folder), folder / "log") as started, client() as connections:
        person = AtThePage(connections, started.address)
        await person.begin()
        for turn in range(max(sizes) + ROUND // 2):
            begun = asyncio.get_running_loop().time()
            await person.say(CONVERSATION[turn % ROUND])
            times.append((asyncio.get_running_loop().time() - begun) * 1000)
    # As many turns before the size as after it, so that each message is among them once.
    return {str(size): statistics.median(times[size - ROUND // 2 : size + ROUND // 2]) for size in sizes}


async def conversations(sizes: Sequence[int], folder: Path) -> Grown:
    """Milliseconds of a turn with so many conversations stored."""
    grown = {}
    for size in sizes:
        place = folder / str(size)
        place.mkdir()
        async with serving(contestant(place), place / "log") as started:
            await spoken(started.address, contestant(place).messages[:1], 1)
        with sqlite3.connect(place / "records/guide.db") as database:
            store_conversations(database, size)
        grown[str(size)] = await a_turn(contestant(place), place)
    return grown


async def packs(sizes: Sequence[int], folder: Path) -> Grown:
    """Milliseconds of a turn with so many packs on: England's alone, or with those of authorities beside it."""
    return {
        str(size): await in_a_copy(folder / f"packs-{size}", size, more_packs)
        if size > 1
        else await as_it_is(folder / "packs-1", {AUTHORITIES: ""})
        for size in sizes
    }


async def topics(sizes: Sequence[int], folder: Path) -> Grown:
    """Milliseconds of a turn with so many topics to tell apart beside those that there are."""
    return {
        str(size): await in_a_copy(folder / f"topics-{size}", size, more_topics)
        if size
        else await as_it_is(folder / "topics-0", {})
        for size in sizes
    }


async def as_it_is(place: Path, settings: dict[str, str]) -> float:
    """Milliseconds of a turn of the project itself."""
    place.mkdir()
    return await a_turn(ours(ON_SQLITE, place, settings), place)


async def in_a_copy(place: Path, size: int, grow: Callable[[Path, int], None]) -> float:
    """Milliseconds of a turn in a copy of the project that was grown and trained."""
    place.mkdir()
    project = project_copy(place)
    grow(project, size)
    guide = ours(ON_SQLITE, place, {"PYTHONPATH": str(project)})
    subprocess.run(
        [guide.command[0], "train"],
        cwd=project,
        env={**os.environ, **guide.settings},
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return await a_turn(guide, place)


async def a_turn(guide: Contestant, folder: Path) -> float:
    """The median of some turns, in milliseconds."""
    async with serving(guide, folder / "log") as started:
        return percentile((await spoken(started.address, guide.messages, TURNS)).milliseconds, 0.5)


async def spoken(address: str, messages: Sequence[str], many: int) -> Spoken:
    """So many turns, after a few that aren't counted."""
    said = Spoken()
    async with client() as connections:
        person = AtThePage(connections, address)
        await talk(person, messages, WARMING, Spoken())
        await talk(person, messages, many, said)
    return said


def contestant(folder: Path) -> Contestant:
    """The guide on SQLite."""
    return ours(ON_SQLITE, folder)


Part = Callable[[Sequence[int], Path], Awaitable[Grown]]
PARTS: dict[str, tuple[Part, tuple[int, ...], tuple[int, ...]]] = {
    "turns": (turns, (10, 50, 200, 1_000), (10, 50)),
    "conversations": (conversations, (10, 1_000, 100_000), (10, 1_000)),
    "packs": (packs, (1, 10, 50), ()),
    "topics": (topics, (0, 50, 500), ()),
}
"""What grows: how it is measured, at which sizes, and at which of them where it has to be quick."""


async def grown(quick: bool, only: Collection[str]) -> dict[str, Grown]:
    """Each part's milliseconds by size. Packs and topics need training, so that quick leaves them out."""
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        for name, (measure, sizes, quick_sizes) in PARTS.items():
            wanted = quick_sizes if quick else sizes
            if wanted and name in only:
                print(f"growth: {name}", file=sys.stderr, flush=True)
                place = Path(folder, name)
                place.mkdir()
                found[name] = await measure(wanted, place)
    return found


def main() -> None:
    """Measures as the options say."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a short run, good for trying it out: two minutes")
    parser.add_argument("--only", choices=PARTS, action="append", help="measure this alone, and keep the rest")
    chosen = parser.parse_args()
    path = QUICK_RESULTS if chosen.quick else RESULTS
    kept = read(path).get("growth", {}).get("figures", {})
    found = asyncio.run(grown(chosen.quick, chosen.only or PARTS))
    keep(path, "growth", {"figures": {**kept, **found}})


if __name__ == "__main__":
    main()
