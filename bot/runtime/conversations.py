"""Conversations answered by the assistant in this process, as channels use them (bot/channels/conversations.py)."""

from __future__ import annotations

import asyncio
import secrets
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any, cast
from weakref import WeakValueDictionary

from rasa.shared.core.events import SlotSet

from bot.channels.conversations import NotSaved, Said
from bot.observing.metrics import METRICS
from bot.records.notices import Notice
from bot.runtime.assistant import Assistant
from bot.runtime.cluster import LOOK_AGAIN_SECONDS, OneServer, Servers, Tells
from bot.runtime.desks import Desks
from bot.runtime.erased import Erased, ErasedConversations
from bot.runtime.memory import FORGOTTEN, MOST_CONVERSATIONS
from bot.runtime.said import SaidSoFar, farewell_after
from bot.runtime.store import ConversationStore

LastNumber = Callable[[str], Awaitable[int]]
"""The number of the last thing said in a conversation, 0 where nothing was: asked of a store with several writers."""


class NotOpen(Exception):
    """The practitioner's open conversation is another one than it was."""


@dataclass(frozen=True)
class Saying:
    """What is said in a turn. A practitioner is named where the conversation has to be the one that they have open."""

    text: str
    id: str
    register: Mapping[str, Any] | None = None
    practitioner: str | None = None


