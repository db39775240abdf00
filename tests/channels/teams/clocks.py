"""A clock that goes when it is told to, and waiting for what goes on meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import Callable


class Clock:
    """Seconds, as time.monotonic counts them."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now

    def passes(self, seconds: float) -> None:
        """Lets some time pass."""
        self.now += seconds


async def settled(done: Callable[[], bool]) -> None:
    """Waits until something is so. Raises asyncio.TimeoutError where it isn't within a minute."""

    async def wait() -> None:
        while not done():
            await asyncio.sleep(0.005)

    await asyncio.wait_for(wait(), 60)
    await asyncio.sleep(0.02)
