"""Delivery: what was saved goes to its chat, one message after the other, until all of it is there.

A message may arrive twice where the connector took it and its answer was lost: it offers no key to tell by.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from prometheus_client import Counter

from bot.channels.conversations import Conversations, NotSaved, Said
from bot.channels.teams.cards import OutgoingActivity, activities_for, text_activity
from bot.channels.teams.connector import ChatGone, Connector, NotTaken, TryLater
from bot.channels.teams.documents import Documents
from bot.channels.teams.pictures import Pictures
from bot.channels.teams.references import Chat, Posting, Reference
from bot.channels.web.events import mark_of
from bot.clock import CLOCK
from bot.logged import kind_and_place
from bot.observing.metrics import METRICS

log = logging.getLogger(__name__)

SECONDS_HELD = 180.0
"""How long a chat stays taken by a server that says nothing more: longer than all tries of one activity last."""

SECONDS_BETWEEN_ROUNDS = 20.0

SECONDS_TO_FINISH = 3.0
"""What an activity that is being sent gets when the server stops; what is broken off then stays taken for its time,
because nobody knows whether it arrived."""

SENT = Counter("guide_teams_sent", "Activities that Teams took", registry=METRICS.registry)
LATER = Counter("guide_teams_tried_later", "Times that a chat in Teams was left for later", registry=METRICS.registry)
GONE = Counter("guide_teams_chats_gone", "Chats in Teams that can't be written to", registry=METRICS.registry)
NOT_TAKEN = Counter("guide_teams_not_taken", "Activities that Teams won't take", registry=METRICS.registry)


class Stopping(Exception):
    """The server stops: what isn't sent yet is left for another one, or for the next start."""


class Chats(Protocol):
    """The store of chats, as delivery uses it (bot/records/chats.py)."""

    async def chat(self, chat: str) -> Chat | None: ...
    async def waiting(self, chat: str) -> Sequence[Posting]: ...
    async def was_posted(self, chat: str, key: str) -> bool: ...
    async def stopped(self, chat: str) -> None: ...
    async def due(self) -> list[str]: ...
    async def claimed(self, chat: str, seconds: float) -> datetime | None: ...
    async def sent(
        self, chat: str, key: str, conversation: str | None, number: int, activity: str | None, last: bool,
        seconds: float,
    ) -> None: ...  # fmt: skip
    async def released(self, chat: str, seen: datetime, wait: float | None = None) -> datetime | None: ...


@dataclass(frozen=True)
class Part:
    """One activity to send: after which message of the conversation, or as which of its parts; and what it replaces."""

    key: str
    conversation: str | None
    number: int
    activity: OutgoingActivity
    last: bool = False
    replaces: str | None = None


