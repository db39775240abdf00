"""Names of schools: a name before a kind of school, a saint, or a place that a child "goes to"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path

from ruamel.yaml import YAML

from bot.masking.found import Found
from bot.masking.reading import Reading
from bot.masking.word_lists import WordLists

WORDS = Path(__file__).parent / "school_words.yml"

LIKE_A_PLACE = re.compile(
    r"[a-z]{2,}(?:field|side|wood|brook|dale|view|bank|bridge|ford|mead|croft|hurst|ridge|gate|lands|hill|combe|worth|stead"
    r"|bourne|bury|cliff|haven|water|grove|park|fields|meadows?|lea|leigh|ley|ton|ham)"
)
SAINTS = frozenset({"st", "st.", "saint", "saints"})
CONNECTING = frozenset({"of", "and", "&", "the"})
SEEN_AS_SOMEBODYS = frozenset({"school", "college", "nursery", "high", "primary", "secondary"})
"""Kinds of school before which a first name is mostly a pupil's: "jamie's school"."""
SELDOM_AFTER_FEATURES = frozenset({"school", "nursery", "high", "college", "comp"})
"""Kinds of school before which one ordinary word names none: "forest school", "church school"."""
OF_ONE_WORD = frozenset({"academy", "primary", "infants", "juniors"})
ROYAL = frozenset({"christ", "king", "queen", "bishop"})

LONGEST_NAME = 7
"""Words before the kind of school that can be its name."""


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


@lru_cache(maxsize=1)
def school_words() -> SchoolWords:
    """The sets, read once."""
    read = YAML(typ="safe", pure=True).load(WORDS.read_text(encoding="utf-8"))
    return SchoolWords(**{field.name: frozenset(read[field.name]) for field in fields(SchoolWords)})


