"""Rasa's conversations in the records: added to by number, answered only once kept, read back as they were.

Rasa's own store hides that it couldn't save, and loses messages where two processes write (decision 0007).
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    Event,
    UserUttered,
    deserialise_events,
)
from rasa.shared.core.trackers import DialogueStateTracker

from bot.channels.conversations import NotSaved
from bot.records import desks, record
from bot.records.editions import origin_of
from bot.records.erasing import erase_conversation
from bot.records.faults import AlreadyKept, Conflict, NotKept
from bot.records.journal import Journal
from bot.records.keeping import records_of
from bot.records.record import Course, Standing, Turn
from bot.records.store import Store, now
from bot.runtime.memory import FORGOTTEN
from bot.runtime.tracker import StoredTracker
from bot.services import services

MOST_IN_MEMORY = 500
"""Conversations whose trackers are kept in memory; the one used longest ago goes first."""

GOING_ON = timedelta(minutes=15)
MOST_GOING_ON = 100
"""Which conversations a server reads again when it starts: those added to so lately, and so many at most."""

WARM_UP = "warm-up-"
"""What the ids of conversations begin with that nobody has: they aren't kept."""

Result = TypeVar("Result")


class WrittenMeanwhile(NotSaved):
    """Another process added to the conversation first: the turn is to be answered again, from what is there."""


class StoredConversations(TrackerStore):
    """Rasa's tracker store on the records. Whatever can't be read or written raises NotSaved."""

    def __init__(self, store: Store, today: Callable[[], date] = date.today) -> None:
        """`today` is asked when a date in a turn is to be told without its year."""
        self._store = store
        self._journal = Journal(store)
        self._today = today
        self._trackers: OrderedDict[str, StoredTracker] = OrderedDict()
        self._compared: ContextVar[dict[str, StoredTracker | Standing] | None] = ContextVar("compared", default=None)
        super().__init__(Domain.empty())

    def init_tracker(self, sender_id: str) -> StoredTracker:
        """A tracker of a conversation that isn't kept yet."""
        return StoredTracker(sender_id, self.domain.slots)

    @contextmanager
    def one_turn(self, conversation: str) -> Iterator[None]:
        """A turn of a conversation, in which memory is compared with what is kept once.

        Who writes meanwhile is noticed all the same: a turn is kept only under the next number. Who reads meanwhile,
        outside the turn, may bring what was kept before it back into memory; the turn goes by what it noted itself.
        """
        before = self._compared.set({})
        try:
            yield
        finally:
            self._compared.reset(before)

    def stands(self, conversation: str, standing: Standing) -> None:
        """Notes, in a turn, what was read of the conversation beside something else, so that it isn't read again."""
        compared = self._compared.get()
        if compared is not None:
            compared[conversation] = standing

    def goes_by_memory(self, conversation: str) -> bool:
        """In a turn, goes by what is in memory, and returns True, where nobody else added to the conversation as far as
        this server has heard. Where somebody did, the turn isn't kept, and memory is compared again."""
        tracker = self._trackers.get(conversation)
        if tracker is None or tracker.standing is None or not tracker.sure:
            return False
        self.stands(conversation, tracker.standing)
        return True

    def doubt(self, conversation: str | None) -> None:
        """Takes note that somebody else may have added to a conversation; None for all of them."""
        for one in self._trackers if conversation is None else (conversation,):
            if one in self._trackers:
                self._trackers[one].sure = False

    async def retrieve(self, sender_id: str) -> StoredTracker | None:
        """The conversation's last session as it is kept; None where the conversation isn't there."""
        noted = (self._compared.get() or {}).get(sender_id)
        if isinstance(noted, StoredTracker) and noted.last == noted.kept:
            return noted
        standing = noted if isinstance(noted, Standing) else await kept(self._journal.standing, sender_id)
        tracker = await self._as_kept(sender_id, standing) if standing is not None else None
        if tracker is None:
            self._trackers.pop(sender_id, None)
            return None
        return self._for_a_turn(self._remembered(tracker))

    async def _as_kept(self, conversation: str, standing: Standing) -> StoredTracker | None:
        """The last session of a conversation that stands so: as it is in memory, read on from there, or read anew. None
        where it was erased meanwhile."""
        cached = self._trackers.get(conversation)
        if cached is not None and cached.was_kept_by(standing):
            if cached.kept == standing.last:
                return cached
            events = await kept(self._journal.events, conversation, cached.kept, standing.last)
            if len(events) == standing.last - cached.kept:
                return with_events(cached.copy(), standing, events)
        session = await kept(self._journal.session, conversation) if standing.last else (standing, ())
        return self._tracker(conversation, *session) if session is not None else None

    async def retrieve_full_tracker(self, conversation_id: str) -> StoredTracker | None:
        """The conversation with all its sessions, as far as they are kept still; its `before` counts what is gone."""
        tracker = await self.retrieve(conversation_id)
        if tracker is None:
            return None
        if tracker.earlier is None:
            events = await kept(self._journal.events, conversation_id, 0, tracker.before) if tracker.before else ()
            tracker.earlier = tuple(rasa_events(events))
        return tracker.whole(tracker.earlier) if tracker.earlier else tracker

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keeps the events of the turn and the records made of them; or erases the conversation, where that was
        confirmed in this turn. Raises NotSaved, and WrittenMeanwhile where another process was first."""
        conversation = tracker.sender_id
        if conversation.startswith(WARM_UP):
            return
        # Whatever fails from here on, the next turn looks whether what is in memory is what is kept.
        (self._compared.get() or {}).pop(conversation, None)
        self.doubt(conversation)
        if tracker.get_slot(FORGOTTEN):
            self._trackers.pop(conversation, None)
            await kept(erase_conversation, self._store, conversation)
            return
        fresh = tracker.fresh
        if not fresh:
            return
        tracker.moved_on(await kept(self._journal.append, self._turn(tracker, fresh)))
        tracker.sure = True
        self._noted(self._remembered(tracker))

    async def keys(self) -> Iterable[str]:
        """The ids of all conversations."""
        return await kept(self._journal.conversations)

    async def lately(self) -> list[str]:
        """The ids of the conversations that are probably going on, the one added to last first."""
        return await kept(self._journal.added_to_since, now() - GOING_ON, MOST_GOING_ON)

    async def last_number(self, conversation_id: str) -> int:
        """The number of the last thing said in a conversation; 0 where nothing was."""
        return await kept(self._journal.last_said, conversation_id)

    async def drop_erased(self) -> None:
        """Takes out of memory what was erased in the database by a command or another process."""
        there = set(await self.keys())
        for conversation in [one for one in self._trackers if one not in there]:
            self._trackers.pop(conversation, None)

    def _for_a_turn(self, tracker: StoredTracker) -> StoredTracker:
        """In a turn, a copy for it to change: where it can't be kept, what was before is in memory still, and nothing
        has to be read again while the disk is full. Outside a turn, what is in memory."""
        return tracker if self._compared.get() is None else self._noted(tracker.copy())

    def _noted(self, tracker: StoredTracker) -> StoredTracker:
        """Notes, in a turn, that this is what is kept."""
        compared = self._compared.get()
        if compared is not None:
            compared[tracker.sender_id] = tracker
        return tracker

    def _remembered(self, tracker: StoredTracker) -> StoredTracker:
        self._trackers[tracker.sender_id] = tracker
        self._trackers.move_to_end(tracker.sender_id)
        while len(self._trackers) > MOST_IN_MEMORY:
            self._trackers.popitem(last=False)
        return tracker

    def _tracker(self, conversation: str, standing: Standing, events: Sequence[record.Event]) -> StoredTracker:
        tracker = self.init_tracker(conversation)
        tracker.before = tracker.kept = standing.last - len(events)
        return with_events(tracker, standing, events)

    def _turn(self, tracker: StoredTracker, fresh: Sequence[Event]) -> Turn:
        """What a turn adds. A conversation that no sign-in opened belongs to whoever its id names."""
        standing = tracker.standing
        at = now()
        events = tuple(kept_event(tracker.kept + place, event, at) for place, event in enumerate(fresh, 1))
        slots = tracker.current_slot_values()
        origin = origin_of(services().guidance.of_authority(slots.get("authority")))
        course = standing.course if standing else Course()
        made = records_of(tracker.sender_id, events, slots, course, origin, self._today())
        return Turn(
            conversation=tracker.sender_id,
            practitioner=standing.practitioner if standing else tracker.sender_id,
            found=standing,
            events=events,
            drafts=made.drafts,
            course=made.course,
        )


class StoredDesks:
    """Practitioners' open conversations and what helped them, in the records. Each function raises NotSaved."""

    def __init__(self, store: Store) -> None:
        self._desks = desks.Desks(store)

    async def conversation_of(self, practitioner: str) -> str | None:
        """The practitioner's open conversation, where there is one."""
        return await kept(self._desks.conversation_of, practitioner)

    async def standing(self, practitioner: str) -> tuple[str, Standing] | None:
        """The practitioner's open conversation, and how far it has come, where there is one."""
        return await kept(self._desks.standing, practitioner)

    async def opened(self, practitioner: str, conversation: str) -> str:
        """Opens the conversation, unless the practitioner has another one open; returns which is open."""
        return await kept(self._desks.opened, practitioner, conversation)

    async def closed(self, conversation: str) -> None:
        """Keeps that the conversation is over."""
        await kept(self._desks.closed, conversation)

    async def rated(self, conversation: str, number: int, helpful: bool) -> None:
        """Keeps whether a message helped, in place of what was kept of it before."""
        await kept(self._desks.rated, conversation, number, helpful)


