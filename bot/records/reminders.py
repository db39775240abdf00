"""Reminders in the records: which are due, and giving one, which says it where its practitioner reads it, once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.records.chats import PERSONAL, begin_conversation, want
from bot.records.desks import open_one_of
from bot.records.faults import Conflict
from bot.records.journal import open_conversation, row_of
from bot.records.record import GIVEN, REMINDER, SET, Event
from bot.records.store import Store, held, now
from bot.records.tables import chat, conversation, event, practitioner, record
from bot.reminders.wish import Of


@dataclass(frozen=True)
class Due:
    """A reminder that is due: what it is of, that day, on which day it is to be told, and the case's reference."""

    of: Of
    day: date
    on: date
    reference: str | None


Says = Callable[[Due], Event]
"""Makes the event in which the guide says a reminder; it gets its number here."""


@dataclass(frozen=True)
class Places:
    """Where a practitioner reads what the guide says of its own accord, locked: conversations with the number of the
    next event of each, the chat that shows one of them, and whether the desk or the chat needs a conversation first."""

    numbers: dict[str, int]
    chat: str | None
    desk_needs_one: bool
    chat_needs_one: bool


class Reminders:
    """The reminders in a store. Each function raises NotKept where the database can't be read or written."""

    def __init__(self, store: Store) -> None:
        self._database = store.database
        self._cipher = store.cipher

    def due(self, through: date) -> list[str]:
        """The ids of all reminders that are to be given and whose day has come, the earliest first."""
        with self._database.reading() as connection:
            return list(
                connection.execute(
                    sa.select(record.c.id)
                    .where(record.c.kind == REMINDER, record.c.state == SET, record.c.due <= through)
                    .order_by(record.c.due, record.c.made, record.c.id)
                ).scalars()
            )

    def give(self, reminder_id: str, says: Says, beginning: Sequence[Event], new_id: str) -> tuple[str, ...]:
        """Says a reminder in its practitioner's open conversation and in their personal chat, and keeps that it was
        given: both or neither, so that it comes once. Returns the conversations in which it was said.

        Nothing is done where it was given or stopped, where another server is at it, or it was erased. `beginning` are
        the events with which a conversation begins; where the practitioner's desk has none that is open, one is opened
        as `new_id`. Raises Conflict where a conversation changed in the meantime: try again.
        """
        at = now()
        with self._database.writing() as connection:
            whose = connection.execute(
                sa.select(record.c.practitioner, record.c.conversation).where(to_give(reminder_id))
            ).one_or_none()
            if whose is None:
                return ()
            # Conversations are taken before records, in the order in which a turn takes them.
            places = self._places(connection, whose.practitioner, whose.conversation)
            row = connection.execute(
                sa.select(record).where(to_give(reminder_id)).with_for_update(skip_locked=True)
            ).one_or_none()
            if row is None:
                return ()
            numbers = opened(connection, places, whose.practitioner, new_id, at)
            event_said = says(self._due(row))
            for conversation_id, number in numbers.items():
                self._add(connection, conversation_id, number, [*(beginning if number == 1 else ()), event_said], at)
            if places.chat is not None:
                want(connection, places.chat)
            connection.execute(sa.update(record).where(record.c.id == reminder_id).values(state=GIVEN, changed=at))
        return tuple(numbers)

    def _places(self, connection: Connection, owner: str, set_in: str) -> Places:
        """Where it is to be said, each taken until the transaction ends: where the practitioner is, and in any case
        where they set it. Raises Conflict."""
        desk, found = open_one_of(connection, owner), chat_of(connection, owner)
        desk_needs_one = desk is None and (found is None or found.conversation != set_in)
        if desk_needs_one:
            # Whoever opens a conversation for the practitioner takes their row first (bot/records/desks.py).
            connection.execute(held(sa.select(practitioner.c.id).where(practitioner.c.id == owner)))
            if open_one_of(connection, owner) is not None:
                raise Conflict("the practitioner opened a conversation meanwhile")
        wanted = sorted({one for one in (desk, found and found.conversation) if one})
        numbers = {one: next_number(connection, one) for one in wanted}
        if found is not None:
            its = connection.execute(held(sa.select(chat.c.conversation).where(chat.c.id == found.id))).one_or_none()
            if its is None or its.conversation != found.conversation:
                raise Conflict("the chat has another conversation now")
        chat_needs_one = found is not None and found.conversation is None
        return Places(numbers, found and found.id, desk_needs_one, chat_needs_one)

    def _due(self, row: Any) -> Due:
        kept = self._cipher.unlocked(row.body)
        body = kept["body"]
        return Due(body["of"], date.fromisoformat(body["day"]), row.due, kept["reference"])

    def _add(
        self, connection: Connection, conversation_id: str, number: int, events: Sequence[Event], at: datetime
    ) -> None:
        """Adds events to a conversation from `number` on."""
        numbered = [replace(one, number=number + place) for place, one in enumerate(events)]
        connection.execute(sa.insert(event), [row_of(self._cipher, conversation_id, one) for one in numbered])
        connection.execute(
            sa.update(conversation)
            .where(conversation.c.id == conversation_id)
            .values(next=number + len(events), last=at)
        )


def to_give(reminder_id: str) -> Any:
    """The reminder, while it is to be given."""
    return sa.and_(record.c.id == reminder_id, record.c.kind == REMINDER, record.c.state == SET)


def chat_of(connection: Connection, owner: str) -> Any:
    """The practitioner's personal chat that can be written into, the one opened last, with its conversation."""
    return connection.execute(
        sa.select(chat.c.id, chat.c.conversation)
        .where(chat.c.practitioner == owner, chat.c.kind == PERSONAL, chat.c.stopped.is_(None))
        .order_by(chat.c.opened.desc(), chat.c.id)
        .limit(1)
    ).one_or_none()


def next_number(connection: Connection, conversation_id: str) -> int:
    """The number of a conversation's next event, which nobody else gives meanwhile. Raises Conflict."""
    found = connection.execute(
        sa.select(conversation.c.next).where(conversation.c.id == conversation_id).with_for_update(key_share=True)
    ).scalar()
    if found is None:
        raise Conflict("the conversation was erased meanwhile")
    return int(found)


def opened(connection: Connection, places: Places, owner: str, new_id: str, at: datetime) -> dict[str, int]:
    """The conversations to say it in, with the number of the next event of each, opened where there is none."""
    numbers = dict(places.numbers)
    if places.chat_needs_one:
        begun = begin_conversation(connection, owner, at)
        connection.execute(sa.update(chat).where(chat.c.id == places.chat).values(conversation=begun, delivered=0))
        numbers[begun] = 1
    if places.desk_needs_one:
        open_conversation(connection, owner, new_id, at)
        numbers[new_id] = 1
    return numbers
