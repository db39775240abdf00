"""Erasing: a conversation, or everything of a practitioner, in every table, and the proof that nothing is left."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.records.database import Database
from bot.records.store import Store, now
from bot.records.tables import chat, conversation, erasure, event, posting, practitioner, record

Why = Literal["asked", "forget", "retention"]
"""Asked for in the chat or on the page, by `guide forget`, or because its time is over."""

Counts = Mapping[str, int]


@dataclass(frozen=True)
class Erased:
    """How many rows of each table were erased, and how many there are left of what was to go: 0 in each."""

    erased: Counts
    left: Counts

    @property
    def is_complete(self) -> bool:
        """Whether nothing is left."""
        return not any(self.left.values())

    def as_json(self) -> dict[str, Any]:
        """The object of `guide forget --json`."""
        return {"erased": dict(self.erased), "left": dict(self.left)}


def erase_conversation(store: Store, conversation_id: str, why: Why = "asked") -> Erased:
    """Erases a conversation, its events, and every record made in it. Raises NotKept; then nothing was erased."""
    return erase(store.database, of_conversation(conversation_id), why)


def erase_practitioner(store: Store, practitioner_id: str, why: Why = "forget") -> Erased:
    """Erases all that there is of a practitioner. Raises NotKept; then nothing was erased."""
    return erase(store.database, of_practitioner(practitioner_id), why, thoroughly=True)


def of_conversation(conversation_id: str) -> dict[str, Any]:
    """What of each table belongs to a conversation, in the order in which it can be deleted."""
    return {
        "event": event.c.conversation == conversation_id,
        "record": record.c.conversation == conversation_id,
        "posting": posting.c.conversation == conversation_id,
        "conversation": conversation.c.id == conversation_id,
    }


def of_practitioner(practitioner_id: str) -> dict[str, Any]:
    """What of each table belongs to a practitioner, in the order in which it can be deleted."""
    theirs = sa.select(conversation.c.id).where(conversation.c.practitioner == practitioner_id)
    their_chats = sa.select(chat.c.id).where(chat.c.practitioner == practitioner_id)
    return {
        "event": event.c.conversation.in_(theirs),
        "record": record.c.practitioner == practitioner_id,
        "posting": posting.c.chat.in_(their_chats),
        "chat": chat.c.practitioner == practitioner_id,
        "conversation": conversation.c.practitioner == practitioner_id,
        "practitioner": practitioner.c.id == practitioner_id,
    }


TABLES = {
    "event": event,
    "record": record,
    "posting": posting,
    "chat": chat,
    "conversation": conversation,
    "practitioner": practitioner,
}


def erase(database: Database, wanted: Mapping[str, Any], why: Why, thoroughly: bool = False) -> Erased:
    """Deletes what is wanted of each table in one transaction, and out of the files too; then counts what is left."""
    with database.writing() as connection:
        erased = deleted(connection, wanted)
        note(connection, why, erased)
    database.clean(thoroughly)
    with database.reading() as connection:
        left = {
            name: int(connection.execute(sa.select(sa.func.count()).select_from(TABLES[name]).where(where)).scalar())
            for name, where in wanted.items()
        }
    return Erased(erased, left)


def deleted(connection: Connection, wanted: Mapping[str, Any]) -> dict[str, int]:
    """Deletes what is wanted of each table, and returns how many rows of each."""
    return {name: connection.execute(sa.delete(TABLES[name]).where(where)).rowcount for name, where in wanted.items()}


def note(connection: Connection, why: Why, counts: Counts) -> None:
    """Notes that something was erased, unless it was nothing."""
    if any(counts.values()):
        connection.execute(sa.insert(erasure).values(at=now(), why=why, counts=json.dumps(counts)))
