"""Changing the key: everything is encrypted again with the first key, so that the others can be taken away."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.records.cipher import Cipher
from bot.records.store import Store, held
from bot.records.tables import chat, conversation, event, key_used, posting, record


def rotate(store: Store) -> dict[str, int]:
    """Encrypts every row again with the first key; returns how many rows of each table.

    Every server has to run with this first key before. What is written meanwhile is written with it. Raises NotKept
    where the database can't be written; what was done until then stays, and it may be run again.
    """
    counts = {"conversation": 0, "event": 0, "record": 0, "chat": 0}
    with store.database.reading() as connection:
        conversations = list(connection.execute(sa.select(conversation.c.id)).scalars())
        records = list(connection.execute(sa.select(record.c.id)).scalars())
        chats = list(connection.execute(sa.select(chat.c.id)).scalars())
    for one in conversations:
        with store.database.writing() as connection:
            counts["event"] += relock_conversation(connection, store.cipher, one)
            counts["conversation"] += 1
    for one in records:
        with store.database.writing() as connection:
            counts["record"] += relock_record(connection, store.cipher, one)
    for one in chats:
        with store.database.writing() as connection:
            counts["chat"] += relock_chat(connection, store.cipher, one)
    with store.database.writing() as connection:
        connection.execute(sa.delete(key_used).where(key_used.c.digest != store.cipher.digests[0]))
    store.database.clean(thoroughly=True)
    return counts


def relock_conversation(connection: Connection, cipher: Cipher, conversation_id: str) -> int:
    """Encrypts a conversation and its events again; returns how many events."""
    this = conversation.c.id == conversation_id
    course = connection.execute(held(sa.select(conversation.c.course).where(this))).scalar()
    if course is not None:
        connection.execute(sa.update(conversation).where(this).values(course=cipher.relocked(course)))
    rows = connection.execute(
        sa.select(event.c.number, event.c.body).where(event.c.conversation == conversation_id)
    ).all()
    for row in rows:
        connection.execute(
            sa.update(event)
            .where(event.c.conversation == conversation_id, event.c.number == row.number)
            .values(body=cipher.relocked(row.body))
        )
    return len(rows)


def relock_record(connection: Connection, cipher: Cipher, record_id: str) -> int:
    """Encrypts a record again, and marks its reference anew; returns 1, or 0 where it is gone."""
    this = record.c.id == record_id
    body = connection.execute(held(sa.select(record.c.body).where(this))).scalar()
    if body is None:
        return 0
    kept = cipher.unlocked(body)
    reference = cipher.marks(kept["reference"])[0] if kept["reference"] else None
    connection.execute(sa.update(record).where(this).values(body=cipher.locked(kept), reference=reference))
    return 1


def relock_chat(connection: Connection, cipher: Cipher, chat_id: str) -> int:
    """Encrypts how a chat is reached, and what waits for it, again; returns 1, or 0 where it is gone."""
    this = chat.c.id == chat_id
    reference = connection.execute(held(sa.select(chat.c.reference).where(this))).scalar()
    if reference is None:
        return 0
    connection.execute(sa.update(chat).where(this).values(reference=cipher.relocked(reference)))
    waiting = sa.select(posting.c.id, posting.c.body).where(posting.c.chat == chat_id, posting.c.body.is_not(None))
    for row in connection.execute(held(waiting)).all():
        connection.execute(sa.update(posting).where(posting.c.id == row.id).values(body=cipher.relocked(row.body)))
    return 1
