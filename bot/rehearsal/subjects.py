"""Finds what a question to a child is about, by the words that the child's pack gives for its subjects."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from rapidfuzz.distance import OSA

from bot.guidance.loading import read
from bot.guidance.rehearsal_pack import GENERAL, Child, Layer

LONGEST_READ = 2_000
"""Characters of a turn that are read; a sentence to a child has a twentieth of that."""

LONG_WORD = 6
"""Letters from which a word may have one typing mistake."""

WORDS: Mapping[str, Any] = read(Path(__file__).parent / "listening.yml")

NOT_MISTYPED = frozenset(WORDS["not_mistyped"].split())
"""Common words one letter from a subject's that are no typing mistakes."""

COMMON = frozenset(WORDS["common"].split())
"""Words of any conversation, by which nothing is told apart."""

APOSTROPHES = str.maketrans("\u2019\u2018`", "'''")
WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")


def any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    """Finds any of the patterns as whole words."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)")


IDIOMS = any_of(WORDS["idioms"])


def plain(text: str) -> str:
    """The text in lower case, with straight apostrophes and single spaces, as far as it is read."""
    return " ".join(text[:LONGEST_READ].translate(APOSTROPHES).casefold().split())


def words_in(text: str) -> list[str]:
    """The words of plain text."""
    return WORD.findall(text)


@lru_cache(maxsize=64)
def phrases(child: Child) -> dict[str, str]:
    """Every word or phrase that leads to a subject, with that subject; titles lead to theirs as well."""
    titles = {subject.title.casefold(): name for name, subject in child.subjects.items()}
    called = {phrase: name for name, subject in child.subjects.items() for phrase in subject.called}
    return {**titles, **called}


@lru_cache(maxsize=64)
def pattern(child: Child) -> re.Pattern[str]:
    """Finds any phrase that leads to a subject, the longest where several begin at one place."""
    longest_first = sorted(phrases(child), key=len, reverse=True)
    initials = sorted({phrase[0] for phrase in longest_first})
    # By first letter, so that at each word only a few phrases are tried.
    by_initial = (
        "|".join(re.escape(phrase) for phrase in longest_first if phrase[0] == initial) for initial in initials
    )
    branches = "|".join(
        f"(?={re.escape(initial)})(?:{each})" for initial, each in zip(initials, by_initial, strict=True)
    )
    return re.compile(rf"(?<![\w'])(?:{branches})(?!\w)")


@lru_cache(maxsize=4096)
def mistyped(word: str, child: Child) -> str | None:
    """The subject of which `word` is a word with one typing mistake, its first letter right; None for none."""
    if word in NOT_MISTYPED:
        return None
    for phrase, name in phrases(child).items():
        near = len(phrase) >= LONG_WORD and phrase[0] == word[0]
        if near and OSA.distance(word, phrase, score_cutoff=1) <= 1:
            return name
    return None


def subjects_in(text: str, child: Child) -> list[str]:
    """Every subject that plain text names, in order."""
    text = IDIOMS.sub(lambda idiom: " " * len(idiom.group()), text)
    found = [(match.start(), match.end(), phrases(child)[match.group()]) for match in pattern(child).finditer(text)]
    for match in WORD.finditer(text):
        name = mistyped(match.group(), child) if len(match.group()) >= LONG_WORD - 1 else None
        if name and not any(start <= match.start() < end for start, end, _ in found):
            found.append((match.start(), match.end(), name))
    return [name for _, _, name in sorted(found)]


def subject_of(text: str, child: Child) -> str | None:
    """What plain text is about: the last subject named, the general one only where no other is; None for none."""
    named = subjects_in(text, child)
    return next((name for name in reversed(named) if name != GENERAL), GENERAL if named else None)


@lru_cache(maxsize=1024)
def words_of(layer: Layer) -> frozenset[str]:
    """The words with which a child tells a layer that tell it from others."""
    return telling(" ".join((layer.says, *layer.details.values(), layer.closed)))


def telling(text: str) -> frozenset[str]:
    """The words of a text that say what it is about."""
    return frozenset(word for word in words_in(plain(text)) if len(word) > 2 and word not in COMMON)


@lru_cache(maxsize=64)
def vocabulary(child: Child) -> frozenset[str]:
    """Every word that this child uses or is asked about."""
    texts = [text for layer in child.layers for text in (layer.says, *layer.details.values())]
    return frozenset(word for text in (*texts, *phrases(child)) for word in words_in(text.casefold()))
