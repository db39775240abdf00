"""Conversations kept in memory only, for a terminal and for tests: nothing typed is written to a disk."""

from __future__ import annotations

from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.shared.core.trackers import DialogueStateTracker

MOST_CONVERSATIONS = 10_000
"""Conversations kept; beyond that the one that was silent longest goes."""

FORGOTTEN = "forgotten"
"""The slot that says that a conversation is to be erased."""


class ConversationMemory(InMemoryTrackerStore):
    """Rasa's own store in memory, which forgets when it is told to, and does not grow without end."""

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
