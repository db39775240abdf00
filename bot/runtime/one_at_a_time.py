"""Turns of one conversation one after the other, whoever asks for them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from weakref import WeakValueDictionary

from rasa.core.lock_store import LockStore


class OneAtATime(LockStore):
    """A lock for each conversation, first come, first served. Who waits for Rasa's own looks again each second whether
    it is free, and gives up once the machine's clock has moved on by a minute, however it came to do that."""

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    @asynccontextmanager
    async def lock(self, conversation_id: str, *given: Any, **named: Any) -> AsyncIterator[None]:
        """Holds the conversation. What Rasa's own takes beside its id says how to wait, which nobody has to here."""
        lock = self._locks.setdefault(conversation_id, asyncio.Lock())
        async with lock:
            yield
