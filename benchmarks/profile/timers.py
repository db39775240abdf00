"""Timers round functions: how long each takes without the others that it waits for.

python -m benchmarks.profile.timers FILE run --port N: `guide run` with timers, which writes what they found into FILE
each time it is told to (SIGUSR1), and begins anew.
"""

from __future__ import annotations

import functools
import importlib
import inspect
import json
import signal
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from contextvars import ContextVar
from pathlib import Path
from typing import Any

from benchmarks.profile.parts import PARTS

INSIDE: ContextVar[list[float] | None] = ContextVar("inside", default=None)
"""Seconds that timed functions took inside the one that runs, in a list of one that tasks share."""


class Timers:
    """Seconds by part."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)

    def put_round(self, part: str, place: str) -> None:
        """Times a function, named as module:name, from here on; nothing where there is none."""
        module, _, name = place.partition(":")
        owner: Any = importlib.import_module(module)
        *path, last = name.split(".")
        for step in path:
            owner = getattr(owner, step, None)
        function = getattr(owner, last, None)
        if function is not None:
            setattr(owner, last, self._timed(part, function))

    def _timed(self, part: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def end(begun: float, mine: list[float], around: list[float] | None) -> None:
            took = time.perf_counter() - begun
            self.seconds[part] += took - mine[0]
            if around is not None:
                around[0] += took

        @functools.wraps(function)
        async def waiting(*given: Any, **named: Any) -> Any:
            around, mine = INSIDE.get(), [0.0]
            token, begun = INSIDE.set(mine), time.perf_counter()
            try:
                return await function(*given, **named)
            finally:
                INSIDE.reset(token)
                end(begun, mine, around)

        @functools.wraps(function)
        def at_once(*given: Any, **named: Any) -> Any:
            around, mine = INSIDE.get(), [0.0]
            token, begun = INSIDE.set(mine), time.perf_counter()
            try:
                return function(*given, **named)
            finally:
                INSIDE.reset(token)
                end(begun, mine, around)

        return waiting if inspect.iscoroutinefunction(function) else at_once

    def write(self, file: Path) -> None:
        """Writes what was found, and begins anew."""
        file.write_text(json.dumps(self.seconds), encoding="utf-8")
        self.seconds.clear()


def main(file: Path, *command: str) -> None:
    """Runs a command of `guide` with timers."""
    from bot.cli import main as guide
    from bot.commands.loading import quiet

    quiet()
    timers = Timers()
    for part, places in PARTS.items():
        for place in places:
            timers.put_round(part, place)
    signal.signal(signal.SIGUSR1, lambda *_: timers.write(file))
    sys.argv = ["guide", *command]
    sys.exit(guide())


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
