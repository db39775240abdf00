"""Work that several who need its result at the same time wait for together."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Together(Generic[T]):
    """Work that is under way at most once."""

    def __init__(self, work: Callable[[], Coroutine[Any, Any, T]]) -> None:
        self._work = work
        self._under_way: asyncio.Task[T] | None = None

    def begin(self) -> asyncio.Task[T]:
        """The work under way, begun where there is none."""
        if self._under_way is None or self._under_way.done():
            self._under_way = asyncio.ensure_future(self._work())
        return self._under_way

    async def result(self) -> T:
        """What the work comes to. Who stops waiting doesn't stop it for the others. Raises what the work raises."""
        return await asyncio.shield(self.begin())
