"""Waiting for what goes on meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import Callable


async def settled(done: Callable[[], bool]) -> None:
    """Waits until something is so. Raises asyncio.TimeoutError where it isn't within a minute."""

    async def wait() -> None:
        while not done():
            await asyncio.sleep(0.005)

    await asyncio.wait_for(wait(), 60)
    await asyncio.sleep(0.02)
