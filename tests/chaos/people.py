"""People who talk to the guide through whichever server is there, and send a message again until it is taken."""

from __future__ import annotations

import asyncio
import json
import random
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import cycle

import aiohttp
import httpx

from tests.channels.web.serving import Event, browser, events_in, own
from tests.chaos.fleet import Server

PATIENCE_SECONDS = 60
READING_SECONDS = 60
"""How long the next of what was said is waited for, while others read too."""

MOST_STREAMS_OPENED = 5

FIRST_FIGURE = 40
"""The lowest figure that anybody gives: none of those above it, up to 89, is one that the guide gives by itself."""

FIRST_WAIT, LONGEST_WAIT = 0.2, 0.4
"""Seconds that a page waits at most before it sends a message again: twice as long each time
(bot/web/source/conversation/conversation.js). Whoever is told to send it again is taken to be as quick."""

ASKED_BETWEEN = ("what do I check about lateness?", "hello", "what about exclusions?")


@dataclass(frozen=True)
class Try:
    """A message sent once, to a server, from when to when, by the loop's clock. `refusal` is what was said where it
    wasn't taken: "" where the connection gave no answer, for which a page has words of its own."""

    server: str
    began: float
    ended: float
    refusal: str


@dataclass
class Turn:
    """A message, until it is answered. Times are the loop's, in seconds."""

    id: str
    text: str
    begun: float
    answered: float = 0.0
    failed: list[Try] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)

    @property
    def refusals(self) -> list[str]:
        """What was said where it wasn't taken."""
        return [one.refusal for one in self.failed if one.refusal]

    @property
    def seconds(self) -> float:
        """How long it took to be answered."""
        return self.answered - self.begun


class Person:
    """Somebody, known by figures that nobody else gives: the person at place 7 says 47.0% to 47.9%."""

    def __init__(self, place: int, servers: Sequence[Server], pause: float) -> None:
        """`place` is from 0 to 49; `pause` is about what passes between two messages, in seconds."""
        self.place = place
        self.turns: list[Turn] = []
        self._pause = pause
        self._by_chance = random.Random(place)
        self._servers = cycle([*servers[place % len(servers) :], *servers[: place % len(servers)]])
        self._cookie = self._token = ""

    @property
    def own(self) -> str:
        """The whole part of this person's figures."""
        return str(FIRST_FIGURE + self.place)

    async def open(self) -> None:
        """Opens the page."""
        async with browser(next(self._servers).address) as page:
            await page.open()
            self._cookie, self._token = f"guide={page.client.cookies['guide']}", page.token

    async def talk(self, many: int, go_on: asyncio.Event) -> None:
        """Says so many things, one after the other; and then more, until `go_on` is set."""
        # Fifty people are to take as little of the machine as they can from the servers on it.
        patience = aiohttp.ClientTimeout(total=PATIENCE_SECONDS)
        async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar(), timeout=patience) as client:
            while len(self.turns) < many or not go_on.is_set():
                await self._say(client, self._next())
                await asyncio.sleep(self._by_chance.uniform(0.5, 1.5) * self._pause)

    def _next(self) -> Turn:
        number = len(self.turns)
        text = f"{self.own}.{number % 10}%"
        if number % 4 == 3:
            text = ASKED_BETWEEN[number // 4 % len(ASKED_BETWEEN)]
        turn = Turn(f"p{self.place}-{number}", text, asyncio.get_running_loop().time())
        self.turns.append(turn)
        return turn

    async def _say(self, client: aiohttp.ClientSession, turn: Turn) -> None:
        loop, wait = asyncio.get_running_loop(), FIRST_WAIT
        while not turn.events:
            began, refusal = loop.time(), ""
            address = next(self._servers).address
            body, headers = {"id": turn.id, "text": turn.text}, {**own(address, self._token), "Cookie": self._cookie}
            try:
                async with client.post(f"{address}/conversation/messages", json=body, headers=headers) as answer:
                    came = await answer.text()
                if answer.status == 200:
                    turn.events = events_in(came)[:-1]
                    break
                refusal = refusal_in(answer.status, came)
            except (aiohttp.ClientError, asyncio.TimeoutError):
                pass
            turn.failed.append(Try(address, began, loop.time(), refusal))
            await asyncio.sleep(wait * self._by_chance.uniform(0.5, 1))
            wait = min(2 * wait, LONGEST_WAIT)
        turn.answered = loop.time()

    async def history(self) -> list[Event]:
        """All that was said, as a page that is opened again is shown it. A stream that breaks is opened again, at
        another server, as browsers do. Raises httpx.TransportError where that doesn't help."""
        for _ in range(MOST_STREAMS_OPENED - 1):
            with suppress(httpx.TransportError):
                return await self._read()
            await asyncio.sleep(FIRST_WAIT)
        return await self._read()

    async def _read(self) -> list[Event]:
        """What one stream shows; what isn't there is waited for a while."""
        expected = sum(len(turn.events) for turn in self.turns)
        history: list[Event] = []
        async with browser(next(self._servers).address, self._cookie) as page, page.live() as stream:
            with suppress(asyncio.TimeoutError):
                while True:
                    seconds = READING_SECONDS if len(history) < expected else 1
                    history.append(await asyncio.wait_for(stream.__anext__(), seconds))
        return history


def refusal_in(status: int, answer: str) -> str:
    """The line with which a message was refused; the status of an answer that has none."""
    try:
        return str(json.loads(answer)["error"])
    except (ValueError, KeyError, TypeError):
        return f"status {status}"
