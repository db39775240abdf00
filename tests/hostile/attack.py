"""All hostile messages sent to a real server, each followed by a plain question; what came of it."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import httpx
import jwt

from bot.channels.web.events import HEARTBEAT
from tests.channels.web.serving import Browser, browser, events_in
from tests.hostile.messages import NAME, Hostile

PLAIN = f"what do I check about reduced hours for {NAME}?"
PLAIN_CONTENT = "checklist.reduced_hours"
WITNESSED = ("87%", "walk me through it", "yes", "what do I check about lateness?")
"""What somebody else says before."""


@dataclass(frozen=True)
class Outcome:
    """What came of a message: its answer, the seconds it took, and what the plain question after it got."""

    message: Hostile
    status: int
    text: str
    seconds: float
    after: list[str]
    status_after: int

    @property
    def is_answered_after(self) -> bool:
        """Whether the plain question was answered right."""
        return PLAIN_CONTENT in self.after


async def attack(address: str, messages: list[Hostile]) -> list[Outcome]:
    """Sends them, each group from a browser of its own."""
    outcomes = []
    for _, group in groupby(messages, lambda message: message.group):
        async with browser(address) as page:
            await page.open()
            outcomes += [await outcome_of(page, message) for message in group]
    return outcomes


async def outcome_of(page: Browser, message: Hostile) -> Outcome:
    """What comes of one message. A connection that the server breaks without an answer has the status 0."""
    begun = time.perf_counter()
    try:
        answer = await page.post("/conversation/messages", message.body)
        status, text = answer.status_code, answer.text
    except httpx.TransportError as error:
        status, text = 0, type(error).__name__
    seconds = time.perf_counter() - begun
    after = await page.send(text=PLAIN)
    return Outcome(message, status, text, seconds, content_in(after), after.status_code)


def content_in(answer: httpx.Response) -> list[str]:
    """The ids of the guidance that an answer gave."""
    if answer.status_code != 200:
        return []
    custom = [event.data["custom"] for event in events_in(answer.text) if event.name == "said"]
    return [one for its in custom for one in its.get("content", ())]


async def seen_by(page: Browser) -> bytes:
    """What a page is shown of its conversation, as the bytes that come over the line."""
    seen = b""
    try:
        async with page.client.stream("GET", "/conversation/events", timeout=1) as answer:
            async for part in answer.aiter_raw():
                seen += part
    except httpx.ReadTimeout:
        pass
    return seen.replace(HEARTBEAT.encode(), b"")


def kept_of(page: Browser, database: Path) -> list[tuple[object, ...]]:
    """The rows that a practitioner has in an SQLite database, as they are."""
    claims = jwt.decode(page.client.cookies["guide"], options={"verify_signature": False})
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        mine = connection.execute("SELECT * FROM conversation WHERE practitioner = ?", (claims["who"],)).fetchall()
        own = "SELECT id FROM conversation WHERE practitioner = ?"
        its = f"SELECT * FROM event WHERE conversation IN ({own}) ORDER BY 2"
        return [*mine, *connection.execute(its, (claims["who"],)).fetchall()]
