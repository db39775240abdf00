"""Conversations, event after event: added to only where nobody else did meanwhile, and read back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError

from bot.records.cipher import Cipher
from bot.records.faults import AlreadyKept, Conflict, Gone
from bot.records.record import OF_A_CASE, Course, Draft, Event, Standing, Turn
from bot.records.store import Store, added_once, now
from bot.records.tables import conversation, event, practitioner, record

SESSION = "session_started"
"""The kind of event with which a session begins; what was remembered before it is forgotten."""


SAID = ("user", "bot")
"""Kinds of event in which something is said."""

ANSWERED_BEFORE = "the message was answered before"

THIS = conversation.c.id == sa.bindparam("conversation_id")
STANDING = sa.select(conversation).where(THIS)
EVENTS = sa.select(event.c.number, event.c.kind, event.c.at, event.c.body, event.c.message_id)
OWNER = sa.select(conversation.c.practitioner, conversation.c.opened).where(THIS)
MOVE_ON = (
    sa.update(conversation)
    .where(THIS, conversation.c.next == sa.bindparam("found"))
    .values({name: sa.bindparam(name) for name in ("next", "last", "course")})
)
MOVE_ON_OPENED = MOVE_ON.where(conversation.c.opened == sa.bindparam("found_opened"))
SEEN = (
    sa.update(practitioner)
    .where(practitioner.c.id == sa.bindparam("owner"))
    .values(last_seen=sa.bindparam("last_seen"))
)
ADD = sa.insert(event)
ADD_RECORD = sa.insert(record)
THIS_RECORD = sa.and_(record.c.id == sa.bindparam("record_id"), record.c.practitioner == sa.bindparam("owner"))
RECORD_BODY = sa.select(record.c.body).where(THIS_RECORD)
CHANGE_RECORD = sa.update(record).where(THIS_RECORD)
"""The statements of every turn, made once: SQLAlchemy takes longer to make them than the database to carry them out."""


class Journal:
    """The conversations in a store."""

    def __init__(self, store: Store) -> None:
        self._database = store.database
        self._cipher = store.cipher

    def append(self, turn: Turn) -> Standing:
        """Adds a turn, its events (one at least) and its records, all or nothing; it is on the disk once this returns.

        Raises AlreadyKept where the practitioner's message is there already, Conflict where somebody else added to
        the conversation since the turn found it, Gone where it was erased, and NotKept where it can't be written.
        """
        at = now()
        rows = [row_of(self._cipher, turn.conversation, one) for one in turn.events]
        with self._database.writing() as connection:
            if turn.found is None:
                open_conversation(connection, turn.practitioner, turn.conversation, at)
            standing = self._move_on(connection, turn, at)
            self._add(connection, turn, rows)
            for draft in turn.drafts:
                self._keep(connection, standing.practitioner, turn, draft, at)
            if turn.course.reference is not None:
                refer(connection, self._cipher, turn.conversation, turn.course)
        return standing

    def _move_on(self, connection: Connection, turn: Turn, at: datetime) -> Standing:
        """Moves the conversation's next number on, if it is as the turn found it. Raises what append does if not."""
        found = turn.found
        first = found.last + 1 if found else 1
        following = first + len(turn.events)
        there = {"conversation_id": turn.conversation, "found": first, "found_opened": found.opened if found else None}
        moved = {"next": following, "last": at, "course": self._cipher.locked(turn.course.as_json())}
        if connection.execute(MOVE_ON_OPENED if found else MOVE_ON, {**there, **moved}).rowcount != 1:
            self._refuse_kept(connection, turn)
            raise self._refusal(connection, turn)
        if found is None:
            owner, opened = connection.execute(OWNER, {"conversation_id": turn.conversation}).one()
        else:
            owner, opened = found.practitioner, found.opened
        if found is None or found.added.date() != at.date():
            connection.execute(SEEN, {"owner": owner, "last_seen": at})
        return Standing(owner, following - 1, opened, at, turn.course)

    def _add(self, connection: Connection, turn: Turn, rows: list[dict[str, Any]]) -> None:
        """Adds the events of a turn under numbers that are its own. Raises AlreadyKept."""
        try:
            connection.execute(ADD, rows)
        except IntegrityError as error:
            # Nobody else has these numbers, so it is the practitioner's message that is there.
            raise AlreadyKept(ANSWERED_BEFORE) from error

    def _refusal(self, connection: Connection, turn: Turn) -> Conflict | Gone:
        """Why the conversation isn't as the turn found it."""
        there = standing_of(connection, self._cipher, turn.conversation)
        if turn.found is not None and (there is None or there.opened != turn.found.opened):
            return Gone("the conversation was erased meanwhile")
        return Conflict("somebody else wrote to the conversation first")

    def standing(self, conversation_id: str) -> Standing | None:
        """How far a conversation has come; None where there is none. Raises NotKept."""
        with self._database.asking() as connection:
            return standing_of(connection, self._cipher, conversation_id)

    def events(self, conversation_id: str, after: int = 0, until: int | None = None) -> list[Event]:
        """The events after number `after` up to `until`, or all after it, in order. Raises NotKept."""
        with self._database.asking() as connection:
            return self._events(connection, conversation_id, after, until)

    def session(self, conversation_id: str) -> tuple[Standing, list[Event]] | None:
        """How far a conversation has come, and the events of the session that it is in, in order; None where there
        is no such conversation. Raises NotKept."""
        with self._database.reading() as connection:
            standing = standing_of(connection, self._cipher, conversation_id)
            if standing is None:
                return None
            begun = connection.execute(
                sa.select(sa.func.max(event.c.number)).where(
                    event.c.conversation == conversation_id, event.c.kind == SESSION
                )
            ).scalar()
            return standing, self._events(connection, conversation_id, (begun or 1) - 1)

    def last_said(self, conversation_id: str) -> int:
        """The number of the last thing that anybody said in a conversation; 0 where nothing was. Raises NotKept."""
        with self._database.asking() as connection:
            last = connection.execute(
                sa.select(sa.func.max(event.c.number)).where(
                    event.c.conversation == conversation_id, event.c.kind.in_(SAID)
                )
            ).scalar()
        return int(last or 0)

    def conversations(self) -> list[str]:
        """The ids of all conversations. Raises NotKept."""
        with self._database.asking() as connection:
            return list(connection.execute(sa.select(conversation.c.id)).scalars())

    def added_to_since(self, at: datetime, most: int) -> list[str]:
        """The ids of the conversations added to since then, the last one first; `most` at most. Raises NotKept."""
        wanted = sa.select(conversation.c.id).where(conversation.c.last >= at).order_by(conversation.c.last.desc())
        with self._database.asking() as connection:
            return list(connection.execute(wanted.limit(most)).scalars())

    def _events(
        self, connection: Connection, conversation_id: str, after: int, until: int | None = None
    ) -> list[Event]:
        wanted = [event.c.conversation == conversation_id, event.c.number > after]
        if until is not None:
            wanted.append(event.c.number <= until)
        rows = connection.execute(EVENTS.where(*wanted).order_by(event.c.number))
        unlocked = self._cipher.unlocked
        return [Event(number, kind, at, unlocked(body), message_id) for number, kind, at, body, message_id in rows]

    def _refuse_kept(self, connection: Connection, turn: Turn) -> None:
        """Raises AlreadyKept where a message of the turn is there already."""
        ids = [one.message_id for one in turn.events if one.message_id is not None]
        there = sa.select(event.c.number).where(event.c.conversation == turn.conversation, event.c.message_id.in_(ids))
        if ids and connection.execute(there).first():
            raise AlreadyKept(ANSWERED_BEFORE)

    def _keep(self, connection: Connection, owner: str, turn: Turn, draft: Draft, at: datetime) -> None:
        """Writes a draft: a new record, or in place of the practitioner's one with its id.

        A record that is carried on with belongs to this conversation from now on, and is erased with it.
        """
        this = {"record_id": draft.id, "owner": owner}
        before = connection.execute(RECORD_BODY, this).scalar()
        if draft.body is None:
            connection.execute(CHANGE_RECORD, {**this, "state": draft.state, "changed": at})
            return
        reference = draft.reference or (turn.course.reference if draft.kind in OF_A_CASE else None)
        if reference is None and before is not None:
            reference = self._cipher.unlocked(before)["reference"]
        values = {
            "conversation": turn.conversation,
            "number": draft.number,
            "state": draft.state,
            "changed": at,
            "due": draft.due,
            "edition": draft.edition,
            "rules": draft.rules,
            "reference": self._cipher.marks(reference)[0] if reference else None,
            "body": self._cipher.locked({"reference": reference, "body": draft.body}),
        }
        if before is None:
            values |= {"id": draft.id, "practitioner": owner, "kind": draft.kind, "made": at}
            connection.execute(ADD_RECORD, values)
        else:
            connection.execute(CHANGE_RECORD, {**this, **values})


