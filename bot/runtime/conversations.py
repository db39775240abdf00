"""Conversations answered by the assistant in this process, as channels use them (bot/channels/conversations.py)."""

from __future__ import annotations

import asyncio
import secrets
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any, Protocol
from weakref import WeakValueDictionary

from rasa.shared.core.events import BotUttered, Event, SlotSet, UserUttered

from bot.channels.conversations import NotSaved, Said
from bot.numerals import LONGEST_READ
from bot.runtime.assistant import Assistant
from bot.runtime.memory import FORGOTTEN, MOST_CONVERSATIONS
from bot.services import services

LOOK_AGAIN_SECONDS = 1.0
"""How often another server's turns are looked for."""

MOST_ERASED = 1_000
"""Erased conversations of which the last answer is kept for pages that haven't shown it yet."""

LastNumber = Callable[[str], Awaitable[int]]
"""The number of the last thing said in a conversation, 0 where nothing was: asked of a store with several writers."""


class Desks(Protocol):
    """Which conversation each practitioner has open, and what helped them."""

    async def conversation_of(self, practitioner: str) -> str | None:
        """The practitioner's open conversation, where there is one."""

    async def opened(self, practitioner: str, conversation: str) -> None:
        """Keeps that the conversation is the practitioner's open one."""

    async def closed(self, conversation: str) -> None:
        """Keeps that the conversation is over."""

    async def rated(self, conversation: str, number: int, helpful: bool) -> None:
        """Keeps whether a message helped, in place of what was kept of it before."""


@dataclass(frozen=True)
class Erased:
    """What is left of an erased conversation in this process: whose it was, and the turn that erased it, if one did."""

    practitioner: str | None
    farewell: tuple[Said, ...] = ()


class RunningConversations:
    """Turns answered by the assistant, one after the other in each conversation; what is shown was saved before."""

    def __init__(self, assistant: Assistant, desks: Desks, last_number: LastNumber | None = None) -> None:
        """`last_number` is given where other servers write to the assistant's store too."""
        self._assistant = assistant
        self._desks = desks
        self._last_number = last_number
        self._opening = asyncio.Lock()
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._news: WeakValueDictionary[str, asyncio.Event] = WeakValueDictionary()
        self._answering: dict[tuple[str, str], asyncio.Task[list[Said]]] = {}
        self._practitioners: OrderedDict[str, str] = OrderedDict()
        self._erased: OrderedDict[str, Erased] = OrderedDict()

    @property
    def assistant(self) -> Assistant:
        """What answers."""
        return self._assistant

    async def current(self, practitioner: str) -> str:
        """See Conversations."""
        async with self._opening:
            conversation = await self._desks.conversation_of(practitioner)
            if conversation is None:
                conversation = secrets.token_hex(16)
                await self._desks.opened(practitioner, conversation)
        self._practitioners[conversation] = practitioner
        if len(self._practitioners) > MOST_CONVERSATIONS:
            self._practitioners.popitem(last=False)
        return conversation

    async def say(self, conversation: str, text: str, message_id: str) -> list[Said]:
        """See Conversations."""
        key = (conversation, message_id)
        task = self._answering.get(key)
        if task is None:
            task = asyncio.create_task(self._turn(conversation, text, message_id))
            self._answering[key] = task
            task.add_done_callback(lambda _: self._answering.pop(key, None))
        # A connection that breaks must not break off the turn, which is half remembered by then.
        return await asyncio.shield(task)

    async def since(self, conversation: str, number: int) -> list[Said]:
        """See Conversations."""
        erased = self._erased.get(conversation)
        said = erased.farewell if erased else await self._said(conversation)
        return [one for one in said if one.number > number]

    async def changed(self, conversation: str, number: int, seconds: float) -> bool:
        """See Conversations. An erased conversation has changed."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + seconds
        # The event is held before looking, so that nothing said in between is missed.
        news = self._news.setdefault(conversation, asyncio.Event())
        longest = seconds if self._last_number is None else LOOK_AGAIN_SECONDS
        changed = bool(await self.since(conversation, number)) or conversation in self._erased
        while not changed and (left := deadline - loop.time()) > 0:
            try:
                await asyncio.wait_for(news.wait(), min(left, longest))
                changed = True
            except asyncio.TimeoutError:
                changed = self._last_number is not None and await self._last_number(conversation) > number
        return changed

    async def erase(self, conversation: str) -> None:
        """See Conversations."""
        async with self._turn_of(conversation), self._assistant.agent.lock_store.lock(conversation):
            store = self._assistant.agent.tracker_store
            tracker = await store.retrieve(conversation)
            if tracker is not None:
                tracker.update(SlotSet(FORGOTTEN, True))
                await store.save(tracker)
            await self._close(conversation, ())

    async def rate(self, conversation: str, number: int, helpful: bool) -> None:
        """See Conversations."""
        await self._desks.rated(conversation, number, helpful)

    async def _turn(self, conversation: str, text: str, message_id: str) -> list[Said]:
        async with self._turn_of(conversation):
            before = await self._said(conversation)
            answered = of_turn(before, message_id) or self._farewell_of(conversation, message_id)
            if answered:
                return answered
            if conversation in self._erased:
                # It was erased while this message waited for its turn: nothing may be kept under its name again.
                raise NotSaved
            reply = await self._assistant.reply(text, conversation, message_id)
            after = await self._said(conversation)
            if before and not after:
                farewell = farewell_after(before, text, message_id, reply.messages)
                await self._close(conversation, farewell)
                return list(farewell)
            answered = of_turn(after, message_id)
            if len(answered) < 2:
                raise NotSaved
            self._announce(conversation)
            return answered

    async def _said(self, conversation: str) -> list[Said]:
        """All that was said and saved. Raises NotSaved where the store can't tell: nothing can be said then either."""
        try:
            tracker = await self._assistant.agent.tracker_store.retrieve_full_tracker(conversation)
        except Exception as error:
            raise NotSaved from error
        # A store may have let go of a conversation's beginning; the numbers of the rest stay.
        return said_in(tracker.events, getattr(tracker, "before", 0)) if tracker else []

    def _farewell_of(self, conversation: str, message_id: str) -> list[Said]:
        """The turn that erased the practitioner's conversation before, where this is that message once more."""
        practitioner = self._practitioners.get(conversation)
        for erased in reversed(self._erased.values()):
            if practitioner is not None and erased.practitioner == practitioner:
                return of_turn(list(erased.farewell), message_id)
        return []

    async def _close(self, conversation: str, farewell: tuple[Said, ...]) -> None:
        await self._desks.closed(conversation)
        self._erased[conversation] = Erased(self._practitioners.get(conversation), farewell)
        if len(self._erased) > MOST_ERASED:
            self._erased.popitem(last=False)
        self._announce(conversation)

    def _announce(self, conversation: str) -> None:
        """Wakes whoever waits for something to be said in the conversation."""
        news = self._news.pop(conversation, None)
        if news is not None:
            news.set()

    @asynccontextmanager
    async def _turn_of(self, conversation: str) -> AsyncIterator[None]:
        """Holds the conversation's turn, first come, first served."""
        lock = self._turns.setdefault(conversation, asyncio.Lock())
        async with lock:
            yield