class RunningConversations:
    """Turns answered by the assistant, one after the other in each conversation; what is shown was saved before."""

    def __init__(
        self,
        assistant: Assistant,
        desks: Desks,
        last_number: LastNumber | None = None,
        servers: Servers | None = None,
    ) -> None:
        """`last_number` is given where others write to the assistant's store too, `servers` where these are servers."""
        self._assistant = assistant
        self._desks = desks
        self._last_number = last_number
        self._servers = servers or OneServer()
        self._servers.told_to(self._hear)
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._news: WeakValueDictionary[str, asyncio.Event] = WeakValueDictionary()
        self._answering: dict[tuple[str, str], asyncio.Task[list[Said]]] = {}
        self._practitioners: OrderedDict[str, str] = OrderedDict()
        self._opened: OrderedDict[str, str] = OrderedDict()
        self._erased = ErasedConversations()

    @property
    def assistant(self) -> Assistant:
        """What answers."""
        return self._assistant

    @property
    def _store(self) -> ConversationStore:
        """Rasa's tracker store, as far as turns use it."""
        return cast(ConversationStore, self._assistant.agent.tracker_store)

    async def current(self, practitioner: str) -> str:
        """See Conversations."""
        conversation = await self._desks.conversation_of(practitioner)
        if conversation is None:
            conversation = await self._desks.opened(practitioner, secrets.token_hex(16))
        for known, key, value in (
            (self._practitioners, conversation, practitioner),
            (self._opened, practitioner, conversation),
        ):
            known[key] = value
            if len(known) > MOST_CONVERSATIONS:
                known.popitem(last=False)
        return conversation

    async def say_in_open(self, practitioner: str, text: str, message_id: str) -> tuple[str, list[Said]]:
        """See Conversations. Which one is open is looked up in the turn, beside what else a turn looks up."""
        conversation = self._opened.get(practitioner) or await self.current(practitioner)
        try:
            return conversation, await self._say(conversation, Saying(text, message_id, practitioner=practitioner))
        except NotOpen:
            conversation = await self.current(practitioner)
            return conversation, await self._say(conversation, Saying(text, message_id))

    async def remember(self, conversations: Sequence[str], seconds: float) -> None:
        """Reads conversations again that go on, for so many seconds, so that their next turns needn't wait for that."""
        until = asyncio.get_running_loop().time() + seconds
        for conversation in conversations:
            if asyncio.get_running_loop().time() >= until:
                return
            await self._said(conversation)

    def is_erased(self, conversation: str) -> bool:
        """See Conversations."""
        return conversation in self._erased

    async def say(
        self, conversation: str, text: str, message_id: str, register: Mapping[str, Any] | None = None
    ) -> list[Said]:
        """See Conversations."""
        return await self._say(conversation, Saying(text, message_id, register))

    async def _say(self, conversation: str, message: Saying) -> list[Said]:
        """What was said in this turn. Raises NotOpen where a practitioner is named who has another one open."""
        key = (conversation, message.id)
        task = self._answering.get(key)
        if task is None:
            task = asyncio.create_task(self._turn(conversation, message))
            self._answering[key] = task
            task.add_done_callback(partial(self._answered_by, key))
        # A connection that breaks must not break off the turn, which is half remembered by then.
        return await asyncio.shield(task)

    def _answered_by(self, key: tuple[str, str], task: asyncio.Task[list[Said]]) -> None:
        """Notes that a turn is over. Whoever sent it may be gone: its failure is told to who sends it again."""
        self._answering.pop(key, None)
        if not task.cancelled():
            task.exception()

    async def since(self, conversation: str, number: int) -> list[Said]:
        """See Conversations."""
        erased = conversation in self._erased
        said = self._erased.farewell(conversation) if erased else await self._said(conversation)
        return [one for one in said if one.number > number]

    async def changed(self, conversation: str, number: int, seconds: float) -> bool:
        """See Conversations. An erased conversation has changed."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + seconds
        # The event is held before looking, so that nothing said in between is missed.
        news = self._news.setdefault(conversation, asyncio.Event())
        changed = bool(await self.since(conversation, number)) or conversation in self._erased
        while not changed and (left := deadline - loop.time()) > 0:
            told = self._last_number is None or self._servers.hears
            try:
                await asyncio.wait_for(news.wait(), left if told else min(left, LOOK_AGAIN_SECONDS))
                changed = True
            except asyncio.TimeoutError:
                changed = self._last_number is not None and await self._last_number(conversation) > number
        return changed

    async def erase(self, conversation: str) -> None:
        """See Conversations."""
        async with self._turn_of(conversation) as tell, self._assistant.agent.lock_store.lock(conversation):
            tracker = await self._store.retrieve(conversation)
            if tracker is not None:
                tracker.update(SlotSet(FORGOTTEN, True))
                await self._store.save(tracker)
            await self._close(conversation, (), tell)

    async def added_to(self, conversation: str) -> None:
        """Says, here and to the other servers, that something was kept in a conversation outside its turns.

        Raises NotSaved where the others can't be told; they look for themselves now and then.
        """
        self._store.doubt(conversation)
        self._announce(conversation)
        async with self._turn_of(conversation) as tell:
            tell(Notice("said", conversation))

    async def rate(self, conversation: str, number: int, helpful: bool) -> None:
        """See Conversations."""
        await self._desks.rated(conversation, number, helpful)

    async def _turn(self, conversation: str, message: Saying) -> list[Said]:
        with METRICS.turn() as saved:
            async with self._turn_of(conversation) as tell:
                if message.practitioner is not None:
                    await self._see_open(conversation, message.practitioner)
                said, content = await self._answered(conversation, message, tell)
            saved(content)
        return said

    async def _see_open(self, conversation: str, practitioner: str) -> None:
        """Notes, in its turn, how far the practitioner's open conversation has come. Raises NotOpen.

        Where this server was the last to add to it, as far as it would have heard, memory knows.
        """
        if (self._servers.alone or self._servers.hears) and self._store.goes_by_memory(conversation):
            return
        found = await self._desks.standing(practitioner)
        if found is None or found[0] != conversation:
            raise NotOpen
        self._store.stands(*found)

    async def _answered(self, conversation: str, message: Saying, tell: Tells) -> tuple[list[Said], list[str]]:
        """What was said in this turn, and what it gave of the guidance: nothing, where it was answered before."""
        before = await self._so_far(conversation)
        goes_on = before.says_something
        answered = before.of_turn(message.id)
        whose = self._practitioners.get(conversation)
        if not answered and whose is not None:
            answered = self._erased.farewell_to(whose, message.text, message.id)
        if answered:
            return answered, []
        # One that was just seen to be open is there.
        if not goes_on and message.practitioner is None and await self._was_erased(conversation):
            # It was erased while this message waited for its turn: nothing may be kept under its name again.
            raise NotSaved
        reply = await self._assistant.reply(message.text, conversation, message.id, message.register)
        after = await self._so_far(conversation)
        if goes_on and not after.says_something and not reply.saved:
            # A command, or another server, erased the conversation that memory still had.
            raise NotOpen if message.practitioner is not None else NotSaved
        if goes_on and not after.says_something:
            farewell = farewell_after(before.all, message.text, message.id, reply.messages)
            await self._close(conversation, farewell, tell)
            return list(farewell), reply.content
        answered = after.of_turn(message.id)
        if len(answered) < 2:
            raise NotSaved
        self._announce(conversation)
        tell(Notice("said", conversation))
        return answered, reply.content

    async def _said(self, conversation: str) -> list[Said]:
        """All that was said and saved. Raises NotSaved where the store can't tell: nothing can be said then either."""
        return (await self._so_far(conversation)).all

    async def _so_far(self, conversation: str) -> SaidSoFar:
        """What was said and saved, as far as it was read on. Raises NotSaved, as _said does."""
        try:
            tracker = await self._store.retrieve(conversation)
            if tracker is None:
                return SaidSoFar()
            # A tracker that stays in memory keeps what was read of it; any other is read from its beginning.
            so_far: SaidSoFar | None = getattr(tracker, "so_far", None)
            if so_far is not None:
                so_far.read_on(tracker.events, tracker.before)
            else:
                whole = await self._store.retrieve_full_tracker(conversation)
                # A store may have let go of a conversation's beginning; the numbers of the rest stay.
                before = getattr(whole, "before", 0)
                tracker.so_far = so_far = SaidSoFar(before)
                so_far.read_on(whole.events if whole else (), before)
        except Exception as error:
            raise NotSaved from error
        return so_far

    async def _was_erased(self, conversation: str) -> bool:
        """Whether a conversation in which nothing is said was erased, here or on another server."""
        practitioner = self._practitioners.get(conversation)
        if conversation in self._erased or practitioner is None:
            return conversation in self._erased
        return await self._desks.conversation_of(practitioner) != conversation

    async def _close(self, conversation: str, farewell: tuple[Said, ...], tell: Tells) -> None:
        await self._desks.closed(conversation)
        erased = Erased(self._practitioners.get(conversation), farewell)
        self._erased.keep(conversation, erased)
        self._announce(conversation)
        tell(Notice("erased", conversation, erased.as_json()))

    def _hear(self, notice: Notice | None) -> None:
        """Takes what another server tells; where something may have been missed, all who wait look for themselves."""
        self._store.doubt(None if notice is None else notice.of)
        if notice is None:
            for conversation in list(self._news):
                self._announce(conversation)
            return
        if notice.kind == "erased":
            self._erased.keep(notice.of, Erased.told(notice))
        self._announce(notice.of)

    def _announce(self, conversation: str) -> None:
        """Wakes whoever waits for something to be said in the conversation."""
        news = self._news.pop(conversation, None)
        if news is not None:
            news.set()

    @asynccontextmanager
    async def _turn_of(self, conversation: str) -> AsyncIterator[Tells]:
        """Holds the conversation's turn, first come, first served, here and then among the servers."""
        lock = self._turns.setdefault(conversation, asyncio.Lock())
        async with lock, self._servers.turn(conversation) as tell:
            with self._store.one_turn(conversation):
                yield tell
