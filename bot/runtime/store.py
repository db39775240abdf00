"""What turns use of a tracker store, beside what Rasa itself does."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Protocol

from rasa.shared.core.trackers import DialogueStateTracker

from bot.records.record import Standing


class ConversationStore(Protocol):
    """What turns use of a tracker store; what each function does stands in bot/runtime/stored.py."""

    def one_turn(self, conversation: str) -> AbstractContextManager[None]: ...

    def stands(self, conversation: str, standing: Standing) -> None: ...

    def goes_by_memory(self, conversation: str) -> bool: ...

    def doubt(self, conversation: str | None) -> None: ...

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None: ...

    async def retrieve_full_tracker(self, sender_id: str) -> DialogueStateTracker | None: ...

    async def save(self, tracker: DialogueStateTracker) -> None: ...
