"""Conversations kept in memory only, for a terminal and for tests: nothing typed is written to a disk."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.shared.core.trackers import DialogueStateTracker

from bot.records.record import Standing

MOST_CONVERSATIONS = 10_000
"""Conversations kept; beyond that the one that was silent longest goes."""

FORGOTTEN = "forgotten"
"""The slot that says that a conversation is to be erased."""


class ConversationMemory(InMemoryTrackerStore):
    """Rasa's own store in memory, which forgets when it is told to, and does not grow without end.

    Nobody else writes to it, so there is nothing to compare it with (StoredConversations does).
    """

    @contextmanager
    def one_turn(self, conversation: str) -> Iterator[None]:
        """See StoredConversations."""
        yield

    def stands(self, conversation: str, standing: Standing) -> None:
        """See StoredConversations."""

    def goes_by_memory(self, conversation: str) -> bool:
        """See StoredConversations. Memory is all that there is."""
        return conversation in self.store

    def doubt(self, conversation: str | None) -> None:
        """See StoredConversations."""

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The whole conversation, so that its events keep their numbers; Rasa's own leaves out earlier sessions."""
        return await self.retrieve_full_tracker(sender_id)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keeps the conversation, or erases it where that was confirmed in this turn."""
        self.store.pop(tracker.sender_id, None)
        if tracker.get_slot(FORGOTTEN):
            return
        await super().save(tracker)
        while len(self.store) > MOST_CONVERSATIONS:
            del self.store[next(iter(self.store))]
