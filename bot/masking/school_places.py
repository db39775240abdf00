"""Schools named without their kind, by ordinary words for places: "oak lodge", "the orchard", "yr 8 at kings"."""

from __future__ import annotations

from collections.abc import Iterator

from bot.masking.found import Found
from bot.masking.name_words import name_words
from bot.masking.reading import Reading, Word
from bot.masking.school_words import LIKE_A_PLACE, SchoolWords
from bot.masking.word_lists import WordLists

SHORTEST_STRANGE = 4
"""Letters of a word in no list that begins a place's name: "cams hill"."""

SHORT_FORM = range(3, 5)
"""Capitals that a school is called by: "goes to RPA"."""


class SchoolPlaces:
    """Finds schools that are called as places are."""

    def __init__(self, lists: WordLists, words: SchoolWords) -> None:
        self._lists = lists
        self._words = words
        self._abbreviations = name_words().abbreviations

    def found_in(self, reading: Reading) -> Iterator[Found]:
        """The names, each of one or two words."""
        for index, word in enumerate(reading.words):
            if self._is_pair(reading, index):
                yield Found("school", word.start, reading.words[index + 1].end)
            elif self._is_alone(reading, index):
                yield Found("school", word.start, word.end)

    def _is_pair(self, reading: Reading, index: int) -> bool:
        """Whether two words name a place: "castle hill", and before "said" and the like "cams hill"."""
        first, last, then = (reading.low(one) for one in (index, index + 1, index + 2))
        if last not in self._words.places or then in self._words.not_places or reading.low(index - 1).isdigit():
            return False
        if first in self._words.before_places or (first in self._words.wide and last in self._words.grand):
            return True
        known = first in self._lists.ordinary or first in self._lists.not_names or first in self._lists.first
        if known or not first.isalpha() or len(first) < SHORTEST_STRANGE or self._lists.is_misspelt(first):
            return False
        return then in self._words.saying or then.startswith("y") or "school" in reading.before.get(index, ())

    def _is_alone(self, reading: Reading, index: int) -> bool:
        """Whether one word names a school where a child goes, or by what it says."""
        word = reading.words[index]
        if word.low in self._words.royal_houses:
            return self._is_gone_to(reading, index) or (index == 0 and reading.low(1) in self._words.saying)
        if word.low in self._words.after_the and reading.low(index - 1) == "the":
            return self._is_gone_to(reading, index - 1)
        place = index - 1 if reading.low(index - 1) == "the" else index
        if word.low in self._lists.towns:
            return self._is_attended(reading, place)
        if self._is_strange(word):
            if LIKE_A_PLACE.fullmatch(word.low) and reading.low(index + 1) in self._words.saying | {"'s", "have"}:
                return True
            return self._is_attended(reading, place) and reading.low(place - 1) != "to"
        short = word.text.isupper() and len(word.text) in SHORT_FORM and word.text.isalpha()
        if not short or word.low in self._abbreviations or word.low in self._words.no_short_form:
            return False
        return self._is_gone_to(reading, index) or reading.low(index + 1) in self._words.kinds - {"school", "sch"}

    def _is_strange(self, word: Word) -> bool:
        """Whether a word is in no list and no misspelling of one."""
        lists, low = self._lists, word.low
        listed = low in lists.ordinary or low in lists.not_names or low in lists.first or low in lists.as_first
        return low.isalpha() and len(low) > SHORTEST_STRANGE and not listed and not lists.is_misspelt(low)

    def _is_attended(self, reading: Reading, index: int) -> bool:
        """Whether only a school can stand at `index`: "attends hampton", "goes to hampton", "yr 10 at hampton"."""
        before = reading.low(index - 1)
        goes = before == "to" and reading.low(index - 2) in ("go", "goes")
        return self._is_gone_to(reading, index) and (before == "at" or before.startswith("attend") or goes)

    def _is_gone_to(self, reading: Reading, index: int) -> bool:
        """Whether a child goes to what stands at `index`; "at" alone is too little."""
        if "school" not in reading.before.get(index, ()):
            return False
        return reading.low(index - 1) != "at" or (
            reading.low(index - 2) in self._words.being_at or reading.low(index - 2).lstrip("y").isdigit()
        )
