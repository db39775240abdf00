"""Everything that is kept of a practitioner, given back to them."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from bot.records.journal import SAID, Journal
from bot.records.reading import Records
from bot.records.record import Event
from bot.records.store import Store
from bot.records.tables import chat, conversation, practitioner

AUTHORS = {"user": "practitioner", "bot": "guide"}


def export(store: Store, practitioner_id: str) -> dict[str, Any] | None:
    """All that is kept of a practitioner as an object for a file; None where nothing is. Raises NotKept."""
    with store.database.reading() as connection:
        seen = connection.execute(sa.select(practitioner).where(practitioner.c.id == practitioner_id)).one_or_none()
        conversations = connection.execute(
            sa.select(conversation)
            .where(conversation.c.practitioner == practitioner_id)
            .order_by(conversation.c.opened)
        ).all()
        chats = connection.execute(
            sa.select(chat).where(chat.c.practitioner == practitioner_id).order_by(chat.c.opened, chat.c.id)
        ).all()
    if seen is None:
        return None
    journal = Journal(store)
    return {
        "practitioner": practitioner_id,
        "first_seen": seen.first_seen.isoformat(),
        # Noted once a day, while what is said is noted each time.
        "last_seen": max([seen.last_seen, *(one.last for one in conversations)]).isoformat(),
        "conversations": [
            {
                "id": one.id,
                "opened": one.opened.isoformat(),
                "last": one.last.isoformat(),
                "said": [said(event) for event in journal.events(one.id) if event.kind in SAID],
            }
            for one in conversations
        ],
        "records": [one.as_json() for one in Records(store).of(practitioner_id)],
        "chats": [
            {"kind": one.kind, "opened": one.opened.isoformat(), "reference": store.cipher.unlocked(one.reference)}
            for one in chats
        ],
    }


def said(event: Event) -> dict[str, Any]:
    """One thing said in a conversation."""
    return {
        "number": event.number,
        "at": event.at.isoformat(),
        "author": AUTHORS[event.kind],
        "text": event.body.get("text") or "",
    }
