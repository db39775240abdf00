"""Words that decide, beside the lists of names, whether a word is a name where it stands; name_words.yml says how."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bot.masking.word_lists import word_sets

FILE = Path(__file__).parent / "name_words.yml"


@dataclass(frozen=True)
class NameWords:
    """The sets of name_words.yml, in lower case."""

    particles: frozenset[str]
    courtesy: frozenset[str]
    kin_titles: frozenset[str]
    calendar: frozenset[str]
    like_a_verb: frozenset[str]
    modal: frozenset[str]
    abstract: frozenset[str]
    seldom_a_word: frozenset[str]
    articles: frozenset[str]
    before_a_verb: frozenset[str]
    around_a_verb: frozenset[str]
    around_a_month: frozenset[str]
    after_a_thing: frozenset[str]
    seldom_after_first: frozenset[str]
    no_initial: frozenset[str]
    seasons: frozenset[str]
    short_forenames: frozenset[str]
    no_surname: frozenset[str]
    after_a_meeting: frozenset[str]
    joining: frozenset[str]
    pronouns: frozenset[str]
    before_a_pronoun: frozenset[str]
    pronouns_after: frozenset[str]
    asking: frozenset[str]
    auxiliaries: frozenset[str]
    bare_verbs: frozenset[str]
    after_asked: frozenset[str]
    after_a_verb: frozenset[str]
    roles: frozenset[str]
    syllables: frozenset[str]
    both_do: frozenset[str]
    abbreviations: frozenset[str]
    verbs_of_one: frozenset[str]
    households: frozenset[str]
    after_is: frozenset[str]


@lru_cache(maxsize=1)
def name_words() -> NameWords:
    """The sets, read once."""
    return word_sets(NameWords, FILE)
