"""Desks that need no database."""

from __future__ import annotations

from collections import OrderedDict

from bot.records.record import Course, Standing
from bot.records.store import now
from bot.runtime.memory import MOST_CONVERSATIONS


class DesksInMemory:
    """Desks while this process runs; beyond MOST_CONVERSATIONS the one opened first goes."""

    def __init__(self) -> None:
        self._open: OrderedDict[str, str] = OrderedDict()
        self.ratings: dict[str, dict[int, bool]] = {}

    async def conversation_of(self, practitioner: str) -> str | None:
        """See Desks."""
        return self._open.get(practitioner)

    async def standing(self, practitioner: str) -> tuple[str, Standing] | None:
        """See Desks. How far it has come a store in memory knows by itself."""
        conversation = self._open.get(practitioner)
        return None if conversation is None else (conversation, Standing(practitioner, 0, now(), now(), Course()))

    async def opened(self, practitioner: str, conversation: str) -> str:
        """See Desks."""
        its = self._open.setdefault(practitioner, conversation)
        if len(self._open) > MOST_CONVERSATIONS:
            _, gone = self._open.popitem(last=False)
            self.ratings.pop(gone, None)
        return its

    async def closed(self, conversation: str) -> None:
        """See Desks."""
        for practitioner in [one for one, its in self._open.items() if its == conversation]:
            del self._open[practitioner]
        self.ratings.pop(conversation, None)

    async def rated(self, conversation: str, number: int, helpful: bool) -> None:
        """See Desks."""
        self.ratings.setdefault(conversation, {})[number] = helpful