class SchoolFinder:
    """Finds schools' names among the words of a reading."""

    def __init__(self, lists: WordLists) -> None:
        self._lists = lists
        self._words = school_words()
        self._beginnings = self._words.features | self._words.describing

    def found_in(self, reading: Reading) -> Iterator[Found]:
        """The names of schools, with the kind of school that belongs to them."""
        yield from self._dedicated(reading)
        for index, word in enumerate(reading.words):
            pupils = (
                word.capital
                and word.low in ("girls", "boys", "centre")
                or (word.low == "form" and reading.low(index - 1) == "sixth")
            )
            if (pupils or word.low in self._words.kinds) and reading.low(index + 1) not in self._words.kinds:
                yield from self._before(reading, index)
            elif word.low in ("st", "st.", "saint", "saints"):
                yield from self._saint(reading, index)
            elif "school" in reading.before.get(index, ()):
                yield from self._gone_to(reading, index)

    def _dedicated(self, reading: Reading) -> Iterator[Found]:
        """Names such as "Sacred Heart" and "Our Lady of Lourdes", with a capital, which are schools' here."""
        for index in range(len(reading.words) - 1):
            first, second = reading.words[index], reading.words[index + 1]
            capital = first.capital and second.capital
            if f"{first.low} {second.low}" in (self._words.dedications if capital else self._words.plain_dedications):
                end = second.end
                if reading.low(index + 2) == "of" and index + 3 < len(reading.words):
                    end = reading.words[index + 3].end
                yield Found("school", first.start, end)

    def _before(self, reading: Reading, kind: int) -> Iterator[Found]:
        """The name that ends with the kind of school at `kind`."""
        first = kind
        while first > 0 and reading.low(first - 1) in self._words.between:
            if reading.low(first - 1) in ("and", "of", "&", "the") and reading.low(first - 2) not in self._words.between:
                break
            first -= 1
        named = first
        while named > 0 and first - named < LONGEST_NAME and self._names(reading, named - 1, kind):
            named -= 1
        while named < first and reading.low(named) in ("'s", "'", "of", "and", "&", "-", "the"):
            if reading.low(named) == "the" and reading.words[named].capital and named + 1 < first:
                break
            named += 1
        if named < first and self._is_name(reading, named, first, kind):
            last = kind
            while (
                reading.words[kind].capital
                and last + 1 < len(reading.words)
                and self._is_saints(reading, last + 1)
                and reading.words[last + 1].capital
            ):
                last += 1
            if reading.low(last + 1) in ("and", "&") and reading.low(last + 2) == "sixth":
                last = min(last + 3, len(reading.words) - 1)
            if (
                reading.low(last + 1) == ","
                and reading.low(last + 2) in self._lists.towns
                and reading.words[last + 2].capital
            ):
                last += 2
            yield Found("school", reading.words[named].start, reading.words[last].end)

    def _names(self, reading: Reading, index: int, kind: int) -> bool:
        """Whether the word at `index` can be part of the name before the kind of school."""
        word = reading.words[index]
        if word.low in ("'s", "'", "st", "st.", "saint"):
            return True
        if word.low in ("of", "and", "&", "the", "-"):
            return reading.words[index + 1].capital and (
                word.capital or (index > 0 and reading.words[index - 1].capital)
            )
        if not word.low.replace("'", "").isalpha() or word.low in self._words.no_name:
            return False
        if word.capital:
            return not (
                reading.starts_sentence(index) and word.low in self._lists.ordinary and word.low not in self._beginnings
            )
        return (
            word.low in self._words.features
            or word.low in self._lists.towns
            or not (word.low in self._lists.ordinary or word.low in self._lists.not_names)
        )

    def _is_name(self, reading: Reading, first: int, last: int, kind: int) -> bool:
        """Whether the words from `first` to `last` name one school, and not somebody's school or a kind of it."""
        words = reading.words[first:last]
        lows = [word.low for word in words]
        if lows[0] in ("st", "st.", "saint"):
            return len(lows) > 1
        if lows[-1] in self._lists.towns and reading.words[kind].low != "school":
            return True
        capital = any(word.capital for word in words)
        kind_word = reading.words[kind]
        somebodys = (
            (lows[-1] == "'s" and (len(lows) < 2 or lows[-2] not in ("christ", "king", "queen", "bishop")))
            or (len(lows) == 1 and lows[0] in self._lists.first)
            or lows[-1] in self._lists.as_first
        )
        if (
            somebodys
            and not kind_word.capital
            and kind_word.low in ("school", "college", "nursery", "high", "primary", "secondary")
        ):
            return False
        if not capital and all(low in self._words.features for low in lows):
            return kind_word.low not in ("school", "nursery", "high", "college", "comp") or len(lows) > 1
        if not capital and lows[-1] in self._lists.towns:
            return False
        if not capital and not kind_word.capital and len(lows) == 1:
            if kind_word.low in ("academy", "primary", "infants", "juniors") or LIKE_A_PLACE.fullmatch(lows[0]):
                return True
            return len(lows[0]) > 4 and (first == 0 or reading.low(first - 1) in ("at", "to", "from", "with", "by"))
        capitals = sum(word.capital for word in words)
        if (
            capitals > 1
            and kind_word.capital
            and not reading.starts_sentence(first)
            and not self._goes_on(reading, kind)
        ):
            return True
        return not all(
            low in self._lists.ordinary or (low in self._lists.not_names and not kind_word.capital) for low in lows
        ) or (capital and any(low in self._words.features for low in lows))

    def _goes_on(self, reading: Reading, kind: int) -> bool:
        """Whether a title goes on after the kind of school: "Improve School Attendance"."""
        return kind + 1 < len(reading.words) and reading.words[kind + 1].capital

    def _saint(self, reading: Reading, index: int) -> Iterator[Found]:
        """A saint's name alone, which is a school's here: "St Mary's", "st marys"."""
        if index + 1 >= len(reading.words):
            return
        after = reading.words[index + 1]
        bare = after.low.removesuffix("'s").removesuffix("s")
        known = bare in self._lists.first or after.low in self._lists.first or bare in self._lists.as_first
        end = index + 2 if reading.low(index + 2) in ("'s", "'") else index + 1
        last = reading.words[min(end, len(reading.words) - 1)]
        end = end if last.low in ("'s", "'") else index + 1
        if not (known or after.capital) or not after.low.isalpha() or reading.low(end + 1) in self._words.not_saints:
            return
        if index > 0 and reading.words[index - 1].text.isdigit():
            return
        while end + 1 < len(reading.words) and reading.words[end + 1].capital and self._is_saints(reading, end + 1):
            end += 1
        while reading.low(end + 1) in self._words.between and (
            reading.low(end + 1) not in ("and", "of", "&") or reading.low(end + 2) in self._words.between
        ):
            end += 1
        yield Found("school", reading.words[index].start, reading.words[end].end)

    def _is_saints(self, reading: Reading, index: int) -> bool:
        """Whether a word goes on with a saint's name: "St Thomas More", "St Mary Magdalene's"."""
        low = reading.low(index)
        return low.isalpha() and low not in self._lists.not_names and low not in self._lists.ordinary

    def _gone_to(self, reading: Reading, index: int) -> Iterator[Found]:
        """A name after "goes to": with a capital and in no list of words, or made as places' names are."""
        index = end = self._after_the(reading, index)
        while end < len(reading.words) and end - index < 3 and self._place(reading, end):
            end += 1
        words = reading.words[index:end]
        named = any(word.low not in self._lists.ordinary for word in words) or (
            len(words) > 1 and words[-1].low in self._words.features
        )
        if named and reading.low(end) != "'s":
            yield Found("school", reading.words[index].start, reading.words[end - 1].end)

    def _after_the(self, reading: Reading, index: int) -> int:
        """Where the name begins at `index`: after "the", before a capital."""
        goes_on = index + 1 < len(reading.words) and reading.words[index + 1].capital
        return index + 1 if reading.low(index) == "the" and goes_on else index

    def _place(self, reading: Reading, index: int) -> bool:
        """Whether the word at `index` can be part of a school's name that stands alone."""
        word = reading.words[index]
        if (
            not word.low.isalpha()
            or word.low in self._lists.not_names
            or word.low in self._lists.first
            or word.text.isupper()
        ):
            return False
        if word.low in self._lists.ordinary:
            return word.capital
        return word.capital or bool(LIKE_A_PLACE.fullmatch(word.low))
