"""Where a walk-through stands: the item that waits, the notes taken, what was skipped."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

Item = Literal["attendance", "lateness", "suspensions", "reduced_hours", "lesson_attendance", "support", "agencies"]
ITEMS: tuple[Item, ...] = (
    "attendance",
    "lateness",
    "suspensions",
    "reduced_hours",
    "lesson_attendance",
    "support",
    "agencies",
)
"""In the order of the Hampshire guide's numbered list."""

State = Literal["asking", "paused", "finished", "stopped"]

Standing = Literal["waiting", "noted", "skipped", "open"]

NOT_KNOWN = re.compile(
    r"^\W*(?:i\s+)?(?:do\s?n[o']?t|dunno|not|no)\s*(?:really\s+)?(?:know|idea|sure|certain|told|said|clear)\b"
    r"|^\W*(?:unknown|unsure|dunno|dont\s+know|tbc|n/?k|nk|to\s+(?:be\s+)?(?:confirm\w*|follow|find\s+out)|\?+)\W*$"
    r"|\b(?:school|they|head|senco)\w*\s+(?:has|have|did|does|could|would|is|are)?\s*(?:n[o']?t|not|n't|yet\s+to)\s*(?:yet\s+)?"
    r"(?:said|say|told|tell|given|give|replied|reply|answered|sure|got\s+back|come\s+back|know|shared|sent)\b"
    r"|\b(?:waiting|wait)\s+(?:for|on|to\s+hear)\s+(?:the\s+)?(?:school|them|head|an\s+answer|a\s+reply)\b"
    r"|\b(?:haven'?t|have\s+not|not)\s+(?:asked|found\s+out|got\s+(?:it|that|this))\b",
    re.IGNORECASE,
)

NOTHING = re.compile(
    r"^\W*(?:none?|nil|zero|0|n/?a|nothing|never|nope|no)\b(?:\W+(?:at\s+all|so\s+far|yet|this\s+(?:year|term)|that\s+(?:i|we)\s+know\s+of|"
    r"recorded|on\s+record|reported|known|in\s+place|being\s+used))*\W*$"
    r"|^\W*(?:there\s+(?:are|is|were|have\s+been|has\s+been|'s)\s+)?(?:no|not|none|hasn'?t|haven'?t|isn'?t|never)\b",
    re.IGNORECASE,
)

CORRECTION = re.compile(
    r"(?P<right>[^,;]+?)[,;]?\s+(?:and\s+)?(?:not|rather\s+than|instead\s+of)\s+(?P<wrong>[^,;.]+)", re.IGNORECASE
)


@dataclass(frozen=True)
class Note:
    """What a practitioner noted for an item, as typed."""

    text: str

    @property
    def is_known(self) -> bool:
        """Whether it says more than that nobody knows yet."""
        return not NOT_KNOWN.search(self.text)

    @property
    def says_nothing_found(self) -> bool:
        """Whether it says that there is none ("no suspensions this year")."""
        return NOTHING.match(self.text) is not None and self.is_known


