"""Where each millisecond of a turn goes: timers in a real server, one person, one conversation, SQLite.

Run by benchmarks/profile/run; keeps the figures for the report, as those of before or after a change.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import signal
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from benchmarks.compare.contestants import ON_SQLITE, ours
from benchmarks.people import AtThePage, client
from benchmarks.profile.parts import OUTSIDE
from benchmarks.results import QUICK_RESULTS, RESULTS, keep, read
from benchmarks.serving import ROOT, Serving, serving

EARLIER = 100
"""Turns of the conversation before those that are timed, so that what grows with it is seen."""


async def profiled(earlier: int, turns: int) -> dict[str, float]:
    """Milliseconds of a turn by part."""
    with tempfile.TemporaryDirectory() as name:
        folder, found = Path(name), Path(name, "seconds.json")
        timed = (sys.executable, "-m", "benchmarks.profile.timers", str(found), "run", "--port", "{port}")
        guide = ours(ON_SQLITE, folder)
        settings = {**guide.settings, "PYTHONPATH": str(ROOT)}
        async with serving(replace(guide, command=timed, settings=settings), folder / "log") as started:
            waited = await talked(started, earlier, turns, found)
            seconds = await written(started, found)
    parts = {part: one / turns * 1000 for part, one in seconds.items()}
    return {**parts, OUTSIDE: waited / turns * 1000 - sum(parts.values())}


async def talked(started: Serving, earlier: int, turns: int, found: Path) -> float:
    """Seconds that the timed turns took for the person; the timers begin with them."""
    messages = started.contestant.messages
    async with client() as connections:
        person = AtThePage(connections, started.address)
        await person.begin()
        for turn in range(earlier):
            await person.say(messages[turn % len(messages)])
        await written(started, found)
        begun = asyncio.get_running_loop().time()
        for turn in range(turns):
            await person.say(messages[turn % len(messages)])
        return asyncio.get_running_loop().time() - begun


async def written(started: Serving, found: Path) -> dict[str, float]:
    """What the timers found since they began, by part."""
    found.unlink(missing_ok=True)
    started.process.send_signal(signal.SIGUSR1)
    while not found.exists() or not found.read_text(encoding="utf-8"):
        await asyncio.sleep(0.05)
    seconds: dict[str, float] = json.loads(found.read_text(encoding="utf-8"))
    return seconds


def main() -> None:
    """Measures as the options say."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a short run, good for trying it out: a minute")
    parser.add_argument("--before", action="store_true", help="keep the figures as those before a change")
    chosen = parser.parse_args()
    turns = 20 if chosen.quick else 200
    parts = asyncio.run(profiled(20 if chosen.quick else EARLIER, turns))
    path = QUICK_RESULTS if chosen.quick else RESULTS
    kept = {name: value for name, value in read(path).get("profile", {}).items() if name != "machine"}
    keep(path, "profile", {**kept, "turns": turns, "before" if chosen.before else "after": parts})


if __name__ == "__main__":
    main()
