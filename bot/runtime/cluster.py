"""The servers of one guide: several that share a PostgreSQL, or one with SQLite."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from typing import Protocol

from bot.channels.conversations import NotSaved
from bot.channels.web.shared import SESSION, InThisProcess
from bot.channels.web.shared import Shared as SharedByServers
from bot.clock import CLOCK
from bot.observing.metrics import METRICS
from bot.records.faults import NotKept
from bot.records.line import Line, SharedLine
from bot.records.locks import MOST_WAITING, Held, Locks
from bot.records.notices import CHANNEL, Notice, Notices
from bot.records.shared import Shared, digest_of
from bot.records.store import Store
from bot.runtime.rates import Rates
from bot.runtime.stored import kept

LOOK_AGAIN_SECONDS = 1.0
"""How often another server's turns are looked for, and the line to PostgreSQL is tried, while nothing is heard."""

log = logging.getLogger(__name__)

Hears = Callable[[Notice | None], None]
"""Takes what another server tells; None where something may have been missed."""

Tells = Callable[[Notice], None]
"""Says what the other servers are to be told at the end of a turn."""


class Servers(SharedByServers, Protocol):
    """This server among the others."""

    alone: bool
    """Whether there are no others."""

    hears: bool
    """Whether what others tell is heard just now; it has to be looked for where it isn't."""

    def turn(self, conversation: str) -> AbstractAsyncContextManager[Tells]:
        """Holds the conversation's turn among the servers. Raises NotSaved where it can't be had.

        One server asks for a conversation once at a time.
        """

    def told_to(self, hears: Hears) -> None:
        """Gives what other servers tell to `hears` from here on."""


class OneServer(InThisProcess):
    """A server that there is no other of."""

    alone = True
    hears = False

    @asynccontextmanager
    async def turn(self, conversation: str) -> AsyncIterator[Tells]:
        """See Servers."""
        yield lambda notice: None

    @asynccontextmanager
    async def only_one(self, name: str) -> AsyncIterator[bool]:
        """See Cluster."""
        yield True

    async def forget_old(self) -> None:
        """See Cluster. What runs out here goes as other things come."""

    async def listen(self) -> None:
        """See Cluster. There is nobody to hear."""

    def close(self) -> None:
        """See Cluster."""

    def told_to(self, hears: Hears) -> None:
        """See Servers."""