async def kept(function: Callable[..., Result], *given: Any, by: Executor | None = None) -> Result:
    """What a function of the records returns, run beside the loop so that a slow disk holds up nobody else: by the
    loop's own threads, or by others.

    Raises WrittenMeanwhile for a conflict that another try can solve, and NotSaved for all else that goes wrong.
    """
    try:
        return await asyncio.get_running_loop().run_in_executor(by, function, *given)
    except AlreadyKept as error:
        raise NotSaved(str(error)) from error
    except Conflict as error:
        raise WrittenMeanwhile(str(error)) from error
    except NotKept as error:
        raise NotSaved(str(error)) from error


def with_events(tracker: StoredTracker, standing: Standing, events: Sequence[record.Event]) -> StoredTracker:
    """The tracker, which is changed, with the kept events that come after what it holds."""
    for event in rasa_events(events):
        tracker.update(event)
    tracker.moved_on(standing)
    return tracker


def kept_event(number: int, event: Event, at: datetime) -> record.Event:
    """An event of Rasa's as it is kept. Rasa's own time is the machine's, which may have jumped when it was noted."""
    message_id = event.message_id if isinstance(event, UserUttered) else None
    return record.Event(number, event.type_name, at, event.as_dict(), message_id)


def rasa_events(events: Sequence[record.Event]) -> list[Event]:
    """Kept events as Rasa's own."""
    found: list[Event] = deserialise_events([dict(event.body) for event in events])
    return found
