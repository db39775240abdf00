"""A turn to a child as the coach reads it: plain words, sentences, and what in it the child hadn't said."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from bot.rehearsal.questions.rules import Rules

LONGEST_READ = 1_200
"""Characters of a turn that are read; a sentence to a child is a tenth of that."""

SAID_READ = 40
"""Turns of the child's that are remembered, the latest."""

APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "`": "'", "“": '"', "”": '"'})
MISSING_SPACE = re.compile(r"([?!;,.])(?=[A-Za-z])")
SENTENCE_END = frozenset(".?!;")
MORE_FUNCTION_WORDS = frozenset({"not", "'s", "okay", "yeah", "please", "tell", "let", "i", "got", "mr", "mrs"})
ENDINGS = ("ing", "ed", "es", "ly", "s", "e", "y")


@dataclass(frozen=True)
class Sentence:
    """Plain words of one sentence, whether it ends in a question mark, and the cues in it."""

    words: tuple[str, ...]
    asked: bool
    cues: frozenset[str]

    @property
    def plain(self) -> str:
        """The words with spaces between."""
        return " ".join(self.words)


@dataclass(frozen=True)
class Reading:
    """A turn: what was typed (as much as is read), its sentences, and which content words the child had said."""

    text: str
    sentences: tuple[Sentence, ...]
    said: frozenset[str]

    @property
    def cues(self) -> frozenset[str]:
        """The cues of all sentences."""
        return frozenset().union(*(sentence.cues for sentence in self.sentences))

    @property
    def words(self) -> tuple[str, ...]:
        """The plain words of all sentences."""
        return tuple(word for sentence in self.sentences for word in sentence.words)


def read(text: str, said_before: Sequence[str], rules: Rules) -> Reading:
    """`text` as sentences of plain words; `said_before` as the stems of the child's words."""
    typed = " ".join(text[:LONGEST_READ].translate(APOSTROPHES).split())
    heard = " . ".join(turn[:LONGEST_READ] for turn in said_before[-SAID_READ:])[: LONGEST_READ * 4]
    said = frozenset(stem(word) for word in plain_words(heard.translate(APOSTROPHES), rules) if word[0].isalpha())
    return Reading(
        typed, tuple(_with_cues(words, asked, rules) for words, asked in _sentences(plain_words(typed, rules))), said
    )


def plain_words(text: str, rules: Rules) -> tuple[str, ...]:
    """`text` in lower case as spaCy's tokens, contractions undone and chat spellings made plain."""
    spaced = MISSING_SPACE.sub(r"\1 ", text.lower())
    mended = " ".join(
        rules.plain.get(word.strip(",.?!"), word) if word.strip(",.?!") == word else _mended(word, rules)
        for word in spaced.split()
    )
    words: list[str] = []
    for token in tokenizer()(mended):
        norm = token.norm_.strip()
        if norm:
            words.extend(rules.plain.get(norm, norm).split())
    return tuple(words)


def _mended(word: str, rules: Rules) -> str:
    bare = word.strip(",.?!")
    return word.replace(bare, rules.plain[bare]) if bare in rules.plain else word


def _with_cues(words: tuple[str, ...], asked: bool, rules: Rules) -> Sentence:
    plain = " ".join(words) + (" ?" if asked else "")
    return Sentence(words, asked, frozenset(name for name, pattern in rules.cues.items() if pattern.search(plain)))


def _sentences(words: Sequence[str]) -> tuple[tuple[tuple[str, ...], bool], ...]:
    found: list[tuple[tuple[str, ...], bool]] = []
    held: list[str] = []
    for word in words:
        if word[0] in SENTENCE_END:
            if held:
                found.append((tuple(held), word[0] == "?"))
            elif found and word[0] == "?":
                found[-1] = (found[-1][0], True)
            held = []
        else:
            held.append(word)
    if held:
        found.append((tuple(held), False))
    return tuple(found)


@lru_cache(maxsize=1)
def tokenizer() -> Any:
    """spaCy's tokenizer for English. spaCy takes a second to load, so it is loaded with the first turn to read."""
    from spacy.lang.en import English

    return English().tokenizer


@lru_cache(maxsize=1)
def function_words() -> frozenset[str]:
    """Words that say nothing of their own."""
    from spacy.lang.en.stop_words import STOP_WORDS

    return MORE_FUNCTION_WORDS | frozenset(STOP_WORDS)


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """`word` without its ending, roughly, so that "laughed" is found in "laughing"."""
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            shorter = word[: -len(ending)]
            return shorter[:-1] if len(shorter) > 3 and shorter[-1] == shorter[-2] else shorter
    return word


def is_content(word: str) -> bool:
    """Whether `word` says something of its own."""
    return word[0].isalpha() and word not in function_words() and len(word) > 1
