"""What goes into the records and what comes out of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction
from typing import Any, Literal, get_args

Kind = Literal[
    "walk_through",
    "impact",
    "escalation",
    "smart_action",
    "rehearsal",
    "question_list",
    "rating",
    "declined",
    "reminder",
]
KINDS: tuple[Kind, ...] = get_args(Kind)

AUDIT: tuple[Kind, ...] = ("impact", "escalation")
"""Kinds that say what was suggested, on what facts and by which rules; they are kept longest."""

OF_A_CASE: tuple[Kind, ...] = ("walk_through", "impact", "escalation", "smart_action", "question_list", "reminder")
"""Kinds that belong to a case, and so to its reference."""

UNFINISHED = ("asking", "paused", "building")
"""States of what a practitioner may want to carry on with."""

REMINDER: Kind = "reminder"
SET, GIVEN, STOPPED = "set", "given", "stopped"
"""States of a reminder; its due date is the day on which it is to be given."""


@dataclass(frozen=True)
class Event:
    """One event of a conversation. Its `number` counts from 1; `at` is aware; `message_id` is the client's own."""

    number: int
    kind: str
    at: datetime
    body: Mapping[str, Any]
    message_id: str | None = None


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What is to be kept as a record. A draft with the id of a record that is there replaces it.

    `number` is the event with which it began. `body` None leaves body and due date as they are kept, and changes
    nothing where nothing is kept. `reference` is of the case that it names itself, else it is that spoken of.
    """

    id: str
    kind: Kind
    number: int
    body: Mapping[str, Any] | None
    state: str | None = None
    due: date | None = None
    edition: str | None = None
    rules: str | None = None
    reference: str | None = None


@dataclass(frozen=True, kw_only=True)
class Record:
    """What was worked out, as it is kept. `reference` is the practitioner's own for the case; `made` and `changed`
    are aware; `edition` and `rules` are those of the packs and rules that gave a suggestion."""

    id: str
    practitioner: str
    conversation: str
    number: int
    kind: Kind
    body: Mapping[str, Any]
    made: datetime
    changed: datetime
    reference: str | None = None
    state: str | None = None
    due: date | None = None
    edition: str | None = None
    rules: str | None = None

    @property
    def is_unfinished(self) -> bool:
        """Whether it can be carried on with."""
        return self.state in UNFINISHED

    def as_json(self) -> dict[str, Any]:
        """The record as an object for a file or a page."""
        return {
            "id": self.id,
            "kind": self.kind,
            "reference": self.reference,
            "state": self.state,
            "made": self.made.isoformat(),
            "changed": self.changed.isoformat(),
            "due": self.due.isoformat() if self.due else None,
            "edition": self.edition,
            "rules": self.rules,
            "conversation": self.conversation,
            **self.body,
        }


@dataclass(frozen=True)
class Figure:
    """An attendance in percent (0 to 100) as it was known at a time, and the record that it stands in."""

    at: datetime
    attendance: Fraction
    record: str


@dataclass(frozen=True)
class Begun:
    """A record that is being added to: its id, and the event of this conversation with which that began."""

    id: str
    number: int


@dataclass(frozen=True)
class Course:
    """What a conversation is in the middle of, so that what is told over many turns stays one record.

    `child_from` is the event since which one and the same child is spoken of. `begun` says which record of a kind is
    being added to, `fresh` which of these have nothing noted yet. `reference` is the practitioner's own for the case
    that is spoken of.
    """

    child_from: int = 0
    begun: Mapping[str, Begun] = field(default_factory=dict)
    fresh: frozenset[str] = frozenset()
    reference: str | None = None

    def as_json(self) -> dict[str, Any]:
        """As it is kept with the conversation."""
        return {
            "child_from": self.child_from,
            "begun": {kind: [one.id, one.number] for kind, one in self.begun.items()},
            "fresh": sorted(self.fresh),
            "reference": self.reference,
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Course:
        """From how it is kept."""
        begun = {kind: Begun(*one) for kind, one in kept["begun"].items()}
        return cls(kept["child_from"], begun, frozenset(kept["fresh"]), kept["reference"])


@dataclass(frozen=True)
class Standing:
    """How far a conversation has come: the number of its last event, when it was opened and last added to, what it is
    in the midst of."""

    practitioner: str
    last: int
    opened: datetime
    added: datetime
    course: Course


@dataclass(frozen=True)
class Turn:
    """What one turn adds to a conversation: events, records, and where that leaves it.

    `found` is how the conversation stood before; None where it wasn't there, so that it is to be made, for
    `practitioner`. The events have the numbers that come next.
    """

    conversation: str
    practitioner: str
    found: Standing | None
    events: tuple[Event, ...]
    drafts: tuple[Draft, ...] = ()
    course: Course = field(default_factory=Course)
