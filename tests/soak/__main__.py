"""`make soak`: mixed work for half an hour; memory, open handles and waiting times minute by minute."""

from __future__ import annotations

import argparse
import asyncio
import secrets
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random

import psutil

from benchmarks.figures import percentile
from tests.channels.web.serving import Browser, browser
from tests.runtime.servers import Server, serving_many

SCENES = (
    ("87%", "what do I check about lateness?"),
    ("walk me through it", "yes, every week", "skip", "stop"),
    ("what will the weather be",),
    ("what are the barriers?",),
    ("check my questions: Do you like maths?",),
    ("hello",),
    ("help me write a SMART action", "she sees the mentor on Mondays"),
    ("what does the law say?",),
    ("escalate",),
)
"""What people say, by chance one of these after the other: whoever all said the same list in the same order would for
minutes on end come to its slowest message at the same moment."""
TURNS_OF_ONE = 40
"""Turns after which somebody erases the conversation, and somebody else comes. As many for each: what a server holds
follows the longest conversations, and by chance there would be a longer one yet after half an hour."""
SCENES_TO_A_LOOK = 6
"""About how many scenes before somebody opens the page anew."""

MOST_GROWTH_MB = 10.0
MOST_SLOWER = 1.2
MOST_HANDLES = 8
"""Connections that may be open at one moment more than at another: people come and go."""
YARDSTICK = range(60_000)
"""Numbers to add up, time and again: what that takes tells a slow moment of the machine from a slow server."""


@dataclass(frozen=True)
class Minute:
    """A minute: its turns, what 95 in 100 of them and 95 in 100 tries of the yardstick took at most, in milliseconds,
    and the server's memory in MB and open handles at its end."""

    turns: int
    p95: float
    machine: float
    memory: float
    handles: int


def main() -> int:
    """0 where memory and handles stay flat, and the last minute is about as fast as the first."""
    parser = argparse.ArgumentParser(prog="make soak", description=__doc__)
    parser.add_argument("--minutes", type=int, default=30, help="how long, after a minute to warm up")
    parser.add_argument("--people", type=int, default=8, help="people who talk at once")
    parser.add_argument("--pause", type=float, default=0.5, help="seconds between two messages of one person")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="guide-soak-") as folder:
        settings = {
            "GUIDE_DATABASE": f"sqlite:///{folder}/guide.db",
            "GUIDE_MESSAGES_A_MINUTE": "100000",
            "GUIDE_SESSIONS_A_MINUTE": "100000",
            "GUIDE_SESSION_KEY": secrets.token_hex(32),
        }
        with serving_many(1, Path(folder), settings) as [server]:
            return told(asyncio.run(worked(server, chosen.people, chosen.minutes, chosen.pause)))


async def worked(server: Server, people: int, minutes: int, pause: float) -> list[Minute]:
    """What each minute was like; the one to warm up comes first."""
    process = psutil.Process(server.process.pid)
    turns: list[float] = []
    yardstick: list[float] = []
    by_chance = Random(people)
    working = [asyncio.create_task(work(server.address, turns, pause, by_chance)) for _ in range(people)]
    working.append(asyncio.create_task(measure(yardstick)))
    passed = []
    print(f"{'minute':>6}{'turns':>8}{'p95 ms':>9}{'machine ms':>12}{'memory MB':>11}{'handles':>9}", flush=True)
    for number in range(minutes + 1):
        done, _ = await asyncio.wait(working, timeout=60, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
        p95, machine = (1000 * percentile(seconds, 0.95) for seconds in (turns, yardstick))
        minute = Minute(len(turns), p95, machine, process.memory_info().rss / 1e6, process.num_fds())
        turns.clear()
        yardstick.clear()
        passed.append(minute)
        times = f"{p95:>9.1f}{machine:>12.2f}"
        print(f"{number:>6}{minute.turns:>8}{times}{minute.memory:>11.1f}{minute.handles:>9}", flush=True)
    for task in working:
        task.cancel()
    return passed


async def measure(seconds: list[float]) -> None:
    """Does the same piece of work for ever, five times a second; what each took goes to `seconds`."""
    while True:
        with timed(seconds):
            sum(YARDSTICK)
        await asyncio.sleep(0.2)


@contextmanager
def timed(seconds: list[float]) -> Iterator[None]:
    """Adds to `seconds` what the block took."""
    begun = time.perf_counter()
    yield
    seconds.append(time.perf_counter() - begun)


async def work(address: str, seconds: list[float], pause: float, by_chance: Random) -> None:
    """Talks for ever as one person after the other; the seconds of each turn go to `seconds`."""
    while True:
        async with browser(address) as page:
            await page.open()
            await talk(page, seconds, pause, by_chance)
            await page.post("/conversation/delete", {})


async def talk(page: Browser, seconds: list[float], pause: float, by_chance: Random) -> None:
    """Goes through scenes until there were enough turns, and now and then opens the page anew.

    Pauses are about as long as `pause`: people who all wait equally long write at the same moment for minutes on end.
    """
    turns = 0
    while turns < TURNS_OF_ONE:
        scene = by_chance.choice(SCENES)
        for said in scene:
            with timed(seconds):
                await page.say(said)
            await asyncio.sleep(by_chance.uniform(0.5, 1.5) * pause)
        turns += len(scene)
        if by_chance.random() < 1 / SCENES_TO_A_LOOK:
            await look(page)


async def look(page: Browser) -> None:
    """Opens the page anew, reads what was said, and leaves in the middle of it."""
    async with page.live() as stream:
        await stream.__anext__()
    await page.client.get("/")


def told(minutes: list[Minute]) -> int:
    """Prints what came of it: 0 where all is as it should be, 1 otherwise.

    How fast the machine was is told beside it and changes no verdict.
    """
    warm, first, last = minutes[0], minutes[1], minutes[-1]
    found = {
        f"memory {last.memory - warm.memory:+.1f} MB (at most +{MOST_GROWTH_MB:.0f})":
            last.memory - warm.memory <= MOST_GROWTH_MB,
        f"handles {last.handles - warm.handles:+d} (at most +{MOST_HANDLES})":
            last.handles - warm.handles <= MOST_HANDLES,
        f"p95 of the last minute {last.p95 / first.p95:.2f} times the first's (at most {MOST_SLOWER})":
            last.p95 <= MOST_SLOWER * first.p95,
    }  # fmt: skip
    for line, good in found.items():
        print(f"{'as it should be' if good else 'NOT AS IT SHOULD BE'}: {line}")
    print(f"the machine's own p95 in the last minute: {last.machine / first.machine:.2f} times the first's")
    return 0 if all(found.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
