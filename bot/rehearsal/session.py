"""A rehearsal as a conversation remembers it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from bot.rehearsal.feedback import Turn as Spoken
from bot.rehearsal.memory import Rehearsal

State = Literal["choosing", "on", "paused", "finished"]


@dataclass(frozen=True)
class Session:
    """Where a rehearsal stands, its turns, and the one before it."""

    state: State
    rehearsal: Rehearsal | None = None
    turns: tuple[Spoken, ...] = ()
    before: dict[str, Any] | None = None

    def as_json(self) -> dict[str, Any]:
        """As it is remembered."""
        return {
            "state": self.state,
            "rehearsal": self.rehearsal.as_json() if self.rehearsal else None,
            "turns": [one.as_json() for one in self.turns],
            "before": self.before,
        }

    @classmethod
    def from_json(cls, remembered: dict[str, Any]) -> Session:
        """From how it is remembered."""
        kept = remembered["rehearsal"]
        return cls(
            remembered["state"],
            Rehearsal.from_json(kept) if kept else None,
            tuple(Spoken.from_json(one) for one in remembered["turns"]),
            remembered["before"],
        )

    def progress(self) -> dict[str, Any]:
        """The contract's `rehearsal`: the child, the turn, and the label and flags of what was just said."""
        last = self.turns[-1].said if self.turns else None
        return {
            "child": self.rehearsal.child if self.rehearsal else None,
            "turn": self.rehearsal.turn if self.rehearsal else 0,
            "label": last.label if last else None,
            "flags": list(last.flags) if last else [],
        }