class Cluster:
    """A server among several on one PostgreSQL."""

    alone = False

    def __init__(self, store: Store) -> None:
        self._store = store
        line = SharedLine(store.database)
        self._locks = Locks(store.database, line)
        self._notices = Notices(store.cipher)
        self._shared = Shared(store, line)
        self._rates = Rates(self._shared)
        self._ended: dict[str, float] = {}
        self._hears: Hears = lambda notice: None
        # Those who wait hold up a thread each, which nobody else should have to wait for.
        self._waiting = ThreadPoolExecutor(MOST_WAITING, thread_name_prefix="waiting")
        self.hears = False

    @asynccontextmanager
    async def turn(self, conversation: str) -> AsyncIterator[Tells]:
        """See Servers. The lock is freed once the turn is over: what was said is kept, and nobody waits to be told."""
        told: list[Notice] = []
        held = await self._taken(f"conversation {conversation}")
        try:
            yield told.append
        finally:
            self._free(held, told)

    async def _taken(self, name: str) -> Held:
        """The lock. Raises NotSaved. A lock that comes when nobody wants it any more is given back."""
        taking = asyncio.create_task(self._take(name))
        try:
            return await asyncio.shield(taking)
        except asyncio.CancelledError:
            taking.add_done_callback(self._give_back)
            raise

    def _give_back(self, taken: asyncio.Task[Held]) -> None:
        if not taken.cancelled() and taken.exception() is None:
            self._free(taken.result(), [])

    async def _take(self, name: str) -> Held:
        """The lock, at once or after another server. Raises NotSaved."""
        held = await kept(self._locks.take, name)
        if held is None:
            with METRICS.lock_wait_seconds.time():
                held = await kept(self._locks.wait, name, by=self._waiting)
        return held

    def _free(self, held: Held, told: list[Notice]) -> asyncio.Future[None]:
        """Frees the lock, and tells, whether or not anybody waits for that."""
        return asyncio.get_running_loop().run_in_executor(None, self._freed, held, told)

    def _freed(self, held: Held, told: list[Notice]) -> None:
        self._locks.free(held, self._notices.written(told[-1]) if told else None)

    @asynccontextmanager
    async def only_one(self, name: str) -> AsyncIterator[bool]:
        """Whether this server, and no other, does something meanwhile. Raises NotSaved."""
        held = await kept(self._locks.take, name)
        try:
            yield held is not None
        finally:
            if held is not None:
                await asyncio.shield(self._free(held, []))

    async def seconds_to_wait(self, what: str, who: str, most: int) -> int:
        """See bot/channels/web/shared.py."""
        return await self._rates.seconds_to_wait(what, who, most)

    async def spend(self, kind: str, name: str, until: float) -> bool:
        """See bot/channels/web/shared.py. The other servers are told of a session that ended."""
        if kind != SESSION:
            return await kept(self._shared.spend, kind, name, until)
        notice = Notice("ended", digest_of(name), {"until": until})
        first = await kept(self._shared.spend, kind, name, until, self._notices.written(notice))
        self._ended[digest_of(name)] = until
        return first

    def is_spent(self, kind: str, name: str) -> bool:
        """See bot/channels/web/shared.py. Only sessions that ended are known here without asking."""
        return kind == SESSION and digest_of(name) in self._ended

    async def forget_old(self) -> None:
        """Deletes what has run out. Raises NotSaved."""
        await kept(self._shared.forget_old)
        self._ended = {digest: until for digest, until in self._ended.items() if until > CLOCK.seconds()}

    def told_to(self, hears: Hears) -> None:
        """See Servers."""
        self._hears = hears

    async def listen(self) -> None:
        """Hears what other servers tell, until it is cancelled; a line that breaks is made again."""
        while True:
            with suppress(NotSaved, NotKept):
                line = await asyncio.to_thread(Line, self._store.database)
                try:
                    await self._listen_on(line)
                finally:
                    line.close()
            with suppress(NotSaved):
                await self._know_ended()
            await asyncio.sleep(LOOK_AGAIN_SECONDS)

    async def _listen_on(self, line: Line) -> None:
        """Hears on a line until it breaks. Raises NotKept, or NotSaved."""
        await asyncio.to_thread(line.ask, f"LISTEN {CHANNEL}")
        # Read once nothing more can be missed, so that what was told before this line was there is known too.
        await self._know_ended()
        loop = asyncio.get_running_loop()
        broken: asyncio.Future[None] = loop.create_future()
        # A descriptor of our own: that of a line that broke is soon a new visitor's, who must not be left unread.
        watched = os.dup(line.fileno())
        loop.add_reader(watched, self._read, line, broken)
        try:
            self._hearing(True)
            log.info("other servers are heard")
            await broken
        except NotKept as error:
            log.warning("other servers are not heard: %s", error)
            raise
        finally:
            loop.remove_reader(watched)
            os.close(watched)
            self._hearing(False)

    def _hearing(self, hears: bool) -> None:
        """Notes whether anything is heard from here on; something may have been missed until now."""
        self.hears = hears
        METRICS.hears.set(hears)
        self._hears(None)

    def _read(self, line: Line, broken: asyncio.Future[None]) -> None:
        """Takes what has come over a line."""
        try:
            heard = line.heard()
        except NotKept as error:
            if not broken.done():
                broken.set_exception(error)
            return
        for sent in heard:
            self._heard(sent)

    def _heard(self, sent: str) -> None:
        """Takes a notice. One that can't be read, of a server with another key or version, may be any."""
        try:
            notice = self._notices.read(sent)
            if notice is not None and notice.kind == "ended":
                self._ended[notice.of] = float(notice.more["until"])
            elif notice is not None:
                self._hears(notice)
        except (NotKept, KeyError, TypeError, ValueError):
            self._hears(None)

    async def _know_ended(self) -> None:
        """Learns which sessions were ended on any server. Raises NotSaved."""
        self._ended |= await kept(self._shared.spent, SESSION)

    def close(self) -> None:
        """Closes the lines to PostgreSQL, which frees what is held."""
        self._rates.close()
        self._waiting.shutdown(wait=False, cancel_futures=True)
        self._locks.close()
