"""Searching for garbage beside turns: little and often, so that nobody waits for it.

Python looks through all that it keeps each time that has grown by a quarter. What is kept of conversations grows with
each turn and is hardly ever garbage, and to look through that of fifty people took a third of a second.
"""

from __future__ import annotations

import asyncio
import gc

NEW_OBJECTS = 10_000
"""New objects after which Python looks through them by itself, and after ten such times through those of all ten."""

NEVER = 2**31 - 1

SECONDS_BETWEEN_SEARCHES = 1.0
SEARCHES_UNTIL_ALL = 60 * 60
"""After so many searches, an hour, everything is looked through once: what was in use may be garbage by now. It takes
some tenths of a second."""


def put_aside(everything: bool = False) -> None:
    """Takes what is in use now out of all searches to come; `everything` looks first whether what was put aside before
    is still in use."""
    if everything:
        gc.unfreeze()
    gc.collect(2 if everything else 1)
    gc.freeze()


async def search_little_and_often() -> None:
    """Looks through what came since the last time, until it is cancelled."""
    put_aside()
    gc.set_threshold(NEW_OBJECTS, 10, NEVER)
    while True:
        for _ in range(SEARCHES_UNTIL_ALL):
            await asyncio.sleep(SECONDS_BETWEEN_SEARCHES)
            put_aside()
        put_aside(everything=True)