class Deliveries:
    """Delivers to all chats, to each by itself."""

    def __init__(
        self,
        chats: Chats,
        connector: Connector,
        conversations: Conversations,
        pictures: Pictures,
        documents: Documents,
    ) -> None:
        self._chats = chats
        self._connector = connector
        self._conversations = conversations
        self._pictures = pictures
        self._documents = documents
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._rounds: asyncio.Task[None] | None = None
        self._stopping = asyncio.Event()
        self._again: set[str] = set()
        self._unsaved: dict[tuple[str, str], str | None] = {}

    def wake(self, chat: str) -> None:
        """Says that there is something for a chat: it is delivered in the background."""
        if chat in self._tasks:
            self._again.add(chat)
        else:
            self._tasks[chat] = asyncio.create_task(self._work(chat))

    def begin(self) -> None:
        """Begins the rounds."""
        self._rounds = asyncio.create_task(self._go_round())

    async def stop(self) -> None:
        """Sends what is on its way; what wasn't begun is sent when somebody looks the next time."""
        self._stopping.set()
        if self._rounds is not None:
            self._rounds.cancel()
        tasks = list(self._tasks.values())
        if tasks:
            await asyncio.wait(tasks, timeout=SECONDS_TO_FINISH)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _go_round(self) -> None:
        """Looks for chats that wait, at once and now and then: those that nobody is at any more, or for whom it is
        time to try again."""
        while True:
            try:
                for chat in await self._chats.due():
                    self.wake(chat)
            except NotSaved as error:
                log.warning("chats in Teams that wait could not be looked for: %s", error)
            await asyncio.sleep(SECONDS_BETWEEN_ROUNDS)

    async def _work(self, chat: str) -> None:
        try:
            while True:
                self._again.discard(chat)
                try:
                    await self._deliver(chat)
                except NotSaved as error:
                    log.warning("what waits for a chat in Teams could not be read: %s", error)
                if chat not in self._again or self._stopping.is_set():
                    return
        finally:
            del self._tasks[chat]

    async def _deliver(self, chat: str) -> None:
        """Delivers all that waits for a chat, unless another server is at it, as long as it can be in this process."""
        seen = await self._chats.claimed(chat, SECONDS_HELD)
        while seen is not None:
            wait = None
            try:
                await self._send_all(chat)
            except TryLater as error:
                wait = error.seconds
                LATER.inc()
                log.warning("a chat in Teams is tried again in %.0f s: %s", wait, error)
            except ChatGone as error:
                await self._chats.stopped(chat)
                GONE.inc()
                log.warning("a chat in Teams can't be written to until its person writes again: %s", error)
            except Stopping:
                wait = 0.0
            except NotSaved as error:
                # The database may be back at once: the chat isn't held for as long as after a server that died.
                wait = SECONDS_BETWEEN_ROUNDS
                log.warning("what waits for a chat in Teams could not be read: %s", error)
            except Exception as error:
                wait = SECONDS_HELD
                log.error("a delivery to Teams failed: %s", kind_and_place(error))
            due = await self._chats.released(chat, seen, wait)
            if due is None or await self._stops_within((due - CLOCK.now()).total_seconds()):
                return
            seen = await self._chats.claimed(chat, SECONDS_HELD)

    async def _stops_within(self, seconds: float) -> bool:
        """Waits so many seconds; True as soon as the server stops."""
        with suppress(asyncio.TimeoutError):
            await asyncio.wait_for(self._stopping.wait(), max(0.0, seconds))
        return self._stopping.is_set()

    async def _send_all(self, chat: str) -> None:
        """Sends what waits, in order, until nothing does. Raises TryLater, ChatGone, Stopping, NotSaved."""
        sent = True
        while sent:
            sent = False
            found = await self._chats.chat(chat)
            if found is None:
                return
            for part in await self._parts(found):
                if self._stopping.is_set():
                    raise Stopping
                if not await self._is_sent(chat, part):
                    await self._send(chat, Reference.from_json(found.reference), part)
                    sent = True

    async def _parts(self, chat: Chat) -> list[Part]:
        """What waits for a chat: what is left of an erased conversation, then its own and what was posted after it."""
        waiting = await self._chats.waiting(chat.id)
        own = chat.conversation
        said: list[Said] = []
        if own is not None:
            said = [one for one in await self._conversations.since(own, chat.delivered) if one.author == "guide"]
        placed = [(one.after if one.conversation == own else -1, 1, posted(one)) for one in waiting]
        placed += [(one.number, 0, part) for one in said for part in self._parts_of(one, str(own))]
        return [part for _, _, part in sorted(placed, key=lambda one: one[:2])]

    def _parts_of(self, said: Said, conversation: str) -> Iterator[Part]:
        addressed = self._documents.linked(self._pictures.addressed(said, conversation), conversation)
        activities = activities_for(addressed, conversation)
        for place, activity in enumerate(activities, 1):
            key = f"said:{mark_of(conversation)}:{said.number}.{place}"
            yield Part(key, conversation, said.number, activity, place == len(activities))

    async def _is_sent(self, chat: str, part: Part) -> bool:
        """Whether an earlier try got so far as to send this part of its message."""
        return part.key.startswith("said:") and not part.last and await self._chats.was_posted(chat, part.key)

    async def _send(self, chat: str, to: Reference, part: Part) -> None:
        """Sends a part, unless it went out before and only that couldn't be saved, and saves that it did."""
        this = (chat, part.key)
        if this not in self._unsaved:
            self._unsaved[this] = await self._taken(to, part)
        activity_id = self._unsaved[this]
        await self._chats.sent(chat, part.key, part.conversation, part.number, activity_id, part.last, SECONDS_HELD)
        del self._unsaved[this]

    async def _taken(self, to: Reference, part: Part) -> str | None:
        """The id that an activity got, None where it won't ever be taken. Raises TryLater, ChatGone."""
        try:
            activity_id = await self._sent(to, part)
            SENT.inc()
            return activity_id
        except NotTaken as error:
            NOT_TAKEN.inc()
            log.error("an activity for Teams won't be taken: %s", error)
            return None

    async def _sent(self, to: Reference, part: Part) -> str | None:
        """The id that an activity got; a card that isn't taken goes as text. Raises TryLater, ChatGone, NotTaken."""
        if part.replaces is not None:
            try:
                await self._connector.update(to, part.replaces, part.activity)
            except ChatGone as error:
                raise NotTaken("the card to replace is gone") from error
            return part.replaces
        try:
            return await self._connector.send(to, part.activity)
        except NotTaken:
            if not part.activity.get("attachments"):
                raise
            log.warning("a card for Teams was not taken: its text is sent")
            return await self._connector.send(to, text_activity(words_of(part.activity)))


def posted(waiting: Posting) -> Part:
    """What was posted, as a part."""
    body: Mapping[str, Any] = waiting.body
    return Part(waiting.key, waiting.conversation, waiting.after, dict(body["activity"]), replaces=body.get("replaces"))


def words_of(activity: Mapping[str, Any]) -> str:
    """The words of a card's paragraphs, or what sums it up."""
    body = activity["attachments"][0]["content"].get("body", ())
    words = [str(one["text"]) for one in body if one.get("type") == "TextBlock"]
    return "\n\n".join(words) or str(activity.get("summary", ""))
