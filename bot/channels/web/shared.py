"""What every server of one guide must agree on: how often something was done, and what is taken once only."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from bot.channels.web.limits import Rate
from bot.clock import CLOCK

SESSION = "session"
"""What is spent of a session that ended."""


class Shared(Protocol):
    """What is agreed. What can't be asked for raises NotSaved."""

    async def seconds_to_wait(self, what: str, who: str, most: int) -> int:
        """0 where `what` may be done by `who`, `most` times a minute, which counts it; else the whole seconds until
        it may be."""

    async def spend(self, kind: str, name: str, until: float) -> bool:
        """Whether this is taken for the first time, which it is not again until a time, in seconds since 1970."""

    def is_spent(self, kind: str, name: str) -> bool:
        """Whether it was taken, as far as is known here by now."""


class InThisProcess:
    """What one server knows by itself."""

    def __init__(self, clock: Callable[[], float] = CLOCK.seconds) -> None:
        self._clock = clock
        self._rates: dict[tuple[str, int], Rate] = {}
        self._spent: dict[tuple[str, str], float] = {}

    async def seconds_to_wait(self, what: str, who: str, most: int) -> int:
        """See Shared."""
        return self._rates.setdefault((what, most), Rate(most)).seconds_to_wait(who)

    async def spend(self, kind: str, name: str, until: float) -> bool:
        """See Shared."""
        now = self._clock()
        self._spent = {one: its_end for one, its_end in self._spent.items() if its_end > now}
        first = (kind, name) not in self._spent
        self._spent.setdefault((kind, name), until)
        return first

    def is_spent(self, kind: str, name: str) -> bool:
        """See Shared."""
        return (kind, name) in self._spent
