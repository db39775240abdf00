"""Typing mistakes put right, towards the words that the guide knows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

WORD = re.compile(r"[a-z][a-z']+")

SHORTEST_MENDED = 4
"""Letters of the shortest word that is mended; in shorter ones a letter's difference is another word."""

LONG_WORD = 8
"""Letters from which a word may hold two mistakes."""

COMMON = 3
"""Times that a word must be met in the examples to be taken as spelled right, so that their own mistakes aren't."""

LONGEST_READ = 2_000
"""Characters of a message that are read for spelling."""


@dataclass(frozen=True)
class Spelling:
    """The words known, by how many letters they have and how they begin."""

    words: frozenset[str]
    _alike: dict[tuple[int, str], list[str]] = field(default_factory=dict, compare=False, repr=False)

    def __post_init__(self) -> None:
        for word in sorted(self.words):
            for beginning in beginnings_of(word):
                self._alike.setdefault((len(word), beginning), []).append(word)

    @classmethod
    def learned_from(cls, texts: Iterable[str], certain: Iterable[str] = ()) -> Spelling:
        """The words met often enough in `texts`, and all of those in `certain`."""
        met = Counter(word for text in texts for word in WORD.findall(text.lower()))
        known = {word for word, times in met.items() if times >= COMMON}
        return cls(frozenset(known | {word for text in certain for word in WORD.findall(text.lower())}))

    def mended(self, text: str) -> str:
        """`text` in lower case with each unknown word near a known one replaced by it."""
        return WORD.sub(lambda match: self.nearest(match.group()), text[:LONGEST_READ].lower().replace("’", "'"))

    def nearest(self, word: str) -> str:
        """The known word within a mistake of `word` (two in a long one), or `word` itself."""
        if word in self.words or len(word) < SHORTEST_MENDED:
            return word
        return _nearest(self, word)

    def alike(self, word: str, letters: int) -> list[str]:
        """The known words of so many letters that begin as `word` does, but for one of its first three letters."""
        found = {known for beginning in beginnings_of(word) for known in self._alike.get((letters, beginning), ())}
        return sorted(found)


def beginnings_of(word: str) -> tuple[str, str]:
    """The first letter of a word, and the two behind it: a mistake spoils one of them only."""
    return word[0], f" {word[1:3]}"


@lru_cache(maxsize=10_000)
def _nearest(spelling: Spelling, word: str) -> str:
    mistakes = 2 if len(word) >= LONG_WORD else 1
    near = [
        known
        for letters in range(len(word) - mistakes, len(word) + mistakes + 1)
        for known in spelling.alike(word, letters)
    ]
    found = process.extractOne(word, near, scorer=OSA.distance, score_cutoff=mistakes)
    return str(found[0]) if found else word