def row_of(cipher: Cipher, conversation_id: str, one: Event) -> dict[str, Any]:
    """An event as it is written."""
    return {
        "conversation": conversation_id,
        "number": one.number,
        "message_id": one.message_id,
        "kind": one.kind,
        "at": one.at,
        "body": cipher.locked(one.body),
    }


def refer(connection: Connection, cipher: Cipher, conversation_id: str, course: Course) -> int:
    """Gives the course's reference to what was kept of the same child before it was told; returns to how many."""
    reference = str(course.reference)
    unnamed = sa.and_(
        record.c.conversation == conversation_id,
        record.c.number >= course.child_from,
        record.c.kind.in_(OF_A_CASE),
        record.c.reference.is_(None),
    )
    rows = connection.execute(sa.select(record.c.id, record.c.body).where(unnamed)).all()
    for row in rows:
        body = cipher.locked({**cipher.unlocked(row.body), "reference": reference})
        connection.execute(
            sa.update(record).where(record.c.id == row.id).values(reference=cipher.marks(reference)[0], body=body)
        )
    return len(rows)


def standing_of(connection: Connection, cipher: Cipher, conversation_id: str) -> Standing | None:
    """How far a conversation has come; None where there is none."""
    row = connection.execute(STANDING, {"conversation_id": conversation_id}).one_or_none()
    return None if row is None else standing_in(row, cipher)


def standing_in(row: Any, cipher: Cipher) -> Standing:
    """How far the conversation of a row of its table has come."""
    course = Course.from_json(cipher.unlocked(row.course)) if row.course else Course()
    return Standing(row.practitioner, row.next - 1, row.opened, row.last, course)


def open_conversation(connection: Connection, owner: str, conversation_id: str, at: datetime) -> None:
    """Makes a conversation, and its practitioner, where they aren't there yet."""
    add_practitioner(connection, owner, at)
    add_conversation(connection, owner, conversation_id, at)


def add_conversation(connection: Connection, owner: str, conversation_id: str, at: datetime) -> None:
    """Makes a conversation of a practitioner who is there, where it isn't there yet."""
    values = {"id": conversation_id, "practitioner": owner, "opened": at, "last": at, "next": 1}
    connection.execute(added_once(connection.dialect.name, conversation), values)


def add_practitioner(connection: Connection, owner: str, at: datetime) -> None:
    """Makes a practitioner, where there is none of the name."""
    values = {"id": owner, "first_seen": at, "last_seen": at}
    connection.execute(added_once(connection.dialect.name, practitioner), values)
