"""Faults: each begins, lasts, and is over once all is there again."""

from __future__ import annotations

import asyncio
import logging
import os
import random
import subprocess
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

import psutil

from tests.chaos.clocks import SECONDS_UNTIL_SEEN, library
from tests.chaos.fleet import Server
from tests.chaos.proxy import Proxy
from tests.records.postgres import Postgres

LASTS_SECONDS = 3.0
DELAY_SECONDS = 0.15
CLOCKS = ("+5h", "-36h", "+100d", "-100d", "+0")
"""Days are more than anything is kept, or any session lasts."""


@dataclass(frozen=True)
class Lasted:
    """A fault that is over, from when to when, by the loop's clock.

    It ends with its cause, and not once servers have noticed. A server that is killed where others are there is over
    at once: the next try may reach another one. So is a clock that jumps, for which nobody has to wait.
    """

    kind: str
    began: float
    ended: float


Fault = Callable[[], Awaitable[float | None]]
"""Returns when it was over, where that was before it returns."""

log = logging.getLogger(__name__)


class Faults:
    """The faults that servers can have; with PostgreSQL behind a proxy, its own too."""

    def __init__(
        self, servers: Sequence[Server], seed: int, postgres: Postgres | None = None, proxy: Proxy | None = None
    ) -> None:
        self.lasted: list[Lasted] = []
        self._servers = servers
        self._by_chance = random.Random(seed)
        self._postgres = postgres
        self._proxy = proxy
        self.kinds: dict[str, Fault] = {
            "a server killed with -9": self._kill,
            "a server frozen": self._freeze,
            "a clock that jumps": self._jump,
        }
        if postgres and proxy:
            self.kinds |= {
                "connections cut": self._cut,
                "PostgreSQL stopped": self._stop,
                "connections delayed": self._delay,
                "PostgreSQL's disk full": self._fill_postgres,
            }
        else:
            self.kinds["the disk full"] = self._fill
        if library() is None:
            del self.kinds["a clock that jumps"]

    async def one_round(self, rest: float, is_enough: Callable[[], bool]) -> None:
        """Each kind once, by chance which first, with `rest` seconds after each; fewer once it is enough."""
        loop = asyncio.get_running_loop()
        for kind in self._by_chance.sample(list(self.kinds), len(self.kinds)):
            if is_enough():
                return
            began = loop.time()
            over = await self.kinds[kind]() or loop.time()
            self.lasted.append(Lasted(kind, began, over))
            for server in self._servers:
                await server.ready()
            log.info("%s: over after %.1f s, all ready after %.1f s", kind, over - began, loop.time() - began)
            await asyncio.sleep(rest)

    def _one(self) -> Server:
        return self._by_chance.choice(self._servers)

    async def _kill(self) -> float | None:
        server = self._one()
        server.kill()
        over = asyncio.get_running_loop().time()
        server.start()
        if len(self._servers) > 1:
            return over
        await server.ready()
        return None

    async def _freeze(self) -> None:
        server = self._one()
        server.freeze(True)
        await asyncio.sleep(LASTS_SECONDS)
        server.freeze(False)

    async def _jump(self) -> float:
        server, over = self._one(), asyncio.get_running_loop().time()
        for off in CLOCKS:
            server.clock.set(off)
            await asyncio.sleep(SECONDS_UNTIL_SEEN + 0.5)
        return over

    async def _fill(self) -> None:
        for full in (True, False):
            for server in self._servers:
                server.fill_disk(full)
            await asyncio.sleep(LASTS_SECONDS * full)

    async def _cut(self) -> None:
        assert self._proxy is not None
        for wait in (LASTS_SECONDS / 2, LASTS_SECONDS / 2, 0):
            self._proxy.cut()
            await asyncio.sleep(wait)

    async def _delay(self) -> None:
        assert self._proxy is not None
        self._proxy.delay = DELAY_SECONDS
        await asyncio.sleep(LASTS_SECONDS)
        self._proxy.delay = 0.0

    async def _stop(self) -> None:
        assert self._postgres is not None
        await asyncio.to_thread(self._postgres.stop)
        await asyncio.sleep(LASTS_SECONDS)
        await asyncio.to_thread(self._postgres.start)

    async def _fill_postgres(self) -> None:
        """PostgreSQL gives up where it can't write its log; somebody makes room then, and starts it again."""
        assert self._postgres is not None
        main = process_of(self._postgres)
        set_all_full(main, True)
        await asyncio.sleep(LASTS_SECONDS)
        if main.is_running() and main.status() != psutil.STATUS_ZOMBIE:
            set_all_full(main, False)
        await asyncio.to_thread(self._postgres.stop)
        await asyncio.to_thread(self._postgres.start)


def process_of(postgres: Postgres) -> psutil.Process:
    """PostgreSQL's first process."""
    mine = psutil.Process().children()
    return next(one for one in mine if one.is_running() and str(postgres.port) in one.cmdline())


def set_all_full(process: psutil.Process, full: bool) -> None:
    """Sets for a process and all that it began whether they may write to files."""
    # PostgreSQL doesn't run as root, and only who runs a process may set its limits, not even root everywhere.
    as_its_own = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"] if os.geteuid() == 0 else []
    for one in (process, *process.children(recursive=True)):
        limit = f"--fsize={1 if full else 'unlimited'}:"
        subprocess.run([*as_its_own, "prlimit", f"--pid={one.pid}", limit], check=False, stderr=subprocess.DEVNULL)
