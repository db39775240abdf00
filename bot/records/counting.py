"""What insights count, read from what is kept of all practitioners."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from bot.insights.seen import Kept, Period, Seen, monday_of, period_of, start_of
from bot.records.cipher import Cipher
from bot.records.keeping import DECLINED
from bot.records.retention import Retention
from bot.records.store import Store
from bot.records.tables import conversation, event, record
from bot.rehearsal.feedback import RECOMMENDED

NOT_ASKED = frozenset({DECLINED, "help", "thanks", "goodbye"})
"""Contents that answer no question about the guidance; what was declined is counted by itself."""

ACCOMPANYING = ("checklist", "rehearsal")
"""What messages carry that are part of a walk-through or a rehearsal, which are counted by themselves."""

FEWEST_TURNS = 3
"""Things said in a rehearsal from which a share says something."""

AT_ONCE = 500
"""Rows in memory at a time."""


def period_kept(now: datetime, weeks: int, retention: Retention, so_far: bool = False) -> Period:
    """The last `weeks` whole weeks before `now`, aware, as far as they are kept whole."""
    return period_of(now, weeks, retention.conversations, retention.records, so_far)


def kept_of_all(store: Store, period: Period) -> Kept:
    """All that is counted in a period. Raises NotKept where the database can't be read."""
    until = start_of(period.until)
    with store.database.reading() as connection:
        asked = asked_of(rows(connection, events_between(start_of(period.asked_first), until)), store.cipher)
        return Kept(
            asked=tuple(asked),
            # All rehearsals are read, so that a practitioner's first is the first that is kept and not of the period.
            rehearsals=tuple(
                rehearsals(rows(connection, records("rehearsal", until)), store.cipher, period.kept_first)
            ),
            **{
                name: tuple(
                    read(row, store.cipher)
                    for row in rows(connection, records(kind, until, start_of(period.kept_first)))
                )
                for name, kind, read in (
                    ("walk_throughs", "walk_through", walk_through),
                    ("ratings", "rating", rating),
                    ("declined", "declined", declined),
                )
            },
        )


def rows(connection: Any, query: Any) -> Iterator[Any]:
    """The rows of a query, read as they are needed."""
    yield from connection.execute(query.execution_options(stream_results=True, max_row_buffer=AT_ONCE))


def events_between(first: datetime, until: datetime) -> Any:
    """What the guide said from one time to before another."""
    return (
        sa.select(event.c.at, event.c.body, conversation.c.practitioner)
        .join(conversation, conversation.c.id == event.c.conversation)
        .where(event.c.kind == "bot", event.c.at >= first, event.c.at < until)
    )


def records(kind: str, until: datetime, first: datetime | None = None) -> Any:
    """The records of a kind made before a time, and not before `first` where that is given; in order."""
    wanted = [record.c.kind == kind, record.c.made < until]
    if first is not None:
        wanted.append(record.c.made >= first)
    return sa.select(record).where(*wanted).order_by(record.c.made, record.c.number)


def asked_of(events: Iterator[Any], cipher: Cipher) -> Iterator[Seen]:
    """Each topic that a message of the guide gave, once."""
    for row in events:
        custom = (cipher.unlocked(row.body).get("data") or {}).get("custom") or {}
        if any(custom.get(name) for name in ACCOMPANYING):
            continue
        for topic in dict.fromkeys(custom.get("content") or ()):
            if topic not in NOT_ASKED:
                yield Seen(row.practitioner, monday_of(row.at), topic)


def walk_through(row: Any, cipher: Cipher) -> Seen:
    """A walk-through, in the week in which it was begun."""
    return Seen(row.practitioner, monday_of(row.made), outcome="finished" if row.state == "finished" else "left")


def rating(row: Any, cipher: Cipher) -> Seen:
    """An answer marked helpful or not, of the topic that it gave first."""
    body = body_of(row, cipher)
    topic = next(iter(body.get("content") or ()), "")
    return Seen(row.practitioner, monday_of(row.made), topic, row.state, body.get("text") or "")


def declined(row: Any, cipher: Cipher) -> Seen:
    """A question that was declined."""
    return Seen(row.practitioner, monday_of(row.made), text=body_of(row, cipher).get("text") or "")


def rehearsals(kept: Iterator[Any], cipher: Cipher, first: date) -> Iterator[Seen]:
    """Each rehearsal, from the Monday `first` on, in which enough was said, numbered for each practitioner."""
    places: dict[str, int] = {}
    for row in kept:
        turns = body_of(row, cipher).get("turns") or ()
        if len(turns) < FEWEST_TURNS:
            continue
        place = places[row.practitioner] = places.get(row.practitioner, 0) + 1
        week = monday_of(row.made)
        if week >= first:
            yield Seen(row.practitioner, week, share=recommended(turns), place=place)


def recommended(turns: Sequence[Mapping[str, Any]]) -> float:
    """The share of what was said that was of a recommended kind, from 0 to 1."""
    return sum(turn["said"]["label"] in RECOMMENDED for turn in turns) / len(turns)


def body_of(row: Any, cipher: Cipher) -> Mapping[str, Any]:
    """What a record holds."""
    body: Mapping[str, Any] = cipher.unlocked(row.body)["body"]
    return body
