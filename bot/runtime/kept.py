"""What a server keeps: the records opened at its start, handed to the skills, and emptied of what is old each hour."""

from __future__ import annotations

import asyncio
import logging
import os
from dataclasses import dataclass

from bot.channels.conversations import NotSaved
from bot.records.faults import NotKept
from bot.records.reading import Records
from bot.records.retention import Retention, purge
from bot.records.store import Store, open_store
from bot.runtime.stored import StoredConversations, StoredDesks
from bot.services import keep_records

SECONDS_BETWEEN_PURGES = 3600

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Kept:
    """The records of one server."""

    store: Store
    retention: Retention

    @classmethod
    def opened(cls, alone: bool) -> Kept:
        """The records that the settings name. `alone` where only this machine is served.

        Raises CantOpen, in one line, for a setting, a key or a database that can't be used.
        """
        retention = Retention.from_environment(os.environ)
        store = open_store(os.environ, alone)
        keep_records(Records(store))
        return cls(store, retention)

    def conversations(self) -> StoredConversations:
        """Rasa's tracker store on these records."""
        return StoredConversations(self.store)

    def desks(self) -> StoredDesks:
        """The practitioners' open conversations."""
        return StoredDesks(self.store)

    async def purge_each_hour(self, conversations: StoredConversations) -> None:
        """Erases what has been kept for its time, at once and each hour; a database that is gone is tried again."""
        while True:
            try:
                await asyncio.to_thread(purge, self.store, self.retention)
                await conversations.drop_erased()
            except (NotKept, NotSaved) as error:
                log.error("old records could not be erased: %s", error)
            await asyncio.sleep(SECONDS_BETWEEN_PURGES)
