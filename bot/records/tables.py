"""The tables. Words are in `body` and `course` only, encrypted; a case reference is kept as a keyed digest besides."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

import sqlalchemy as sa
from sqlalchemy.types import TypeDecorator


class Instant(TypeDecorator):
    """A point in time: aware in Python, UTC in the database."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        """In UTC, and without saying so on SQLite, which has no time zones."""
        if value is None:
            return None
        in_utc = value.astimezone(timezone.utc)
        return in_utc.replace(tzinfo=None) if dialect.name == "sqlite" else in_utc

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        """Aware again."""
        if value is None:
            return None
        return value.replace(tzinfo=timezone.utc) if value.tzinfo is None else value.astimezone(timezone.utc)


METADATA = sa.MetaData()

PSEUDONYM = sa.String(200)
"""A practitioner or a conversation: channels may use ids of up to 200 characters."""

practitioner = sa.Table(
    "practitioner",
    METADATA,
    sa.Column("id", PSEUDONYM, primary_key=True),
    sa.Column("first_seen", Instant, nullable=False),
    sa.Column("last_seen", Instant, nullable=False),
)

conversation = sa.Table(
    "conversation",
    METADATA,
    sa.Column("id", PSEUDONYM, primary_key=True),
    sa.Column("practitioner", PSEUDONYM, sa.ForeignKey("practitioner.id", ondelete="CASCADE"), nullable=False),
    sa.Column("opened", Instant, nullable=False),
    sa.Column("last", Instant, nullable=False),
    sa.Column("closed", Instant),
    sa.Column("next", sa.Integer, nullable=False),
    sa.Column("course", sa.Text),
    sa.Index("conversation_of_practitioner", "practitioner", "opened"),
    sa.Index("conversation_by_last", "last"),
)

event = sa.Table(
    "event",
    METADATA,
    sa.Column("conversation", PSEUDONYM, sa.ForeignKey("conversation.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("message_id", sa.String(200)),
    sa.Column("kind", sa.String(40), nullable=False),
    sa.Column("at", Instant, nullable=False),
    sa.Column("body", sa.Text, nullable=False),
    sa.Index("event_message", "conversation", "message_id", unique=True),
)

record = sa.Table(
    "record",
    METADATA,
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column("practitioner", PSEUDONYM, sa.ForeignKey("practitioner.id", ondelete="CASCADE"), nullable=False),
    # No foreign key: a record is kept longer than the conversation that it was made in.
    sa.Column("conversation", PSEUDONYM, nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("kind", sa.String(20), nullable=False),
    sa.Column("reference", sa.String(64)),
    sa.Column("state", sa.String(20)),
    sa.Column("made", Instant, nullable=False),
    sa.Column("changed", Instant, nullable=False),
    sa.Column("due", sa.Date),
    sa.Column("edition", sa.Text),
    sa.Column("rules", sa.String(40)),
    sa.Column("body", sa.Text, nullable=False),
    sa.Index("record_of_practitioner", "practitioner", "kind"),
    sa.Index("record_of_conversation", "conversation"),
    sa.Index("record_by_change", "kind", "changed"),
)

erasure = sa.Table(
    "erasure",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("at", Instant, nullable=False),
    sa.Column("why", sa.String(20), nullable=False),
    sa.Column("counts", sa.Text, nullable=False),
)
"""That something was erased, when, why and how much of each table; never whose or what."""

key_used = sa.Table(
    "key_used",
    METADATA,
    sa.Column("digest", sa.String(64), primary_key=True),
    sa.Column("since", Instant, nullable=False),
)
"""Digests of the keys that anything may be encrypted with, so that a start with another key is refused."""

spent = sa.Table(
    "spent",
    METADATA,
    sa.Column("kind", sa.String(20), primary_key=True),
    sa.Column("digest", sa.String(64), primary_key=True),
    sa.Column("until", Instant, nullable=False),
)
"""What is not taken any more on any server, until it would have run out: sessions ended, embedding tokens used."""

use = sa.Table(
    "use",
    METADATA,
    sa.Column("digest", sa.String(64), primary_key=True),
    sa.Column("begun", Instant, nullable=False),
    sa.Column("count", sa.Integer, nullable=False),
)
"""How often something was done since a time: keyed digests of what and who."""

chat = sa.Table(
    "chat",
    METADATA,
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column("practitioner", PSEUDONYM, sa.ForeignKey("practitioner.id", ondelete="CASCADE"), nullable=False),
    sa.Column("kind", sa.String(20), nullable=False),
    sa.Column("conversation", PSEUDONYM, sa.ForeignKey("conversation.id", ondelete="SET NULL")),
    sa.Column("delivered", sa.Integer, nullable=False),
    sa.Column("opened", Instant, nullable=False),
    sa.Column("stopped", Instant),
    sa.Column("due", Instant),
    sa.Column("held", Instant),
    sa.Column("reference", sa.Text, nullable=False),
    sa.Index("chat_of_practitioner", "practitioner"),
    sa.Index("chat_by_due", "due"),
)
"""A chat elsewhere: whose it is, how far its conversation was delivered there, and, encrypted, how it is reached."""

posting = sa.Table(
    "posting",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("chat", sa.String(64), sa.ForeignKey("chat.id", ondelete="CASCADE"), nullable=False),
    sa.Column("key", sa.String(300), nullable=False),
    sa.Column("conversation", PSEUDONYM, sa.ForeignKey("conversation.id", ondelete="CASCADE")),
    sa.Column("after", sa.Integer, nullable=False),
    sa.Column("activity", sa.String(300)),
    sa.Column("at", Instant, nullable=False),
    sa.Column("body", sa.Text),
    sa.Index("posting_key", "chat", "key", unique=True),
    sa.Index("posting_of_conversation", "conversation"),
)
"""What was sent to a chat, with the id it got there; `body` is there, encrypted, until it was sent."""
