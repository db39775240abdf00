"""Which conversation each practitioner has open, and which answers helped them."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.records.journal import add_conversation, add_practitioner, standing_in
from bot.records.keeping import id_of
from bot.records.record import Standing
from bot.records.store import Store, added, held, now
from bot.records.tables import conversation, event, practitioner, record

OPEN = (
    sa.select(conversation)
    .where(conversation.c.practitioner == sa.bindparam("practitioner_id"), conversation.c.closed.is_(None))
    .order_by(conversation.c.opened.desc(), conversation.c.id)
    .limit(1)
)
"""Made once: it is asked in every turn."""

HELD = held(sa.select(practitioner.c.id).where(practitioner.c.id == sa.bindparam("practitioner_id")))


class Desks:
    """The practitioners' desks. Each function raises NotKept where the database can't be read or written."""

    def __init__(self, store: Store) -> None:
        self._database = store.database
        self._cipher = store.cipher

    def conversation_of(self, practitioner_id: str) -> str | None:
        """The practitioner's open conversation, the one opened last, where there is one."""
        with self._database.asking() as connection:
            return open_one_of(connection, practitioner_id)

    def standing(self, practitioner_id: str) -> tuple[str, Standing] | None:
        """The practitioner's open conversation, and how far it has come, where there is one."""
        with self._database.asking() as connection:
            row = connection.execute(OPEN, {"practitioner_id": practitioner_id}).first()
            return None if row is None else (str(row.id), standing_in(row, self._cipher))

    def opened(self, practitioner_id: str, conversation_id: str) -> str:
        """Opens the conversation, unless the practitioner has another one open; returns which is open.

        Of several servers that open one for the same practitioner at once, one does, and all get its id.
        """
        with self._database.writing() as connection:
            add_practitioner(connection, practitioner_id, now())
            # Whoever comes second waits here for the first one's end; SQLite has one writer at a time anyway.
            connection.execute(HELD, {"practitioner_id": practitioner_id})
            found = open_one_of(connection, practitioner_id)
            if found is None:
                add_conversation(connection, practitioner_id, conversation_id, now())
        return found or conversation_id

    def closed(self, conversation_id: str) -> None:
        """Keeps that the conversation is over."""
        with self._database.writing() as connection:
            connection.execute(sa.update(conversation).where(conversation.c.id == conversation_id).values(closed=now()))

    def rated(self, conversation_id: str, number: int, helpful: bool) -> None:
        """Keeps whether the guide's message `number` helped, with what it answered; nothing where there is none."""
        with self._database.writing() as connection:
            owner = connection.execute(
                sa.select(conversation.c.practitioner).where(conversation.c.id == conversation_id)
            ).scalar()
            rated = self._body(connection, conversation_id, "bot", event.c.number == number)
            if owner is None or rated is None:
                return
            asked = self._body(connection, conversation_id, "user", event.c.number < number) or {}
            custom = (rated.get("data") or {}).get("custom") or {}
            kept = {
                "helpful": helpful,
                "number": number,
                "content": custom.get("content") or [],
                "text": asked.get("text") or "",
            }
            at = now()
            changing = {
                "state": "helpful" if helpful else "unhelpful",
                "changed": at,
                "body": self._cipher.locked({"reference": None, "body": kept}),
            }
            connection.execute(
                added(connection, record)
                .values(
                    id=id_of(conversation_id, "rating", number),
                    practitioner=owner,
                    conversation=conversation_id,
                    number=number,
                    kind="rating",
                    made=at,
                    **changing,
                )
                .on_conflict_do_update(index_elements=["id"], set_=changing)
            )

    def _body(self, connection: Connection, conversation_id: str, kind: str, where: Any) -> dict[str, Any] | None:
        """The last event of a kind that is as wanted."""
        token = connection.execute(
            sa.select(event.c.body)
            .where(event.c.conversation == conversation_id, event.c.kind == kind, where)
            .order_by(event.c.number.desc())
            .limit(1)
        ).scalar()
        return None if token is None else dict(self._cipher.unlocked(token))


def open_one_of(connection: Connection, practitioner_id: str) -> str | None:
    """The conversation that the practitioner opened last, of those that are open."""
    found: str | None = connection.execute(OPEN, {"practitioner_id": practitioner_id}).scalar()
    return found
