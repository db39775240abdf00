"""People who talk to an assistant, as its client would: over Rasa's REST webhook, or as the guide's own page does."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import aiohttp

LONGEST_ANSWER = 120
"""Seconds after which a turn counts as not answered."""

TURNS_OF_A_CONVERSATION = 20
"""After so many turns a person begins another conversation: about as many as a case takes."""


class NotAnswered(RuntimeError):
    """An assistant that refused or failed a turn; the message has its status."""


class Person(Protocol):
    """Somebody in a conversation."""

    async def begin(self) -> None:
        """Begins a conversation. Raises NotAnswered, or OSError where nobody listens."""

    async def say(self, text: str) -> str:
        """The body of the answer. Raises NotAnswered, or OSError where nobody listens."""


class AtTheWebhook:
    """A person at Rasa's REST webhook, who is whoever the caller says."""

    def __init__(self, client: aiohttp.ClientSession, address: str) -> None:
        self._client = client
        self._address = f"{address}/webhooks/rest/webhook"
        self._sender = ""

    async def begin(self) -> None:
        """See Person."""
        self._sender = secrets.token_hex(8)

    async def say(self, text: str) -> str:
        """See Person."""
        return await answer(self._client, self._address, {"sender": self._sender, "message": text}, {})


class AtThePage:
    """A person at the guide's page, with a session and its token."""

    def __init__(self, client: aiohttp.ClientSession, address: str) -> None:
        self._client = client
        self._address = address
        self._headers: dict[str, str] = {}

    async def begin(self) -> None:
        """See Person."""
        async with self._client.get(f"{self._address}/session") as got:
            if got.status != 200:
                raise NotAnswered(f"no session: {got.status}")
            token = (await got.json())["csrf"]
            cookie = got.headers["Set-Cookie"].split(";", 1)[0]
        self._headers = {"Cookie": cookie, "X-CSRF-Token": token, "Origin": self._address}

    async def say(self, text: str) -> str:
        """See Person."""
        message = {"id": secrets.token_hex(8), "text": text}
        return await answer(self._client, f"{self._address}/conversation/messages", message, self._headers)


async def answer(client: aiohttp.ClientSession, address: str, body: object, headers: dict[str, str]) -> str:
    """The body of an answer. Raises NotAnswered for any status but 200."""
    async with client.post(address, json=body, headers=headers) as got:
        text = await got.text()
        if got.status != 200:
            raise NotAnswered(f"{got.status}: {text[:200]}")
    return text


SPEAK: dict[str, Callable[[aiohttp.ClientSession, str], Person]] = {"rest": AtTheWebhook, "page": AtThePage}
"""Ways to talk to an assistant, by name."""


def client() -> aiohttp.ClientSession:
    """The client of every measurement: no cookies of its own, as many connections as there are people."""
    return aiohttp.ClientSession(
        cookie_jar=aiohttp.DummyCookieJar(),
        connector=aiohttp.TCPConnector(limit=0),
        timeout=aiohttp.ClientTimeout(total=LONGEST_ANSWER),
    )


@dataclass
class Spoken:
    """What came of some turns: how long each took, in milliseconds, the last answer to each message, and all in all."""

    milliseconds: list[float] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0


async def talk(person: Person, messages: Sequence[str], turns: int, spoken: Spoken) -> None:
    """Says the messages over and over, one conversation after the other; what is timed is the turns alone."""
    for turn in range(turns):
        if turn % TURNS_OF_A_CONVERSATION == 0:
            await person.begin()
        text = messages[turn % len(messages)]
        begun = time.perf_counter()
        spoken.answers[text] = await person.say(text)
        spoken.milliseconds.append((time.perf_counter() - begun) * 1000)


async def talk_together(people: Sequence[Person], messages: Sequence[str], turns: int) -> Spoken:
    """So many turns in all, of people who each wait for their answer and go on at once."""
    spoken = Spoken()
    begun = time.perf_counter()
    await asyncio.gather(*(talk(person, messages, turns // len(people), spoken) for person in people))
    spoken.seconds = time.perf_counter() - begun
    return spoken
