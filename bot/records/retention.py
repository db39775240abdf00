"""How long each kind is kept, and taking out what has been kept for so long."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from bot.records.erasing import Counts, deleted, note
from bot.records.faults import CantOpen
from bot.records.journal import SESSION
from bot.records.record import AUDIT, REMINDER, SET
from bot.records.store import Store, now
from bot.records.tables import chat, conversation, event, posting, practitioner, record

SETTINGS = {
    "conversations": ("GUIDE_KEEP_CONVERSATIONS_DAYS", 30),
    "records": ("GUIDE_KEEP_RECORDS_DAYS", 90),
    "audit": ("GUIDE_KEEP_AUDIT_DAYS", 730),
}
"""The setting of each kind and its days, which are also the most: a setting makes them fewer."""


@dataclass(frozen=True)
class Retention:
    """Days that conversations, records, and suggestions with their facts (the audit trail) are kept."""

    conversations: int = SETTINGS["conversations"][1]
    records: int = SETTINGS["records"][1]
    audit: int = SETTINGS["audit"][1]

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> Retention:
        """The settings. Raises CantOpen for one that is no number of days, or that would keep for longer."""
        return cls(**{kind: days_in(environ, name, most) for kind, (name, most) in SETTINGS.items()})


def days_in(environ: Mapping[str, str], name: str, most: int) -> int:
    """The days that a setting names; `most` where it isn't set."""
    written = environ.get(name, "").strip()
    if not written:
        return most
    if not (written.isascii() and written.isdigit() and 1 <= int(written[:9]) <= most):
        raise CantOpen(f"{name} is {written!r}: write a number of days from 1 to {most}, which is the longest allowed")
    return int(written)


def purge(store: Store, retention: Retention, at: datetime | None = None) -> Counts:
    """Erases what is older at a time (this moment, where None) than it may be; returns how many rows of each table.

    A conversation goes once nothing has been added to it for its days, with all its events; one that goes on loses
    the events of earlier sessions as they get that old. A reminder goes its days after it was given or stopped, and
    not before. Raises NotKept; then nothing was erased.
    """
    at = at or now()
    conversations, records, audit = (
        at - timedelta(days=days) for days in (retention.conversations, retention.records, retention.audit)
    )
    with store.database.writing() as connection:
        counts = deleted(
            connection,
            {
                "event": sa.or_(old_conversation(conversations), old_session(conversations)),
                "record": sa.or_(
                    sa.and_(record.c.kind.in_(AUDIT), record.c.changed < audit),
                    sa.and_(record.c.kind.not_in(AUDIT), record.c.changed < records, sa.not_(to_come())),
                ),
                "posting": posting.c.at < conversations,
                "conversation": conversation.c.last < conversations,
            },
        )
        gone = with_nothing_left(conversations)
        theirs = chat.c.practitioner.in_(sa.select(practitioner.c.id).where(gone))
        counts |= deleted(connection, {"chat": theirs, "practitioner": gone})
        note(connection, "retention", counts)
    store.database.clean(thoroughly=any(counts.values()))
    return counts


def to_come() -> Any:
    """Reminders that are still to be given."""
    return sa.and_(record.c.kind == REMINDER, record.c.state == SET)


def old_conversation(before: datetime) -> Any:
    """Events of a conversation to which nothing was added since."""
    return event.c.conversation.in_(sa.select(conversation.c.id).where(conversation.c.last < before))


def old_session(before: datetime) -> Any:
    """Events from before a time that are of an earlier session of their conversation."""
    later = event.alias("later")
    return sa.and_(
        event.c.at < before,
        sa.exists().where(
            later.c.conversation == event.c.conversation, later.c.number > event.c.number, later.c.kind == SESSION
        ),
    )


def with_nothing_left(before: datetime) -> Any:
    """Practitioners who weren't seen since, and of whom nothing is kept."""
    return sa.and_(
        practitioner.c.last_seen < before,
        practitioner.c.id.not_in(sa.select(conversation.c.practitioner)),
        practitioner.c.id.not_in(sa.select(record.c.practitioner)),
    )
