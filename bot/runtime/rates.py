"""How often something may be done in a minute, on all servers of one PostgreSQL together.

Hardly anybody comes near what they may do, and to ask before each message makes everybody wait. So a quarter of it goes
by what a server knows, which it tells, learning what the others did, each second; beyond that it asks. A burst within
a second may pass by as many more for each further server that it reaches.
"""

from __future__ import annotations

import asyncio
import math
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import suppress
from time import monotonic

from bot.channels.conversations import NotSaved
from bot.records.shared import WINDOW_SECONDS, Shared, Use
from bot.runtime.stored import kept

TELL_SECONDS = 1.0
"""How long what was done here stays unknown to the other servers."""

UNASKED = 1 / 4
"""The part of what may be done in a minute that needs no asking."""

Counted = Mapping[Use, tuple[int, float]]
"""How often each was done in its minute, and when that is over."""


class Rates:
    """The rates, as one server knows them. Used from one event loop."""

    def __init__(self, shared: Shared) -> None:
        self._shared = shared
        self._untold: Counter[Use] = Counter()
        self._counted: Counted = {}
        self._telling: asyncio.Task[None] | None = None

    async def seconds_to_wait(self, what: str, who: str, most: int) -> int:
        """See bot/channels/web/shared.py. What is done while PostgreSQL is gone isn't counted: it isn't kept either."""
        use = (what, who)
        by_itself = self._known(use) + self._untold[use] < int(most * UNASKED)
        self._untold[use] += 1
        if by_itself:
            if self._telling is None or self._telling.done():
                self._telling = asyncio.create_task(self._tell_each_second())
            return 0
        count, until = (await self._tell([use]))[use]
        return 0 if count <= most else max(1, math.ceil(until - monotonic()))

    def close(self) -> None:
        """Tells nothing more."""
        if self._telling is not None:
            self._telling.cancel()

    def _known(self, use: Use) -> int:
        """How often it was done in its minute, as far as was told."""
        count, until = self._counted.get(use, (0, 0.0))
        return count if until > monotonic() else 0

    def _know(self, counted: Counted) -> None:
        """Takes in what was counted, and lets go of what is over."""
        self._counted = {use: one for use, one in self._counted.items() if one[1] > monotonic()} | dict(counted)

    async def _tell_each_second(self) -> None:
        """Tells what is still to be told, and what comes meanwhile."""
        while self._untold:
            await asyncio.sleep(TELL_SECONDS)
            with suppress(NotSaved):
                await self._tell(list(self._untold))

    async def _tell(self, uses: Iterable[Use]) -> Counted:
        """Tells how often each was done here; returns how often it was anywhere. Raises NotSaved."""
        told = {use: self._untold.pop(use, 0) for use in uses}
        # It counts here while it is being told. Answers may come in another order than they were given in.
        self._know({use: (self._known(use) + here, monotonic() + WINDOW_SECONDS) for use, here in told.items()})
        answer = await kept(self._shared.counted, told)
        counted = {use: (count, monotonic() + seconds_left) for use, (count, seconds_left) in answer.items()}
        self._know({use: (max(count, self._known(use)), until) for use, (count, until) in counted.items()})
        return counted
