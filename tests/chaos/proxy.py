"""What stands between the servers and PostgreSQL, and can cut, delay and hold all that goes through."""

from __future__ import annotations

import asyncio
from contextlib import suppress

LARGEST_PART = 65_536


class Proxy:
    """Hands connections on to a port of this machine."""

    def __init__(self, target: int) -> None:
        """`target` is PostgreSQL's port."""
        self.delay = 0.0
        """Seconds that each part of what is sent, either way, comes later."""
        self.port = 0
        self._target = target
        self._server: asyncio.AbstractServer | None = None
        self._ends: set[asyncio.StreamWriter] = set()

    async def start(self) -> None:
        """Listens on a free port, which is `port` from here on."""
        self._server = await asyncio.start_server(self._hand_on, "127.0.0.1", 0)
        self.port = int(self._server.sockets[0].getsockname()[1])

    async def stop(self) -> None:
        """Ends all connections, and takes no more."""
        if self._server is not None:
            self._server.close()
        self.cut()

    def cut(self) -> int:
        """Cuts every connection without a word; how many there were."""
        ends = list(self._ends)
        for end in ends:
            end.transport.abort()
        return len(ends) // 2

    async def _hand_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            there, onward = await asyncio.open_connection("127.0.0.1", self._target)
        except OSError:
            writer.transport.abort()
            return
        self._ends |= {writer, onward}
        try:
            ways = [asyncio.ensure_future(self._flow(*way)) for way in ((reader, onward), (there, writer))]
            # An end that is gone takes the other with it, as on one line: PostgreSQL frees then what was held.
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
            for way in ways:
                way.cancel()
        finally:
            for end in (writer, onward):
                end.close()
                self._ends.discard(end)

    async def _flow(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while part := await reader.read(LARGEST_PART):
                if self.delay:
                    await asyncio.sleep(self.delay)
                writer.write(part)
                await writer.drain()
