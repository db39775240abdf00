"""Exploring what keeps a child away, side by side (AfC guidance: Understanding Barriers to Education; barriers.yml)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, Literal

from bot.barriers.words import Word, words_in
from bot.guidance.pack import Barriers, BarrierStep, Factor

Side = Literal["push", "pull"]

UNSAFE_HOME = "unsafe_home"
"""The factor that is looked into before any other."""

BREAKS = frozenset(".;:!?\n")
TURNS = frozenset(("but", "though", "although", "however", "because", "and", "except", "as", "since"))
"""Words after which something else is said, so that a "no" before them ends."""

NEGATORS = frozenset(
    ("no", "not", "never", "without", "nothing", "neither", "nor", "doesnt", "hasnt", "deny", "denied")
)
WITHIN_NEGATION = frozenset(
    ("feel", "seem", "get", "getting", "got", "have", "had", "show", "shown", "say", "said", "suffer", "report")
    + ("experience", "experienced", "mention", "sign", "evidence", "history", "issue", "problem", "concern", "worry")
    + ("suggestion", "indication", "record", "known", "current", "currently", "particular", "particularly", "obvious")
    + ("obviously", "longer", "ever", "at", "all", "of", "about", "with", "from", "around", "to", "that", "there", "it")
    + ("reported", "real", "think", "or", "nor", "mum", "dad", "school", "he", "she", "they", "anything", "like")
)
"""Words that may stand between a "no" and what is not there."""

NEEDED = frozenset(("transport", "bus", "train", "taxi", "routine"))
"""Last words of names for what a child needs: to be without it is the barrier."""

HELP = frozenset(("assessment", "diagnosis", "support", "help", "plan", "medication", "referral", "provision"))
"""What a "no" before a need may deny instead: "no autism assessment" says nothing against autism."""

DENIED_AFTER = (
    ("not", "issue"), ("not", "problem"), ("not", "concern"), ("not", "factor"), ("not", "happening"), ("not", "there"),
    ("no", "longer"), ("no", "more"), ("no", ","), (",", "no", ","), (":", "no"), (":", "none"), ("none",),
    ("ruled", "out"), ("has", "ruled", "out"), ("have", "ruled", "out"), ("denied",), ("unlikely",), ("has", "stopped"),
)  # fmt: skip
"""What says, right after a factor, that it is not there."""


@dataclass(frozen=True)
class Exploration:
    """What has been heard on each side: factor ids, None where it has not been asked, and the practitioner's words."""

    push: tuple[str, ...] | None = None
    pull: tuple[str, ...] | None = None
    heard: Mapping[Side, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """What has been heard, as it is remembered in a conversation."""
        sides: dict[str, Any] = {side: list(ids) for side in SIDES if (ids := getattr(self, side)) is not None}
        return {**sides, "heard": dict(self.heard)} if sides else {}

    @classmethod
    def from_json(cls, remembered: Mapping[str, Any] | None) -> Exploration:
        """What has been heard, from how it is remembered; anything else in it is passed over."""
        kept = remembered or {}
        sides = {side: tuple(kept[side]) for side in SIDES if kept.get(side) is not None}
        heard = kept.get("heard") or {}
        return cls(**sides, heard={side: str(heard[side]) for side in SIDES if side in heard})


SIDES: tuple[Side, ...] = ("push", "pull")


@dataclass(frozen=True)
class Found:
    """A factor's name found in a text, from one word up to, not including, another."""

    factor: Factor
    start: int
    end: int

    def is_inside(self, other: Found) -> bool:
        """Whether it is a part of a longer name that was found."""
        return other.start <= self.start and self.end <= other.end and other.end - other.start > self.end - self.start


def factors_in(text: str, barriers: Barriers, side: Side | None = None) -> tuple[Factor, ...]:
    """The factors that a practitioner's words describe, on one side or both, in the guidance's order.

    The longest name counts ("worried about mum" is no worry about school), and none that is said not to be there.
    """
    words = words_in(text)
    found = list(names_found(words, barriers.factors))
    longest = [one for one in found if not any(one.is_inside(other) for other in found)]
    named = frozenset(index for one in longest for index in range(one.start, one.end))
    there = {one.factor.id for one in longest if not is_denied(one, words, named)}
    return tuple(factor for factor in barriers.factors if factor.id in there and side in (None, factor.side))


def names_found(words: tuple[Word, ...], factors: tuple[Factor, ...]) -> Iterator[Found]:
    """Every place where one of the factors' names stands."""
    names = names_by_letter(factors)
    for start, first in enumerate(words):
        for name, factor in names.get(first.shape[0], ()):
            there = words[start : start + len(name)]
            if len(there) == len(name) and all(map(Word.is_like, there, name)):
                yield Found(factor, start, start + len(name))


@lru_cache(maxsize=8)
def names_by_letter(factors: tuple[Factor, ...]) -> Mapping[str, Sequence[tuple[tuple[Word, ...], Factor]]]:
    """The factors' names as words to compare, by their first letter, in which no typing mistake is taken.

    A name of nothing but empty words is left out.
    """
    names: dict[str, list[tuple[tuple[Word, ...], Factor]]] = {}
    for factor in factors:
        for name in filter(None, map(words_in, factor.called)):
            names.setdefault(name[0].shape[0], []).append((name, factor))
    return names


def is_denied(found: Found, words: tuple[Word, ...], named: frozenset[int]) -> bool:
    """Whether it is said not to be there: "no bullying", "not bullied", "bullying is not an issue"."""
    shapes = [word.shape for word in words]
    after = tuple(shapes[found.end : found.end + 3])
    if any(after[: len(denial)] == denial for denial in DENIED_AFTER):
        return True
    if shapes[found.end - 1] in NEEDED or HELP.intersection(after[:1]):
        return False
    for index in range(found.start - 1, -1, -1):
        shape = shapes[index]
        if shape in NEGATORS and index not in named:
            return True
        listed = shape == "," and is_list_of_alternatives(shapes[index:])
        if shape in BREAKS | TURNS or not (index in named or shape in WITHIN_NEGATION or listed):
            return False
    return False


def is_list_of_alternatives(shapes: list[str]) -> bool:
    """Whether a comma goes on to an "or" or "nor" before anything else is said."""
    for shape in shapes:
        if shape in ("or", "nor"):
            return True
        if shape in BREAKS | TURNS | NEGATORS:
            return False
    return False


def next_step(exploration: Exploration, barriers: Barriers) -> BarrierStep | None:
    """The first question that has not been asked yet, in the guidance's order; None once both have been."""
    return next((step for step in barriers.steps if getattr(exploration, step.id) is None), None)


def with_answer(exploration: Exploration, side: Side, text: str, barriers: Barriers) -> Exploration:
    """This with the answer for one side; more said on a side is added to what was heard there."""
    before = exploration.push if side == "push" else exploration.pull
    ids = tuple(dict.fromkeys((*(before or ()), *(factor.id for factor in factors_in(text, barriers, side)))))
    said = "\n".join(part for part in (exploration.heard.get(side, ""), text.strip()) if part)
    heard = {**exploration.heard, side: said}
    return (
        replace(exploration, push=ids, heard=heard) if side == "push" else replace(exploration, pull=ids, heard=heard)
    )


def look_into(exploration: Exploration, barriers: Barriers) -> tuple[Factor, ...]:
    """The factors heard, an unsafe home first, then in the guidance's order.

    One of the other side that came up in an answer counts: what is said of home while school is asked about is heard.
    """
    ids = {*(exploration.push or ()), *(exploration.pull or ())}
    ids.update(factor.id for said in exploration.heard.values() for factor in factors_in(said, barriers))
    heard = (factor for factor in barriers.factors if factor.id in ids)
    return tuple(sorted(heard, key=lambda factor: factor.id != UNSAFE_HOME))
