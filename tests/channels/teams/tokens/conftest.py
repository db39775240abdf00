"""The services of Microsoft that the tests of tokens talk to."""

from __future__ import annotations

import json
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from typing import Any

import pytest
from aiohttp import web

from tests.channels.teams.entra import Entra, serving_entra

Answering = Callable[..., Awaitable[str]]
"""Serves a body (and a status, and headers) to whatever is asked; the address."""


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing on this machine is asked for through a proxy."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


@pytest.fixture
async def entra() -> AsyncIterator[Entra]:
    """Entra and the Bot Framework service, as they should be."""
    async with serving_entra() as serving:
        yield serving


@pytest.fixture
async def answering() -> AsyncIterator[Answering]:
    """A server that answers what it is given to answer."""
    runners = []

    async def serve(body: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> str:
        async def answer(request: web.Request) -> web.Response:
            data = body if isinstance(body, bytes) else json.dumps(body).encode()
            return web.Response(body=data, status=status, headers=headers)

        listening = socket.create_server(("127.0.0.1", 0))
        app = web.Application()
        app.router.add_route("*", "/{any:.*}", answer)
        runners.append(web.AppRunner(app))
        await runners[-1].setup()
        await web.SockSite(runners[-1], listening).start()
        return f"http://127.0.0.1:{listening.getsockname()[1]}"

    yield serve
    for runner in runners:
        await runner.cleanup()
