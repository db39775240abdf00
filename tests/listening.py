"""A server of the tests' own, on a socket that it was given."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web


@asynccontextmanager
async def answering(app: web.Application, on: socket.socket) -> AsyncIterator[None]:
    """The application, answering for as long as this lasts."""
    runner = web.AppRunner(app)
    await runner.setup()
    await web.SockSite(runner, on).start()
    try:
        yield
    finally:
        await runner.cleanup()
