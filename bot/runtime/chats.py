"""Chats elsewhere, in the records, as channels use them. Each function raises NotSaved where the records can't."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.channels.teams.references import Posting
from bot.records import chats
from bot.records.chats import Chat, Waiting
from bot.records.store import Store
from bot.runtime.stored import kept


class StoredChats:
    """The chats in a store; what each function does stands in bot/records/chats.py."""

    def __init__(self, store: Store) -> None:
        self._chats = chats.Chats(store)

    async def opened(self, chat: str, practitioner: str, kind: str, reference: Mapping[str, Any]) -> Chat:
        return await kept(self._chats.opened, chat, practitioner, kind, reference)

    async def chat(self, chat: str) -> Chat | None:
        return await kept(self._chats.chat, chat)

    async def personal_of(self, practitioner: str) -> str | None:
        return await kept(self._chats.personal_of, practitioner)

    async def forgotten(self, chat: str) -> None:
        await kept(self._chats.forgotten, chat)

    async def stopped(self, chat: str) -> None:
        await kept(self._chats.stopped, chat)

    async def posted(self, chat: str, posting: Posting) -> bool:
        return await kept(self._chats.posted, chat, Waiting(**vars(posting)))

    async def was_posted(self, chat: str, key: str) -> bool:
        return await kept(self._chats.was_posted, chat, key)

    async def waiting(self, chat: str) -> list[Posting]:
        return [Posting(**vars(one)) for one in await kept(self._chats.waiting, chat)]

    async def number_of(self, chat: str, activity: str) -> tuple[str, int] | None:
        return await kept(self._chats.number_of, chat, activity)

    async def wanted(self, chat: str) -> None:
        await kept(self._chats.wanted, chat)

    async def due(self) -> list[str]:
        return await kept(self._chats.due)

    async def claimed(self, chat: str, seconds: float) -> datetime | None:
        return await kept(self._chats.claimed, chat, seconds)

    async def sent(
        self, chat: str, key: str, conversation: str | None, number: int, activity: str | None, last: bool,
        seconds: float,
    ) -> None:  # fmt: skip
        await kept(self._chats.sent, chat, key, conversation, number, activity, last, seconds)

    async def released(self, chat: str, seen: datetime, wait: float | None = None) -> datetime | None:
        return await kept(self._chats.released, chat, seen, wait)

    async def free_all(self) -> None:
        await kept(self._chats.free_all)