@dataclass(frozen=True)
class Walkthrough:
    """A walk-through as it stands. `position` counts from 1 and is of the item that waits for an answer."""

    position: int = 1
    notes: Mapping[str, Note] = field(default_factory=dict)
    skipped: frozenset[str] = frozenset()
    state: State = "asking"
    unconfirmed: frozenset[str] = frozenset()
    """Items whose note comes from the school's register, and waits for the practitioner's yes."""

    @property
    def item(self) -> Item | None:
        """The item that waits for an answer."""
        return ITEMS[self.position - 1] if self.state in ("asking", "paused") else None

    @property
    def answers(self) -> frozenset[str]:
        """The items noted by the practitioner, or confirmed."""
        return frozenset(self.notes) - self.unconfirmed

    @property
    def missing(self) -> tuple[Item, ...]:
        """The items that nothing is known of yet."""
        return tuple(item for item in ITEMS if item not in self.notes or not self.notes[item].is_known)

    def answered(self, text: str) -> Walkthrough:
        """With `text` noted for the item that waits, and the next open item waiting."""
        item = ITEMS[self.position - 1]
        return self.rewritten(item, text.strip()).onwards()

    def confirmed(self) -> Walkthrough:
        """With the note of the item that waits confirmed as it is, and the next open item waiting."""
        return replace(self, unconfirmed=self.unconfirmed - {ITEMS[self.position - 1]}).onwards()

    def filled(self, notes: Mapping[Item, str], mark: str) -> Walkthrough:
        """With notes from a register, to be confirmed, for items of which the practitioner has noted nothing.

        `mark` ends a note that comes from a register: one from an earlier register is replaced.
        """
        own = {item for item in self.answers if not self.notes[item].text.endswith(mark)}
        fresh: dict[str, Note] = {item: Note(text) for item, text in notes.items() if item not in own}
        return replace(
            self,
            notes={**self.notes, **fresh},
            skipped=self.skipped - set(fresh),
            unconfirmed=self.unconfirmed | set(fresh),
        )

    def passed_over(self) -> Walkthrough:
        """With the item that waits skipped."""
        return replace(self, skipped=self.skipped | {ITEMS[self.position - 1]}).onwards()

    def onwards(self) -> Walkthrough:
        """With the next open item waiting: the first after this one, then any left open before it."""
        done = self.skipped | self.answers
        after = [number for number in range(self.position + 1, len(ITEMS) + 1) if ITEMS[number - 1] not in done]
        before = [number for number in range(1, self.position + 1) if ITEMS[number - 1] not in done]
        if after or before:
            return replace(self, position=(after or before)[0], state="asking")
        return replace(self, position=len(ITEMS), state="finished")

    def back(self) -> Walkthrough:
        """With the item before waiting; the first stays the first."""
        return replace(self, position=max(1, self.position - 1), state="asking")

    def at(self, item: Item) -> Walkthrough:
        """With `item` waiting."""
        return replace(self, position=ITEMS.index(item) + 1, state="asking")

    def changed(self, item: Item, text: str) -> Walkthrough:
        """With the note of `item` put right by `text`, and the same item waiting as before.

        "14, not 12" changes 12 into 14 where the note says 12; anything else replaces the note.
        """
        correction = CORRECTION.match(text.strip())
        note = text.strip()
        if correction:
            right, wrong = correction["right"].strip(), correction["wrong"].strip()
            before = self.notes[item].text if item in self.notes else ""
            found = re.search(rf"(?<!\w){re.escape(wrong)}(?!\w)", before, re.IGNORECASE)
            note = before[: found.start()] + right + before[found.end() :] if found else right
        return self.rewritten(item, note)

    def rewritten(self, item: Item, note: str) -> Walkthrough:
        """With `note` in place of the whole note of `item`, and the same item waiting as before."""
        return replace(
            self,
            notes={**self.notes, item: Note(note)},
            skipped=self.skipped - {item},
            unconfirmed=self.unconfirmed - {item},
        )

    def paused(self) -> Walkthrough:
        """Put aside, to be carried on later."""
        return replace(self, state="paused")

    def stopped(self) -> Walkthrough:
        """Ended early; the notes stay for the summary."""
        return replace(self, state="stopped")

    def resumed(self) -> Walkthrough:
        """Carried on where it was, or at the first open item after it was stopped."""
        if self.state == "paused":
            return replace(self, state="asking")
        return replace(self, position=0).onwards()

    def progress(self) -> dict[str, Any]:
        """The contract's `checklist`: the item that waits, its position, of how many, the state."""
        return {"item": self.item, "position": self.position, "of": len(ITEMS), "state": self.state}

    def standing(self, item: Item) -> Standing:
        """Where one item stands: it waits for an answer, is noted, was skipped, or is open."""
        if item == self.item:
            return "waiting"
        if item in self.notes:
            return "noted"
        return "skipped" if item in self.skipped else "open"

    def as_json(self) -> dict[str, Any]:
        """As it is remembered in a conversation."""
        return {
            "position": self.position,
            "notes": {item: note.text for item, note in self.notes.items()},
            "skipped": sorted(self.skipped),
            "state": self.state,
            "unconfirmed": sorted(self.unconfirmed),
        }

    @classmethod
    def from_json(cls, remembered: Mapping[str, Any]) -> Walkthrough:
        """From how it is remembered."""
        return cls(
            remembered["position"],
            {item: Note(text) for item, text in remembered["notes"].items()},
            frozenset(remembered["skipped"]),
            remembered["state"],
            frozenset(remembered.get("unconfirmed", ())),
        )
