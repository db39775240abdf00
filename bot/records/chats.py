"""Chats elsewhere that the guide writes into, and what is still to be sent to each.

A chat has a conversation of its own, which is not its practitioner's desk: the page doesn't show it, and erasing either
leaves the other. What is to be sent is the conversation itself, as far as it wasn't delivered, and the postings: what
is said outside a conversation, and the parts of messages that went out, with the ids that they got.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.records.journal import add_practitioner, open_conversation
from bot.records.store import Store, added, held, now
from bot.records.tables import chat, conversation, posting

PERSONAL = "personal"
"""The kind of chat that has a conversation."""


@dataclass(frozen=True)
class Chat:
    """A chat: whose, how it is reached, its conversation (None in a group), and the last number delivered of that."""

    id: str
    practitioner: str
    kind: str
    conversation: str | None
    delivered: int
    reference: Mapping[str, Any]


@dataclass(frozen=True)
class Waiting:
    """What is to be sent beside the conversation's messages: after which of them, and what it is."""

    key: str
    conversation: str | None
    after: int
    body: Mapping[str, Any]


class Chats:
    """The chats in a store. Each function raises NotKept where the database can't be read or written."""

    def __init__(self, store: Store) -> None:
        self._database = store.database
        self._cipher = store.cipher

    def opened(self, chat_id: str, owner: str, kind: str, reference: Mapping[str, Any]) -> Chat:
        """The chat, made where it isn't there, with its reference as it is now and, in private, a conversation."""
        at = now()
        changing = {"reference": self._cipher.locked(dict(reference)), "kind": kind, "stopped": None}
        with self._database.writing() as connection:
            add_practitioner(connection, owner, at)
            connection.execute(
                added(connection, chat)
                .values(id=chat_id, practitioner=owner, opened=at, delivered=0, **changing)
                .on_conflict_do_update(index_elements=["id"], set_=changing)
            )
            found = self._found(connection, chat_id, locked=True)
            assert found is not None
            if kind == PERSONAL and found.conversation is None:
                begun = begin_conversation(connection, found.practitioner, at)
                connection.execute(sa.update(chat).where(chat.c.id == chat_id).values(conversation=begun, delivered=0))
                found = self._found(connection, chat_id)
                assert found is not None
        return found

    def chat(self, chat_id: str) -> Chat | None:
        """The chat, where there is one."""
        with self._database.reading() as connection:
            return self._found(connection, chat_id)

    def personal_of(self, owner: str) -> str | None:
        """The practitioner's personal chat that can be written into, the one opened last."""
        with self._database.reading() as connection:
            found: str | None = connection.execute(
                sa.select(chat.c.id)
                .where(chat.c.practitioner == owner, chat.c.kind == PERSONAL, chat.c.stopped.is_(None))
                .order_by(chat.c.opened.desc(), chat.c.id)
                .limit(1)
            ).scalar()
        return found

    def forgotten(self, chat_id: str) -> None:
        """Forgets how a chat is reached, and what was to be sent there; its conversation stays for its time."""
        with self._database.writing() as connection:
            connection.execute(sa.delete(posting).where(posting.c.chat == chat_id))
            connection.execute(sa.delete(chat).where(chat.c.id == chat_id))

    def stopped(self, chat_id: str) -> None:
        """Keeps that nothing can be sent to the chat until its practitioner writes again."""
        with self._database.writing() as connection:
            connection.execute(sa.update(chat).where(chat.c.id == chat_id).values(stopped=now(), due=None, held=None))

    def posted(self, chat_id: str, one: Waiting) -> bool:
        """Keeps what is to be sent; False where something with this key was kept before."""
        with self._database.writing() as connection:
            done = connection.execute(
                added(connection, posting)
                .values(
                    chat=chat_id,
                    key=one.key,
                    conversation=one.conversation,
                    after=one.after,
                    body=self._cipher.locked(dict(one.body)),
                    at=now(),
                )
                .on_conflict_do_nothing()
            )
            want(connection, chat_id)
        return bool(done.rowcount)

    def was_posted(self, chat_id: str, key: str) -> bool:
        """Whether there is a posting with this key, sent or not."""
        with self._database.reading() as connection:
            there = sa.select(posting.c.id).where(posting.c.chat == chat_id, posting.c.key == key)
            return connection.execute(there).first() is not None

    def waiting(self, chat_id: str) -> list[Waiting]:
        """What is to be sent beside the conversation, in order."""
        with self._database.reading() as connection:
            rows = connection.execute(
                sa.select(posting).where(posting.c.chat == chat_id, posting.c.body.is_not(None)).order_by(posting.c.id)
            ).all()
        return [Waiting(row.key, row.conversation, row.after, self._cipher.unlocked(row.body)) for row in rows]

    def number_of(self, chat_id: str, activity: str) -> tuple[str, int] | None:
        """The conversation and the number of the message that was sent under an id."""
        with self._database.reading() as connection:
            found = connection.execute(
                sa.select(posting.c.conversation, posting.c.after).where(
                    posting.c.chat == chat_id, posting.c.activity == activity, posting.c.conversation.is_not(None)
                )
            ).first()
        return None if found is None else (found.conversation, found.after)

    def wanted(self, chat_id: str) -> None:
        """Keeps that there is something to deliver, before it is there: whoever looks finds it, or nothing."""
        with self._database.writing() as connection:
            want(connection, chat_id)

    def due(self) -> list[str]:
        """The chats in which something is to be delivered by now and nobody is at it."""
        at = now()
        with self._database.reading() as connection:
            free = sa.or_(chat.c.held.is_(None), chat.c.held <= at)
            return list(connection.execute(sa.select(chat.c.id).where(chat.c.due <= at, free)).scalars())

    def claimed(self, chat_id: str, seconds: float) -> datetime | None:
        """Takes the chat to deliver there for so many seconds; since when that is due, for `released`.

        None where nothing is due, or another server is at it.
        """
        at = now()
        with self._database.writing() as connection:
            row = connection.execute(held(sa.select(chat.c.due, chat.c.held).where(chat.c.id == chat_id))).one_or_none()
            if row is None or row.due is None or row.due > at or (row.held is not None and row.held > at):
                return None
            hold(connection, chat_id, at + timedelta(seconds=seconds))
        due: datetime = row.due
        return due

    def sent(
        self, chat_id: str, key: str, conversation_id: str | None, number: int, activity: str | None, last: bool,
        seconds: float,
    ) -> None:  # fmt: skip
        """Keeps that a part of message `number`, or a posting, went out under an id; `last` of the message's parts.

        The chat stays taken for so many seconds more.
        """
        at = now()
        with self._database.writing() as connection:
            values = {"activity": activity, "body": None}
            whose = conversation_id if conversation_id and is_there(connection, conversation_id) else None
            connection.execute(
                added(connection, posting)
                .values(chat=chat_id, key=key, conversation=whose, after=number, at=at, **values)
                .on_conflict_do_update(index_elements=["chat", "key"], set_=values)
            )
            this = chat.c.id == chat_id
            if last and conversation_id is not None:
                here = sa.and_(this, chat.c.conversation == conversation_id, chat.c.delivered < number)
                connection.execute(sa.update(chat).where(here).values(delivered=number))
            hold(connection, chat_id, at + timedelta(seconds=seconds))

    def released(self, chat_id: str, seen: datetime, wait: float | None = None) -> datetime | None:
        """Gives the chat back, to be taken again after `wait` seconds, or where something came in since `seen`.

        Returns when it is due again; None where nothing is left.
        """
        at = now()
        with self._database.writing() as connection:
            row = connection.execute(held(sa.select(chat.c.due).where(chat.c.id == chat_id))).one_or_none()
            if row is None:
                return None
            due: datetime | None = None if row.due == seen else row.due
            if wait is not None:
                due = at + timedelta(seconds=wait)
            connection.execute(sa.update(chat).where(chat.c.id == chat_id).values(due=due, held=None))
        return due

    def free_all(self) -> None:
        """Takes every chat back that a server held which runs no more; for a database that one server uses alone."""
        with self._database.writing() as connection:
            connection.execute(sa.update(chat).values(held=None))

    def _found(self, connection: Connection, chat_id: str, locked: bool = False) -> Chat | None:
        wanted = sa.select(chat).where(chat.c.id == chat_id)
        row = connection.execute(held(wanted) if locked else wanted).one_or_none()
        if row is None:
            return None
        reference = self._cipher.unlocked(row.reference)
        return Chat(row.id, row.practitioner, row.kind, row.conversation, row.delivered, reference)


def want(connection: Connection, chat_id: str) -> None:
    """Makes a chat due, unless it is to be left alone for a while yet."""
    at = now()
    soon = sa.or_(chat.c.due.is_(None), chat.c.due <= at)
    connection.execute(sa.update(chat).where(chat.c.id == chat_id, chat.c.stopped.is_(None), soon).values(due=at))


def hold(connection: Connection, chat_id: str, until: datetime) -> None:
    """Keeps that a server is at a chat."""
    connection.execute(sa.update(chat).where(chat.c.id == chat_id).values(held=until))


def is_there(connection: Connection, conversation_id: str) -> bool:
    """Whether there is such a conversation still."""
    there = sa.select(conversation.c.id).where(conversation.c.id == conversation_id)
    return connection.execute(there).first() is not None


def begin_conversation(connection: Connection, owner: str, at: datetime) -> str:
    """A conversation that is no desk's: closed from its beginning, so that the page goes on with its own."""
    begun = secrets.token_hex(16)
    open_conversation(connection, owner, begun, at)
    connection.execute(sa.update(conversation).where(conversation.c.id == begun).values(closed=at))
    return begun
