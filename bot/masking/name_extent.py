"""How far a name goes: surnames, hyphens, particles and initials that belong to it."""

from __future__ import annotations

import re

from bot.masking.name_signs import NameSigns, is_word
from bot.masking.name_words import NameWords
from bot.masking.reading import ADVERBS, Reader, Reading
from bot.masking.word_lists import WordLists

LONGEST_NAME = 6
"""Words that one name can have."""

TWO_LETTERS = 2

SHORTEST_UNLISTED = 3
"""Letters of a name that stands in no list."""

INITIALS = re.compile(r"(?:[A-Z]\.){1,3}|(?!SW|TA|EP|HV|DC|PC|GP|EW|LA|DR|MR|MS)[A-Z]{2}")
NO_PARTICLE_ALONE = frozenset({"do", "st", "ten", "den"})
PLURALS = frozenset({"marks", "hopes", "wills", "bills", "arts", "miles"})


class NameExtent:
    """Tells where a name begins and ends."""

    def __init__(self, lists: WordLists, words: NameWords, signs: NameSigns, reader: Reader) -> None:
        self._lists = lists
        self._words = words
        self._signs = signs
        self._titles = reader.words_of("title")

    def end(self, reading: Reading, index: int) -> int:
        """Where the name that begins at `index` ends: the index after its last word."""
        end = index + 1
        while end < len(reading.words) and end - index < LONGEST_NAME:
            more = self._more(reading, index, end)
            if not more:
                break
            end += more
        return end

    def with_forename(self, reading: Reading, first: int) -> int:
        """Where a name begins with the word before it, where that can only be its forename: in no list, of no other
        use, and written alike ("Tovah Okafor", "tovah okafor")."""
        if first == 0:
            return first
        word, name = reading.words[first - 1], reading.words[first]
        shortest = SHORTEST_UNLISTED if word.capital else SHORTEST_UNLISTED + 1
        surname = name.low in self._lists.surnames and name.low not in self._lists.first
        strange = not self._signs.is_plain(word.low) and (surname or not self._lists.is_misspelt(word.low))
        alike = word.capital == name.capital and name.start - word.end == 1
        long_enough = len(word.low) >= shortest and strange
        joins = is_word(word.low) and word.low not in self._titles and not word.text.isupper()
        unknown = len(word.low) == TWO_LETTERS and not self._signs.is_plain(word.low) and self._signs.are_initials(word)
        short = word.capital and (word.low in self._words.short_forenames or unknown)
        return first - 1 if alike and joins and (long_enough or short) else first

    def initial_before(self, reading: Reading, index: int) -> bool:
        """Whether an initial before `index` belongs to the surname there: "J. Smith", "A Khan"."""
        if index == 0:
            return False
        text = reading.words[index - 1].text
        if INITIALS.fullmatch(text):
            return True
        if len(text.removesuffix(".")) == 1 and text.islower():
            return "title" in reading.before.get(index - 1, ())
        article = text in "IA" and (text == "I" or reading.starts_sentence(index - 1))
        return len(text) == 1 and text.isupper() and not article

    def without_s(self, reading: Reading, index: int) -> int:
        """The letters of the name in "jamies mum" or "the Okafors"; 0 where there is none."""
        word, lists = reading.words[index], self._lists
        low, stem = word.low, word.low[:-1]
        if not low.endswith("s") or low in lists.first or low in lists.surnames:
            return 0
        if low in lists.ordinary and low not in PLURALS:
            return 0
        if stem in lists.first or stem in lists.surnames:
            owned = reading.low(index + 1) in self._signs.belongings
            return len(stem) if owned or word.capital or reading.low(index - 1) == "the" else 0
        named = stem in lists.as_first
        if named and (word.capital or "near" in reading.before.get(index, ())) and stem not in self._words.calendar:
            owned = reading.low(index + 1) in self._signs.belongings and (word.capital or low not in PLURALS)
            if owned and not (word.capital and low in PLURALS and index > 0):
                return len(stem)
        if reading.low(index + 1) not in self._signs.kin and reading.low(index + 1) != "head":
            return 0
        if named:
            return len(stem) if index == 0 or low not in PLURALS else 0
        unlisted = len(stem) > SHORTEST_UNLISTED and not self._signs.is_plain(low) and not lists.is_misspelt(low)
        return len(stem) if unlisted else 0

    def _more(self, reading: Reading, first: int, index: int) -> int:
        """How many words from `index` belong to the name from `first`: 0, 1, or 2 with a hyphen or a particle."""
        word, before = reading.words[index], reading.words[index - 1]
        following = reading.words[index + 1] if index + 1 < len(reading.words) else None
        if following and word.text == "-" and word.start == before.end and len(before.low) == len(following.low) == 1:
            return 2
        if following and word.text == "-" and word.start == before.end and following.start == word.end:
            doubled = (following.capital and before.capital) or following.low in self._lists.as_first
            return 2 if doubled or self._is_part(reading, first, index + 1) else 0
        if following and word.text == "." and len(before.text) == 1 and before.text.isupper() and following.capital:
            return 1
        if following and word.low in self._words.particles:
            if following.low in self._words.particles and word.low in ("de", "van"):
                return 2
            listed = self._signs.is_listed(reading.words[first]) and not self._signs.is_plain(following.low)
            named = following.capital or self._signs.is_listed(following) or (listed and is_word(following.low))
            if word.low not in NO_PARTICLE_ALONE and named:
                return 2
            if following.text == "-" and word.low not in NO_PARTICLE_ALONE:
                return 1
        if len(word.low.removesuffix(".")) == 1:
            return int(self._is_initial(reading, index))
        return int(self._is_part(reading, first, index))

    def _is_initial(self, reading: Reading, index: int) -> bool:
        """Whether one letter after a name stands for a surname: "Jamie T", "chloe b."."""
        word, before = reading.words[index], reading.words[index - 1]
        letter = word.low.removesuffix(".")
        if not letter.isalpha() or (letter == "s" and reading.low(index + 1) in self._signs.belongings):
            return False
        listed = self._signs.is_listed(before)
        if word.text.isupper():
            return letter != "i" and (listed or before.low in self._lists.as_first or before.capital)
        if letter in self._words.no_initial:
            return False
        last = index + 1 == len(reading.words) or bool(reading.after.get(index + 1))
        return listed or (last and (before.low in self._lists.as_first or before.capital))

    def _is_part(self, reading: Reading, first: int, index: int) -> bool:
        """Whether the word at `index` is a further part of the name that begins at `first`."""
        word, head, lists = reading.words[index], reading.words[first], self._lists
        low = word.low
        if not is_word(low) or low in self._titles:
            return False
        if self._signs.is_listed(word) or self._signs.are_syllables(reading, index - 1):
            return True
        if word.capital and head.capital and self._signs.is_forename(head) and self._is_surname(low):
            return reading.low(index + 1) not in self._words.after_a_thing
        if low in lists.not_names or (word.text.isupper() and len(word.text) > 1 and not head.text.isupper()):
            return False
        if low in lists.tail:
            return word.capital or self._signs.is_listed(head)
        if low in lists.as_surname or low in lists.as_first:
            lower = self._is_middle_name(reading, first, index) or self._is_lower_surname(reading, first, index)
            return head.capital if word.capital else lower
        if word.capital and head.capital and self._signs.is_listed(head) and low in lists.ordinary:
            return not reading.low(index + 1).isdigit()
        if word.capital and len(low) < SHORTEST_UNLISTED and low not in lists.ordinary:
            return head.capital
        if self._signs.is_plain(low) or len(low) < SHORTEST_UNLISTED:
            return False
        return word.capital or (self._signs.is_listed(head) and not lists.is_misspelt(low))

    def _is_surname(self, low: str) -> bool:
        """Whether a word with a capital after a first name is a surname, in the plural too."""
        surnames = self._lists.any_surname
        season = low in self._words.calendar and low not in self._words.seasons
        return not season and (low in surnames or (low.endswith("s") and low[:-1] in surnames))

    def _is_middle_name(self, reading: Reading, first: int, index: int) -> bool:
        """Whether a first name that is a word too stands, in lower case, after a first name: "ivy grace white"."""
        low, following = reading.low(index), reading.low(index + 1)
        head = reading.words[first]
        if low not in self._lists.as_first or low in self._words.modal:
            return False
        if not (self._signs.is_listed(head) or head.low in self._words.seldom_a_word):
            return False
        if following in self._lists.as_surname or following in self._lists.surnames:
            return True
        last = index + 1 == len(reading.words) or bool(reading.after.get(index + 1))
        if reading.low(index + 1) in ADVERBS:
            return low not in self._words.calendar
        if index + 1 == len(reading.words) and low in self._words.seldom_a_word:
            return True
        return last and low not in self._words.calendar and low not in self._words.like_a_verb

    def _is_introduced(self, reading: Reading, index: int) -> bool:
        """Whether what somebody is, or a time, stands at `index`: "katie price the senco", "jamie field at 2pm"."""
        first, then = reading.low(index), reading.low(index + 1)
        role = then if first == "the" else first
        return role in self._words.roles or (first == "at" and then[:1].isdigit())

    def _is_lower_surname(self, reading: Reading, first: int, index: int) -> bool:
        """Whether a word in lower case is a surname, and not what it mostly is, after the name from `first`."""
        low, after = reading.low(index), reading.after.get(index + 1, set())
        head, before = reading.words[first], reading.words[index - 1]
        if low not in self._lists.as_surname:
            return False
        seldom = head.low in self._words.seldom_a_word
        listed = self._signs.is_listed(head) or self._signs.is_listed(before) or len(head.low) == 1 or seldom
        if low in self._words.seldom_after_first:
            does = "acting" in after or "person" in after or reading.low(index + 1) == "'s"
            return listed and (does or index - first > 1 or self._is_introduced(reading, index + 1))
        return listed or (bool(after) and self._signs.is_forename(head) and head.low not in self._words.modal)
