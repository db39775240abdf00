"""What a rehearsal remembers from turn to turn: small, so that it can travel with the conversation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

LONGEST_PUT = 200
"""Characters kept of what was put to the child."""


@dataclass(frozen=True)
class Said:
    """What the practitioner said to the child, with the coach's label and flags."""

    text: str
    label: str
    flags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rehearsal:
    """One rehearsal so far.

    `said` are the layers told, `told` the details given ("lunch_loud.where"), `agreed` what the child agreed to only
    because it was put, `subject` what was talked of last, `warmth` the kinds of warm words heard, `shut` whether the
    child has closed down, `quiet` whether they answered last with silence.
    """

    child: str
    seed: int
    trust: float
    turn: int = 0
    said: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    agreed: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    warmth: tuple[str, ...] = ()
    subject: str | None = None
    drawn: bool = False
    shut: bool = False
    quiet: bool = False

    def as_json(self) -> dict[str, Any]:
        """The rehearsal as it is remembered in a conversation."""
        return {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(self).items()}

    @classmethod
    def from_json(cls, remembered: Mapping[str, Any]) -> Rehearsal:
        """The rehearsal, from how it is remembered. Raises TypeError where that is not one."""
        fields: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value for name, value in remembered.items()
        }
        return cls(**fields)
