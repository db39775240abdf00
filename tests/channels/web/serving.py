"""The web channel served on a free port, and a browser's side of it."""

from __future__ import annotations

import asyncio
import json
import secrets
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any

import httpx
from sanic import Sanic

from bot.channels.web.settings import WebSettings
from bot.runtime.assistant import Assistant
from bot.runtime.conversations import RunningConversations
from bot.runtime.server import CarefulProtocol, server
from tests.desks import DesksInMemory

# Sanic changes its own code for the first application of a process, and can't for a second one unless it is told.
Sanic.test_mode = True

KEY = "a key that only the tests know, long enough"
ALONE = replace(
    WebSettings.from_environment({"GUIDE_SESSION_KEY": KEY}), messages_a_minute=10_000, sessions_a_minute=10_000
)
"""One person on this machine, with limits that tests don't meet unless they mean to."""

LONGEST_SECONDS = 60.0
BEGINS_SECONDS = 2.0
QUIET_SECONDS = 0.5
"""A stream on which nothing comes for so long has told all that it has to tell so far."""


@dataclass(frozen=True)
class Event:
    """A server-sent event."""

    name: str
    data: dict[str, Any]
    id: str | None = None

    @property
    def text(self) -> str:
        """What was said, of an event that says something."""
        return str(self.data["text"])


def free_address() -> tuple[socket.socket, str]:
    """A socket that listens on a free port, and its address."""
    listening = socket.create_server(("127.0.0.1", 0))
    return listening, f"http://127.0.0.1:{listening.getsockname()[1]}"


@asynccontextmanager
async def serving(
    assistant: Assistant, settings: WebSettings = ALONE, listening: socket.socket | None = None
) -> AsyncIterator[str]:
    """The channel with `settings`, and its address."""
    listening = listening or free_address()[0]

    async def load() -> RunningConversations:
        return RunningConversations(assistant, DesksInMemory())

    app = server(load, settings, name=f"guide-{secrets.token_hex(4)}")
    running = await app.create_server(
        sock=listening, return_asyncio_server=True, protocol=CarefulProtocol, access_log=False
    )
    await running.startup()
    await running.before_start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        await running.before_stop()
        await running.close()
        for connection in list(running.connections):
            connection.close()
        await running.after_stop()


@dataclass
class Browser:
    """A browser at the guide's page: it keeps its cookies and sends what the page would."""

    client: httpx.AsyncClient
    address: str
    token: str = ""

    async def open(self) -> dict[str, Any]:
        """Opens the page: the session, as the page learns of it."""
        answer = await self.client.get("/session")
        assert answer.status_code == 200, answer.text
        session: dict[str, Any] = answer.json()
        self.token = session["csrf"] or ""
        return session

    async def post(self, path: str, body: Any, **headers: str) -> httpx.Response:
        """Posts JSON, or bytes as they are, as the guide's own page would."""
        sent = body if isinstance(body, bytes) else json.dumps(body).encode()
        return await self.client.post(path, content=sent, headers={**self.own(), **headers})

    def own(self) -> dict[str, str]:
        """The headers that the guide's own page sends."""
        return own(self.address, self.token)

    async def send(self, **message: Any) -> httpx.Response:
        """Sends a message, with an id of its own unless one is given."""
        return await self.post("/conversation/messages", {"id": secrets.token_hex(8), **message})

    async def say(self, text: str, **message: Any) -> list[Event]:
        """Says something; what came back, without the `done` at its end."""
        answer = await self.send(text=text, **message)
        assert answer.status_code == 200, answer.text
        *events, done = events_in(answer.text)
        assert done.name == "done"
        return events

    @asynccontextmanager
    async def live(self, after: str | None = None, **headers: str) -> AsyncIterator[AsyncIterator[Event]]:
        """The live events, from `after` on."""
        params = {} if after is None else {"after": after}
        async with self.client.stream("GET", "/conversation/events", params=params, headers=headers) as answer:
            assert answer.status_code == 200, await answer.aread()
            yield live_events(answer)

    async def history(self, after: str | None = None, **headers: str) -> list[Event]:
        """What the stream sends at once: all that was said so far, after `after`."""
        events = []
        async with self.live(after, **headers) as stream:
            event = await soon(stream, BEGINS_SECONDS)
            while event is not None:
                events.append(event)
                event = await soon(stream, QUIET_SECONDS)
        return events


def own(address: str, token: str) -> dict[str, str]:
    """The headers that the guide's own page at an address sends."""
    return {"Origin": address, "Sec-Fetch-Site": "same-origin", "X-CSRF-Token": token}


@asynccontextmanager
async def browser(address: str, cookie: str | None = None) -> AsyncIterator[Browser]:
    """A browser of its own."""
    headers = {} if cookie is None else {"Cookie": cookie}
    async with httpx.AsyncClient(base_url=address, headers=headers, timeout=60) as client:
        yield Browser(client, address)


async def next_of(stream: AsyncIterator[Event]) -> Event:
    """The next event of a stream, however long it takes."""
    return await asyncio.wait_for(anext_of(stream), LONGEST_SECONDS)


async def soon(stream: AsyncIterator[Event], seconds: float) -> Event | None:
    """The next event of a stream, or None where none comes so soon; the stream can't be used after that."""
    try:
        return await asyncio.wait_for(anext_of(stream), seconds)
    except (asyncio.TimeoutError, StopAsyncIteration):
        return None


async def anext_of(stream: AsyncIterator[Event]) -> Event:
    """The next event of a stream."""
    return await stream.__anext__()


async def live_events(answer: httpx.Response) -> AsyncIterator[Event]:
    """The events of an answer as they come."""
    lines: list[str] = []
    async for line in answer.aiter_lines():
        if line:
            lines.append(line)
            continue
        for event in events_in("\n".join(lines)):
            yield event
        lines = []


def events_in(text: str) -> list[Event]:
    """The events of a text; comments are left out (WHATWG HTML, section 9.2)."""
    events = []
    for block in text.split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.splitlines() if not line.startswith(":"))
        if fields:
            events.append(Event(fields["event"], json.loads(fields["data"]), fields.get("id")))
    return events


def texts(events: list[Event]) -> list[str]:
    """What was said in events."""
    return [event.text for event in events if event.name == "said"]
