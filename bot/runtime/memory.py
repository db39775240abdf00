"""Conversations kept in memory only, until records are kept: nothing typed is written to a disk."""

from __future__ import annotations

from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.shared.core.trackers import DialogueStateTracker

MOST_CONVERSATIONS = 10_000
"""Conversations kept; beyond that the one that was silent longest goes."""

FORGOTTEN = "forgotten"
"""The slot that says that a conversation is to be erased."""


class ConversationMemory(InMemoryTrackerStore):
    """Rasa's own store in memory, which forgets when it is told to, and does not grow without end."""

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keeps the conversation, or erases it where that was confirmed in this turn."""
        self.store.pop(tracker.sender_id, None)
        if tracker.get_slot(FORGOTTEN):
            return
        await super().save(tracker)
        while len(self.store) > MOST_CONVERSATIONS:
            del self.store[next(iter(self.store))]
