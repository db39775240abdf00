"""A connection that can be cut: a proxy between browser and guide."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress


class Cutting:
    """Passes bytes on to a port, and cuts every connection when it is told to, or when the guide says `cut_at`."""

    def __init__(self, to_port: int) -> None:
        self.to_port = to_port
        self.cuts = 0
        self._cut_at: bytes | None = None
        self._writers: set[asyncio.StreamWriter] = set()
        self._server: asyncio.AbstractServer | None = None

    async def start(self) -> str:
        """Starts it, and returns its address."""
        self._server = await asyncio.start_server(self._connected, "127.0.0.1", 0)
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    async def stop(self) -> None:
        """Stops it, and cuts what is open."""
        if self._server:
            self._server.close()
        self.cut()

    def cut_once_at(self, words: str) -> None:
        """The next time that the guide sends `words`, everything is cut in the middle of them."""
        self._cut_at = words.encode()

    def cut(self) -> None:
        """Cuts every connection, as a lost network does."""
        self.cuts += 1
        for writer in list(self._writers):
            writer.transport.abort()

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            from_guide, to_guide = await asyncio.open_connection("127.0.0.1", self.to_port)
        except OSError:
            writer.transport.abort()
            return
        self._writers |= {writer, to_guide}
        await asyncio.gather(
            self._passed_on(reader, to_guide, lambda some: some),
            self._passed_on(from_guide, writer, self._as_far_as_it_gets),
        )
        self._writers -= {writer, to_guide}

    async def _passed_on(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, passed: Callable[[bytes], bytes]
    ) -> None:
        with suppress(ConnectionError):
            while some := await reader.read(65_536):
                writer.write(passed(some))
                await writer.drain()
        writer.close()

    def _as_far_as_it_gets(self, some: bytes) -> bytes:
        if self._cut_at is None or self._cut_at not in some:
            return some
        before = some[: some.index(self._cut_at) + len(self._cut_at) // 2]
        self._cut_at = None
        asyncio.get_running_loop().call_later(0.02, self.cut)
        return before
