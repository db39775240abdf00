"""The coach for questions to a child: a label, flags, a better wording, and why."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bot.rehearsal.questions.classifying import label_of
from bot.rehearsal.questions.flags import flags as flags_of
from bot.rehearsal.questions.labelled import RECOMMENDED, Labelled, is_young
from bot.rehearsal.questions.model import MODELS, Model, load
from bot.rehearsal.questions.reading import LONGEST_READ, SAID_READ, Reading, read
from bot.rehearsal.questions.rewording import Turn, better, parts
from bot.rehearsal.questions.rules import Rules, standard_rules
from bot.rehearsal.questions.wording import Words, in_plain_words, standard_words

LINE_START = re.compile(r"^\s*(?:[-*•–—>]+|\(?(?:\d{1,3}|[a-zA-Z])[.):]|[Qq]\d{0,3}[.:)])\s+")
LONGEST_LIST = 200
"""Questions that are read from what is pasted."""


@dataclass(frozen=True)
class Coach:
    """The model, the rules and the words, loaded once."""

    model: Model
    rules: Rules
    words: Words

    def label(self, question: str, age: int | None, said_before: Sequence[str] = ()) -> Labelled:
        """`question` (a turn to a child of `age`, after the child said `said_before`) labelled."""
        said = tuple(turn[:LONGEST_READ] for turn in said_before[-SAID_READ:])
        reading = read(question, said, self.rules)
        label, flags = self._judged(reading, age)
        if label in RECOMMENDED and not flags:
            return Labelled(question, label, flags, True, None, self.words.why[label])
        turn = Turn(reading, label, flags, age, said)
        wording = better(turn, lambda text: self._passes(text, age, said), self.words, self.rules)
        reason = self.words.why[label] if label not in RECOMMENDED else self.words.why_flags[flags[0]]
        return Labelled(question, label, flags, label in RECOMMENDED, wording, reason, self._later(turn, wording))

    def _judged(self, reading: Reading, age: int | None) -> tuple[str, tuple[str, ...]]:
        label = label_of(reading, self.model, self.rules)
        return label, flags_of(reading, label, age, self.rules)

    def _passes(self, text: str, age: int | None, said: tuple[str, ...]) -> bool:
        return _passes(self, text, is_young(age), said)

    def _later(self, turn: Turn, wording: str) -> tuple[str, ...]:
        """The questions of a multiple one that the better wording leaves for later."""
        if turn.label != "multiple":
            return ()
        asked = parts(turn.reading.text, self.words)
        chosen = next((part for part in asked if in_plain_words(part, self.words) == wording), asked[0])
        return tuple(part for part in dict.fromkeys(asked) if part != chosen)

    def __hash__(self) -> int:
        return id(self)

    def __eq__(self, other: object) -> bool:
        return self is other


@lru_cache(maxsize=20_000)
def _passes(coach: Coach, text: str, young: bool, said: tuple[str, ...]) -> bool:
    """Whether the coach finds nothing against `text`, said at once or after what the child said."""
    age = 6 if young else 12
    for before in {(), said}:
        label, flags = coach._judged(read(text, before, coach.rules), age)
        if label not in RECOMMENDED or flags:
            return False
    return True


@lru_cache(maxsize=2)
def standard_coach(folder: Path = MODELS) -> Coach:
    """The coach with the model in `folder`, made there on first need."""
    return Coach(load(folder), standard_rules(), standard_words())


def label(question: str, age: int | None, said_before: Sequence[str] = ()) -> Labelled:
    """`question` labelled by the standard coach."""
    return standard_coach().label(question, age, said_before)


def read_list(text: str) -> tuple[str, ...]:
    """The questions of a pasted list: numbered, bulleted or plain, one a line; a line may hold one turn."""
    lines = (LINE_START.sub("", line).strip() for line in text[: LONGEST_LIST * LONGEST_READ].splitlines())
    return tuple(line for line in lines if re.search(r"\w", line))[:LONGEST_LIST]
