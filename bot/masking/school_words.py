"""The words that decide what a school's name is, read from school_words.yml."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bot.masking.word_lists import word_sets

LIKE_A_PLACE = re.compile(
    r"[a-z]{2,}(?:field|side|wood|brook|dale|view|bank|bridge|ford|mead|croft|hurst|ridge|gate|lands|hill|combe|worth|stead"
    r"|bourne|bury|cliff|haven|water|grove|park|fields|meadows?|lea|leigh|ley|ton|ham)"
)
FILE = Path(__file__).parent / "school_words.yml"


@dataclass(frozen=True)
class SchoolWords:
    """The sets of school_words.yml, in lower case."""

    kinds: frozenset[str]
    between: frozenset[str]
    no_name: frozenset[str]
    features: frozenset[str]
    describing: frozenset[str]
    not_saints: frozenset[str]
    dedications: frozenset[str]
    plain_dedications: frozenset[str]
    places: frozenset[str]
    before_places: frozenset[str]
    not_places: frozenset[str]
    after_the: frozenset[str]
    royal_houses: frozenset[str]
    no_short_form: frozenset[str]
    wide: frozenset[str]
    grand: frozenset[str]
    saints_bynames: frozenset[str]
    being_at: frozenset[str]
    saying: frozenset[str]


@lru_cache(maxsize=1)
def school_words() -> SchoolWords:
    """The sets, read once."""
    return word_sets(SchoolWords, FILE)
