"""Which folders of tests run in which process, so that each process reads and runs its own only.

A process that read all files would spend most of its time on those of the others. What loads the same large library
stays in one process: Matplotlib, spaCy, the database and what reads dates take up to a second each to be loaded.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

TESTS = Path(__file__).parent

SECONDS: Mapping[tuple[str, ...], float] = {
    ("benchmarks", "channels/pictures", "channels/teams", "commands", "documents", "insights", "practice"): 18,
    ("attendance",): 5,
    ("masking",): 3,
    ("guidance",): 3,
    ("channels/cards",): 2,
    ("nlu",): 1,
    ("rehearsal",): 1,
}
"""Folders that stay together, with about how long they take."""

SECONDS_OF_ANOTHER = 0.3
"""About how long any other folder takes, which is by itself."""


@cache
def shares_of(processes: int) -> Mapping[str, int]:
    """The process, from 0, of each folder and file of tests, so that all have about as much to do."""
    named = {folder for folders in SECONDS for folder in folders}
    others = sorted({place_of(path) for path in TESTS.rglob("test_*.py")} - named)
    loads, shares = [0.0] * processes, {}
    lasting = {**SECONDS, **{(one,): SECONDS_OF_ANOTHER for one in others}}
    for folders, seconds in sorted(lasting.items(), key=lambda one: -one[1]):
        least = loads.index(min(loads))
        loads[least] += seconds
        shares.update(dict.fromkeys(folders, least))
    return shares


def place_of(path: Path) -> str:
    """The folder of tests that a file is shared out with, or the file where it is in none: `channels/teams`."""
    parts = path.relative_to(TESTS).parts
    return "/".join(parts[:2] if parts[0] == "channels" and len(parts) > 2 else parts[:1])