def said_in(events: Iterable[Event], before: int = 0) -> list[Said]:
    """What was said, from a tracker's events, which come after `before` others; a button is shown by its words."""
    turns: list[list[Said]] = [[]]
    titles: dict[str, str] = {}
    for number, event in enumerate(events, start=before + 1):
        if isinstance(event, UserUttered):
            text = event.text or ""
            turns.append([Said(number, "practitioner", titles.get(text, text), event.message_id)])
        elif isinstance(event, BotUttered) and event.text:
            message_id = turns[-1][0].message_id if turns[-1] else None
            turns[-1].append(guide_said(number, event.text, message_id, event.data))
            titles.update(titles_in(turns[-1][-1]))
    return [one for turn in turns for one in with_note(turn)]


def guide_said(number: int, text: str, message_id: str | None, data: Mapping[str, Any]) -> Said:
    """What the guide said, from a message's parts as Rasa keeps them."""
    custom = data.get("custom") or {"content": [], "sources": []}
    return Said(number, "guide", text, message_id, custom, tuple(data.get("buttons") or ()))


def with_note(turn: list[Said]) -> list[Said]:
    """A turn, with the note at its end that only a part of a long message was read for what it asks."""
    if len(turn) < 2 or len(turn[0].text) <= LONGEST_READ:
        return turn
    note = services().guidance.phrase("too_long")
    return [*turn[:-1], replace(turn[-1], text=f"{turn[-1].text}\n\n{note}")]


def titles_in(said: Said) -> dict[str, str]:
    """The words of a message's buttons, by what they send."""
    return {button["payload"]: button["title"] for button in said.buttons}


def of_turn(said: Iterable[Said], message_id: str) -> list[Said]:
    """What was said in the turn of a message."""
    return [one for one in said if one.message_id == message_id]


def farewell_after(
    before: list[Said], text: str, message_id: str, messages: Iterable[Mapping[str, Any]]
) -> tuple[Said, ...]:
    """The turn that erased all that was said `before`: nothing keeps it, and the page shows it once."""
    titles = {payload: title for one in before for payload, title in titles_in(one).items()}
    number = before[-1].number + 1
    asked = Said(number, "practitioner", titles.get(text, text), message_id)
    answers = (guide_said(number + place, one["text"], message_id, one) for place, one in enumerate(messages, start=1))
    return (asked, *answers)
