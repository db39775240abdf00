"""A reading as numbers for the linear model: hashed, so that what is kept of a model is numbers alone."""

from __future__ import annotations

from collections.abc import Iterator
from zlib import crc32

from bot.rehearsal.questions.reading import Reading, is_content, stem
from bot.rehearsal.questions.rules import Rules

SIZE = 1 << 16
"""Columns that features are hashed into."""

LONGEST_SKELETON = 4
"""Words of the longest run of grammar that is a feature."""


def features(reading: Reading, rules: Rules) -> dict[int, float]:
    """The columns that `reading` sets, with their weight."""
    found: dict[int, float] = {}
    for name, weight in _named(reading, rules):
        column = crc32(name.encode()) % SIZE
        found[column] = max(found.get(column, 0.0), weight)
    return found


def _named(reading: Reading, rules: Rules) -> Iterator[tuple[str, float]]:
    words = reading.words
    yield "bias", 1.0
    yield from _runs(words)
    yield from _letters(" ".join(words))
    skeleton = tuple(word if not is_content(word) else _kind(word, reading, rules) for word in words)
    yield from _skeletons(skeleton)
    yield from _shape(reading, words)
    novelty = _novelty(reading, words, rules)
    for name in novelty:
        yield name, 1.0
    cues: set[str] = set()
    for place, sentence in enumerate(reading.sentences):
        cues |= sentence.cues
        where = "only" if len(reading.sentences) == 1 else "last" if place == len(reading.sentences) - 1 else "early"
        for cue in sentence.cues:
            yield f"{where}:{cue}:{sentence.asked}", 0.7
    for cue in cues:
        yield "cue:" + cue, 1.0
        for name in novelty:
            yield f"cue:{cue}:{name}", 0.7


def _kind(word: str, reading: Reading, rules: Rules) -> str:
    if stem(word) in reading.said:
        return "SAID"
    return "LOADED" if word in rules.loaded else "TOPIC" if word in rules.neutral else "NEW"


def _runs(words: tuple[str, ...]) -> Iterator[tuple[str, float]]:
    marked = ("<", *words, ">")
    for index, word in enumerate(marked):
        yield "w:" + word, 0.5
        if index:
            yield f"w:{marked[index - 1]} {word}", 0.5
        if index > 1:
            yield f"w:{marked[index - 2]} {marked[index - 1]} {word}", 0.4


def _letters(plain: str) -> Iterator[tuple[str, float]]:
    padded = f" {plain} "[:400]
    for start in range(len(padded) - 3):
        yield "c:" + padded[start : start + 4], 0.2


def _skeletons(skeleton: tuple[str, ...]) -> Iterator[tuple[str, float]]:
    marked = ("<", *skeleton[:60], ">")
    for start in range(len(marked)):
        for length in range(1, LONGEST_SKELETON + 1):
            if start + length <= len(marked):
                yield "s:" + " ".join(marked[start : start + length]), 0.4


def _shape(reading: Reading, words: tuple[str, ...]) -> Iterator[tuple[str, float]]:
    asked = sum(sentence.asked for sentence in reading.sentences)
    yield f"asked:{min(asked, 3)}", 1.0
    yield f"sentences:{min(len(reading.sentences), 4)}", 0.5
    yield f"asked last:{bool(reading.sentences and reading.sentences[-1].asked)}", 1.0
    yield f"length:{min(len(words) // 4, 6)}", 0.4
    yield f"heads:{min(heads(reading), 3)}", 1.0
    for sentence in reading.sentences:
        yield "first:" + " ".join(sentence.words[:1]), 0.5
        yield "first:" + " ".join(sentence.words[:2]), 0.5
        yield "first:" + " ".join(sentence.words[:3]), 0.5
        yield f"first:{sentence.asked}:" + " ".join(sentence.words[:2]), 0.5
        yield f"last:{sentence.asked}:" + " ".join(sentence.words[-2:]), 0.5


HELPERS = frozenset(
    [
        "do",
        "does",
        "did",
        "is",
        "are",
        "was",
        "were",
        "have",
        "has",
        "had",
        "would",
        "will",
        "can",
        "could",
        "should",
        "shall",
        "'s",
    ]
)
PERSONS = frozenset(
    ["i", "you", "he", "she", "it", "they", "we", "that", "this", "there", "your", "the", "my", "any", "anyone"]
)
NOT_TURNED = frozenset(["not", "you", "i", "they", "we", "he", "she"]) | HELPERS
QUESTION_WORDS = frozenset(["what", "who", "whose", "where", "when", "which", "why", "how"])
JOINERS = frozenset([",", "and", "or", "so", "but", "then", "well", "<", "because", "also", "now", "okay", "right"])


def heads(reading: Reading) -> int:
    """How many questions are begun in a turn: question words at a clause's start, helper and person turned round."""
    return sum(_heads(sentence.words) for sentence in reading.sentences)


def _heads(words: tuple[str, ...]) -> int:
    count, open_until = 0, -1
    for index, word in enumerate(words):
        before = words[index - 1] if index else "<"
        after = words[index + 1] if index + 1 < len(words) else ">"
        if index <= open_until:
            continue
        turned = word in HELPERS and word != "'s" and after in PERSONS
        asks = word in QUESTION_WORDS and (before in JOINERS or after in HELPERS) and after not in ("you", "i", "they")
        if asks:
            count, open_until = count + 1, index + 3
        elif turned and before not in QUESTION_WORDS and before not in NOT_TURNED and after != ">":
            tag = index + 2 >= len(words) or (before == "," and words[index + 2] in (",",))
            if not tag:
                count, open_until = count + 1, index + 1
        elif word in ("tell", "describe", "explain") and (before in JOINERS or before in ("you", "please")):
            count, open_until = count + 1, index + 2
    return count


def _novelty(reading: Reading, words: tuple[str, ...], rules: Rules) -> tuple[str, ...]:
    content = [word for word in words if is_content(word)]
    said = [word for word in content if stem(word) in reading.said]
    new = [word for word in content if stem(word) not in reading.said and word not in rules.neutral]
    loaded = [word for word in words if word in rules.loaded and stem(word) not in reading.said]
    return (
        f"said before:{bool(reading.said)}",
        f"loaded:{min(len(loaded), 2)}",
        f"new:{min(len(new), 3)}",
        f"echo:{bool(content) and len(said) == len(content)}",
        f"half said:{bool(content) and len(said) * 2 >= len(content)}",
    )
