"""The records of a practitioner, read back for skills, pages and exports; nobody reads another's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

import sqlalchemy as sa

from bot.records.journal import OWNER
from bot.records.record import REMINDER, UNFINISHED, Figure, Kind, Record
from bot.records.store import Store
from bot.records.tables import record

FIGURES: tuple[Kind, ...] = ("walk_through", "impact", "escalation")
"""Kinds in which an attendance stands."""

THEIRS = (
    sa.select(record)
    .where(record.c.practitioner == sa.bindparam("owner"))
    .order_by(record.c.changed.desc(), record.c.number.desc())
)
THEIR_UNFINISHED = THEIRS.where(record.c.state.in_(UNFINISHED))
"""Made once: whoever says hello is told of what is unfinished."""


class Records:
    """What was worked out and kept. Each function raises NotKept where the database can't be read or written."""

    def __init__(self, store: Store) -> None:
        self._database = store.database
        self._cipher = store.cipher

    def owner(self, conversation_id: str) -> str | None:
        """The practitioner whose conversation it is; None where there is no such conversation."""
        with self._database.asking() as connection:
            found: str | None = connection.execute(OWNER, {"conversation_id": conversation_id}).scalar()
        return found

    def of(
        self,
        practitioner: str,
        kind: Kind | None = None,
        states: Sequence[str] | None = None,
        reference: str | None = None,
    ) -> list[Record]:
        """The practitioner's records, the one changed last first; of one kind, in one of the states, of one
        reference (in any case of letters), where these are given."""
        query, given = THEIRS, {"owner": practitioner}
        if kind is not None:
            query = query.where(record.c.kind == kind)
        if states is not None:
            query = query.where(record.c.state.in_(states))
        if reference is not None:
            query = query.where(record.c.reference.in_(self._cipher.marks(reference)))
        return self._read(query, given)

    def unfinished(self, practitioner: str) -> list[Record]:
        """What the practitioner can carry on with, the one changed last first."""
        return self._read(THEIR_UNFINISHED, {"owner": practitioner})

    def one(self, practitioner: str, record_id: str) -> Record | None:
        """The practitioner's record with this id; None where there is none, and where it is another's."""
        found = self._read(sa.select(record).where(record.c.practitioner == practitioner, record.c.id == record_id))
        return found[0] if found else None

    def due(self, practitioner: str, until: date) -> list[Record]:
        """What is due for review on or before a day, the earliest first."""
        return self._read(
            sa.select(record)
            .where(record.c.practitioner == practitioner, record.c.kind != REMINDER, record.c.due <= until)
            .order_by(record.c.due, record.c.made)
        )

    def figures(self, practitioner: str, reference: str) -> list[Figure]:
        """The attendance of one reference over time, the earliest first; the same figure twice on end stands once."""
        kept = [one for one in self.of(practitioner, reference=reference) if one.kind in FIGURES]
        figures: list[Figure] = []
        for one in sorted(kept, key=lambda one: (one.made, one.number)):
            attendance = (one.body.get("child") or {}).get("attendance")
            if attendance is not None and (not figures or figures[-1].attendance != Fraction(attendance)):
                figures.append(Figure(one.made, Fraction(attendance), one.id))
        return figures

    def _read(self, query: Any, given: Mapping[str, Any] | None = None) -> list[Record]:
        with self._database.asking() as connection:
            rows = connection.execute(query, given or {}).all()
        return [self._record(row) for row in rows]

    def _record(self, row: Any) -> Record:
        kept = self._cipher.unlocked(row.body)
        fields = {**row._mapping, "body": kept["body"], "reference": kept["reference"]}
        return Record(**fields)
