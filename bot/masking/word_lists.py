"""The lists of words that tell names from words, read once."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from ruamel.yaml import YAML

Sets = TypeVar("Sets")

LISTS = Path(__file__).parent / "lists"

WITHOUT_ACCENT = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "ə": "e", "’": "'"})

LONGEST_SHORT = 3
"""Names up to this length are found without context only where they are listed in short_first_names.txt."""


def folded(text: str) -> str:
    """`text` in lower case and without accents, as the lists are written."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.lower().translate(WITHOUT_ACCENT))
    return "".join(one for one in decomposed if not unicodedata.combining(one))


def words_in(name: str) -> frozenset[str]:
    """The words of a list; lines that start with # are notes."""
    lines = (LISTS / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


SHORTEST_MISSPELT = 5
"""Letters of an ordinary word whose misspellings are looked for: with fewer, most names would be one."""

LONGEST_MISSPELT = 40
"""Letters of the longest word that is looked at: the work grows with their square."""


@dataclass(frozen=True)
class WordLists:
    """`first` and `surnames` are names and nothing else. `tail` holds surnames of the locales, rare in England.

    `as_first` and `as_surname` are words too; `any_surname` is every surname of all lists. `towns` give schools their
    names. `ordinary` and `not_names` are nobody's name; `almost_ordinary` holds the ordinary words as they are and with
    a letter less.
    """

    first: frozenset[str]
    surnames: frozenset[str]
    tail: frozenset[str]
    any_surname: frozenset[str]
    as_first: frozenset[str]
    as_surname: frozenset[str]
    ordinary: frozenset[str]
    not_names: frozenset[str]
    towns: frozenset[str]
    almost_ordinary: frozenset[str]

    def is_misspelt(self, low: str) -> bool:
        """Whether a letter too many, too few, wrong or in the wrong place makes an ordinary word of `low`."""
        if len(low) > LONGEST_MISSPELT:
            return False
        return low in self.almost_ordinary or not self.almost_ordinary.isdisjoint(one_letter_less(low))


def one_letter_less(word: str) -> set[str]:
    """`word` without each of its letters."""
    return {word[:place] + word[place + 1 :] for place in range(len(word))}


@lru_cache(maxsize=1)
def word_lists() -> WordLists:
    """The lists, read once."""
    short, plain = words_in("short_first_names"), words_in("plain_words")
    as_first, as_surname = words_in("words_as_first_names"), words_in("words_as_surnames")
    not_names, ordinary = words_in("not_names"), words_in("ordinary_words")
    both = (words_in("first_names") | words_in("community_first_names")) - not_names
    first = frozenset(name for name in both if len(name) > LONGEST_SHORT or name in short) - as_first - plain
    by_community = words_in("community_surnames")
    any_surname = words_in("surnames") | by_community
    surnames = frozenset(name for name in by_community if len(name) > LONGEST_SHORT)
    surnames -= as_surname | as_first | not_names | ordinary
    return WordLists(
        first=first | short,
        surnames=surnames,
        tail=any_surname - surnames - first - as_surname - ordinary - not_names,
        any_surname=any_surname | as_surname,
        as_first=as_first | (both - first - plain),
        as_surname=as_surname,
        ordinary=ordinary - as_first,
        not_names=not_names,
        towns=words_in("towns"),
        almost_ordinary=ordinary
        | {less for word in ordinary if len(word) >= SHORTEST_MISSPELT for less in one_letter_less(word)},
    )


def word_sets(kind: type[Sets], file: Path) -> Sets:
    """The sets of a YAML file as `kind`, a dataclass with a field for each of them."""
    read = YAML(typ="safe").load(file.read_text(encoding="utf-8"))
    return kind(**{name: frozenset(read[name]) for name in kind.__annotations__})
