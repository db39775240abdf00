"""The better wordings as data (words.yml), and the subject that a turn is about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from bot.rehearsal.questions.reading import function_words
from bot.rehearsal.questions.rules import HERE, Rules, read_yaml, standard_rules

WORD = re.compile(r"[a-z][a-z'-]*")
OWNED = frozenset({"your", "the", "my", "his", "her", "their", "ur", "yer"})
KEPT_OWNER = frozenset({"your", "my", "ur", "yer"})
TITLED = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr) [A-Z][a-z]*\b")


@dataclass(frozen=True)
class Words:
    """Everything that the coach says, as words.yml holds it."""

    why: Mapping[str, str]
    why_flags: Mapping[str, str]
    jargon: Mapping[str, str]
    topics: Mapping[str, str]
    general: frozenset[str]
    adjectives: frozenset[str]
    not_nouns: frozenset[str]
    persons: frozenset[str]
    turned: tuple[tuple[re.Pattern[str], str], ...]
    wordings: Mapping[str, tuple[str, ...]]
    signs: Mapping[str, re.Pattern[str]]
    kind: Mapping[str, tuple[str, ...]]
    families: Mapping[str, tuple[str, ...]]
    short: Mapping[str, str]
    events: Mapping[str, str]
    jargon_pattern: re.Pattern[str]
    longest_topic: int


@lru_cache(maxsize=1)
def standard_words() -> Words:
    """The words of words.yml."""
    held: Mapping[str, Any] = read_yaml(HERE / "words.yml")
    hard = sorted(held["jargon"], key=len, reverse=True)
    return Words(
        {label: said for label, said in held["why"].items() if label != "flags"},
        held["why"]["flags"],
        held["jargon"],
        held["topics"],
        frozenset(held["general"]),
        frozenset(held["adjectives"]),
        frozenset(held["not_nouns"]),
        frozenset(held["persons"]),
        tuple((re.compile(one["asked"], re.IGNORECASE), one["better"]) for one in held["turned"]),
        {name: tuple(said) for name, said in held["wordings"].items()},
        {name: re.compile(pattern) for name, pattern in held["signs"].items()},
        {name: tuple(said) for name, said in held["kind"].items()},
        {name: tuple(cues) for name, cues in held["families"].items()},
        held["short"],
        held["events"],
        re.compile(r"\b(?:" + "|".join(map(re.escape, hard)) + r")\b", re.IGNORECASE),
        max(len(topic.split()) for topic in held["topics"]),
    )


def in_plain_words(text: str, words: Words) -> str:
    """`text` with its jargon replaced."""
    plain = words.jargon_pattern.sub(lambda found: words.jargon[found.group().lower()], text)
    return plain[:1].upper() + plain[1:] if text[:1].isupper() else plain


def topics(text: str, words: Words, rules: Rules | None = None) -> tuple[str, ...]:
    """The subjects named in `text`, the likeliest first: its own nouns, then general ones such as school."""
    rules = rules or standard_rules()
    plain = in_plain_words(text, words)
    found = list(dict.fromkeys([*TITLED.findall(plain), *_named(WORD.findall(plain.lower()), words, rules)]))
    return tuple(sorted(found, key=lambda topic: topic in words.general))


def _named(said: Sequence[str], words: Words, rules: Rules) -> Iterator[str]:
    index = 0
    while index < len(said):
        for length in range(words.longest_topic, 0, -1):
            topic = words.topics.get(" ".join(said[index : index + length]).removesuffix("'s"))
            if topic and index + length <= len(said):
                yield topic
                index += length
                break
        else:
            owned = _owned(said, index, words, rules)
            if owned:
                yield owned
            index += 1


def _owned(said: Sequence[str], index: int, words: Words, rules: Rules) -> str | None:
    """ "your landlord" at `index`, with one word between where that is a known one ("your new landlord")."""
    if said[index] not in OWNED or index + 1 == len(said):
        return None
    between = [said[index + 1]] if said[index + 1] in words.adjectives and index + 2 < len(said) else []
    noun = said[index + 1 + len(between)].removesuffix("'s")
    if " ".join([*between, noun]) in words.topics or noun in words.topics:
        return None
    known = noun in words.not_nouns or noun in function_words() or noun in rules.loaded
    known = known or noun.endswith(("ed", "est", "n't"))
    if known or len(noun) < 3 or rules.jargon.search(noun):
        return None
    return " ".join(["your" if said[index] in KEPT_OWNER else "the", *between, noun])
