"""What a server keeps: the records opened at its start, handed to the skills, and emptied of what is old each hour."""

from __future__ import annotations

import asyncio
import logging
import os
from dataclasses import dataclass

from bot.channels.conversations import NotSaved
from bot.observing.health import Check
from bot.records.faults import CantOpen
from bot.records.migrating import answers, is_current
from bot.records.reading import Records
from bot.records.retention import Retention, purge
from bot.records.store import Store, open_store
from bot.reminders.clock import USUAL_HOUR, HourError, hour_in
from bot.runtime.cluster import Cluster, OneServer
from bot.runtime.conversations import RunningConversations
from bot.runtime.reminding import Reminding
from bot.runtime.stored import StoredConversations, StoredDesks, kept
from bot.services import keep_records

SECONDS_BETWEEN_PURGES = 3600

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Kept:
    """The records of one server."""

    store: Store
    retention: Retention
    reminder_hour: int = USUAL_HOUR

    @classmethod
    def opened(cls, alone: bool) -> Kept:
        """The records that the settings name. `alone` where only this machine is served.

        Raises CantOpen, in one line, for a setting, a key or a database that can't be used.
        """
        retention = Retention.from_environment(os.environ)
        try:
            hour = hour_in(os.environ)
        except HourError as error:
            raise CantOpen(str(error)) from error
        store = open_store(os.environ, alone)
        keep_records(Records(store))
        return cls(store, retention, hour)

    def conversations(self) -> StoredConversations:
        """Rasa's tracker store on these records."""
        return StoredConversations(self.store)

    def servers(self) -> Cluster | OneServer:
        """This server among the others: several on PostgreSQL, one on SQLite."""
        return OneServer() if self.store.database.is_sqlite else Cluster(self.store)

    def checks(self) -> dict[str, Check]:
        """What the records need to be used, by name. Each check raises NotSaved where the database doesn't answer."""
        database = self.store.database
        return {"database": lambda: kept(answers, database), "migrations": lambda: kept(is_current, database)}

    def desks(self) -> StoredDesks:
        """The practitioners' open conversations."""
        return StoredDesks(self.store)

    def reminding(self, conversations: RunningConversations) -> Reminding:
        """What gives these records' reminders."""
        return Reminding(self.store, conversations, self.reminder_hour)

    async def purge_each_hour(self, conversations: StoredConversations, servers: Cluster | OneServer) -> None:
        """Erases what has been kept for its time, at once and each hour; a database that is gone is tried again.

        One server at a time does: what another one is erasing is left to that one.
        """
        while True:
            try:
                async with servers.only_one("purge") as mine:
                    if mine:
                        await kept(purge, self.store, self.retention)
                        await servers.forget_old()
                await conversations.drop_erased()
            except NotSaved as error:
                log.error("old records could not be erased: %s", error)
            await asyncio.sleep(SECONDS_BETWEEN_PURGES)
