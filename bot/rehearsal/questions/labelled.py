"""What the coach says of a turn, and how it is written as JSON."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

LABELS = ("invitation", "directive", "option_posing", "suggestive", "multiple", "facilitator", "unsupportive")
"""The kinds of turn (design, "Questions to a child")."""

RECOMMENDED = frozenset({"invitation", "directive", "facilitator"})
FLAGS = ("why", "long", "jargon", "negative", "time_or_number", "secrecy", "do_you_know")
YOUNG = 8
"""The age from which a child tells a clock's time (practice, 3.4), and below which 12 words are long."""


@dataclass(frozen=True)
class Labelled:
    """A turn with its label, its flags, a better wording where it needs one, and why in one sentence."""

    question: str
    label: str
    flags: tuple[str, ...]
    recommended: bool
    better: str | None
    why: str
    later: tuple[str, ...] = ()


def as_json(labelled: Labelled) -> dict[str, Any]:
    """`labelled` under the names of the command line's --json."""
    return {
        "question": labelled.question,
        "label": labelled.label,
        "flags": list(labelled.flags),
        "recommended": labelled.recommended,
        "better": labelled.better,
        "why": labelled.why,
        "later": list(labelled.later),
    }


def is_young(age: int | None) -> bool:
    """Whether a child of `age` is under 8; a child of unknown age isn't taken to be."""
    return age is not None and age < YOUNG
