"""People's names, by lists, casing and context."""

from __future__ import annotations

from collections.abc import Iterator

from bot.masking.found import Found
from bot.masking.name_extent import SHORTEST_UNLISTED, NameExtent
from bot.masking.name_signs import NameSigns, is_word
from bot.masking.name_titles import NameTitles
from bot.masking.name_words import name_words
from bot.masking.reading import Reader, Reading
from bot.masking.word_lists import WordLists

ENDS_OF_WORDS = ("ed", "es", "ts", "ns", "al", "ic", "ey")
"""How few names in lower case end, and many words."""

INITIALS = 2
"""Capitals that stand for a forename and a surname."""

SPOKEN_OF_ONESELF = frozenset({"im", "i'm", "m", "'m", "hi", "dear"})


class NameFinder:
    """Finds people's names among the words of a reading."""

    def __init__(self, lists: WordLists, reader: Reader) -> None:
        self._lists = lists
        self._words = name_words()
        self._signs = NameSigns(lists, self._words, reader)
        self._extent = NameExtent(lists, self._words, self._signs, reader)
        self._named = NameTitles(lists, self._signs, self._extent, reader)
        self._relations = reader.words_of("relation") | {"school"}
        self._wordlike = self._words.calendar | self._words.like_a_verb | self._words.abstract

    def found_in(self, reading: Reading, known: frozenset[str]) -> Iterator[Found]:
        """The names, each from its title, initial or first word to its last.

        One of `known` is left out, unless what stands beside it makes a real person of it: "my client Grace".
        """
        index = 0
        while index < len(reading.words):
            found, end = self._at(reading, index)
            if found is not None and not (known and self._is_known(reading, index, end, known)):
                yield found
            index = end

    def _at(self, reading: Reading, index: int) -> tuple[Found | None, int]:
        """The name that begins at `index`, if one does, and where to go on."""
        word = reading.words[index]
        if not is_word(word.low):
            return None, index + 1
        letters = self._extent.without_s(reading, index)
        if letters:
            return Found("name", word.start, word.start + letters), index + 1
        end = self._extent.end(reading, index)
        if not self._is_name(reading, index, end):
            return None, index + 1
        first = self._extent.with_forename(reading, self._named.first(reading, index))
        return Found("name", reading.words[first].start, reading.words[end - 1].end), end

    def _is_known(self, reading: Reading, index: int, end: int, known: frozenset[str]) -> bool:
        """Whether a name is one of those known, and nothing beside it says that a real person is meant."""
        first = index - 1 if "title" in reading.before.get(index, ()) else index
        names = {" ".join(reading.low(one) for one in range(start, end)) for start in (first, index)}
        if names.isdisjoint(known):
            return False
        real = "relation" in reading.before.get(index, ()) or "surely" in reading.after.get(end, ())
        owned = self._signs.owns(reading, end, self._signs.belongings)
        return not (real or owned or self._signs.has_age(reading, end, True))

    def _is_name(self, reading: Reading, index: int, end: int) -> bool:
        """Whether what stands at `index`, up to `end`, is somebody's name."""
        word, before = reading.words[index], reading.before.get(index, set())
        if "title" in before and self._named.follows_title(reading, index, end):
            return True
        if "naming" in before and self._after_naming(reading, index):
            return True
        if self._signs.is_listed(word) or self._signs.are_syllables(reading, index):
            return True
        if word.text.isupper() and len(word.text) > 1:
            if "initials" in (reading.low(index - 1), reading.low(index - 2)):
                return True
            if len(word.text) == INITIALS and self._signs.are_initials(word):
                return self._initials_are_name(reading, index, end)
            return word.low in self._lists.first and self._is_certain(reading, index, end, self._signs.belongings)
        if len(word.text) == 1 and word.text.isupper() and word.text != "I":
            return "relation" in before and reading.low(index - 1).isalpha()
        if word.low in self._lists.as_first:
            return self._word_is_first_name(reading, index, end)
        if word.low in self._lists.tail and self._tail_is_name(reading, index, end):
            return True
        if (
            word.capital
            and end > index + 1
            and self._signs.second_name(reading, index + 1)
            and self._is_strange(word.low)
        ):
            return True
        if word.capital and self._capital_is_name(reading, index, end):
            return True
        return self._unlisted_is_name(reading, index, end)

    def _is_strange(self, low: str) -> bool:
        """Whether a word is no ordinary one, so that with a name after it it is a name: "Li Wei"."""
        return len(low) > 1 and low not in self._lists.ordinary and low not in self._lists.not_names

    def _is_certain(self, reading: Reading, index: int, end: int, belongings: frozenset[str]) -> bool:
        """Whether only a person's name stands so: "her brother X", "spoke to X", "X refuses", "X's mum"."""
        before = reading.before.get(index, set())
        told = "relation" in before or "spoken_to" in before or "person" in reading.after.get(end, ())
        return told or self._signs.owns(reading, end, belongings)

    def _initials_are_name(self, reading: Reading, index: int, end: int) -> bool:
        """Whether two capitals stand for a person: "JJ and DJ refuse to go", "RM is 12"."""
        acting = "acting" in reading.after.get(end, ())
        aged = self._signs.has_age(reading, end, True)
        return (
            acting
            or aged
            or self._signs.beside_initials(reading, index)
            or self._is_certain(reading, index, end, self._signs.belongings)
        )

    def _after_naming(self, reading: Reading, index: int) -> bool:
        """Whether the word after "called" or the like is a name: most words are that are no ordinary ones."""
        word, cue = reading.words[index], reading.low(index - 1)
        if word.low in self._lists.not_names and word.low not in self._lists.as_first:
            return False
        if not word.capital and not self._signs.is_listed(word):
            if cue in SPOKEN_OF_ONESELF:
                return False
            if cue == "called" and word.low in self._lists.as_first and word.low not in self._words.modal:
                return True
            if cue in ("called", "names"):
                return not self._signs.is_plain(word.low) and word.low not in self._words.modal
        if word.low in self._lists.as_first or word.low in self._lists.tail:
            return True
        return len(word.low) >= SHORTEST_UNLISTED and not self._signs.is_plain(word.low) and not word.text.isupper()

    def _word_is_first_name(self, reading: Reading, index: int, end: int) -> bool:
        """Whether a word that is a first name too is one here."""
        word, signs, words = reading.words[index], self._signs, self._words
        calendar = word.low in words.calendar
        if signs.owns(reading, end, signs.kin if calendar else signs.belongings):
            return True
        if reading.low(index - 1) in words.articles:
            return False
        if signs.has_age(reading, end, word.capital or index == 0) or signs.in_brackets(reading, index, end):
            return True
        if self._stands_as_name(reading, index, end):
            return True
        if signs.beside_name(reading, index, end) or signs.in_a_pair(reading, index, end):
            return True
        if calendar and end > index + 1 and reading.low(end - 1) in self._lists.any_surname:
            return word.capital or reading.low(end - 1) in self._lists.surnames
        if calendar:
            person = "person" in reading.after.get(end, ()) or signs.closes(reading, end)
            return "relation" in reading.before.get(index, ()) and person
        if signs.has_figure(reading, end) or (word.capital and signs.has_household(reading, end)):
            return True
        if word.low not in self._wordlike:
            return self._has_any_cue(reading, index, end)
        return self._wordlike_is_name(reading, index, end)

    def _stands_as_name(self, reading: Reading, index: int, end: int) -> bool:
        """Whether the words beside it leave no other meaning, even for a month: "june told me", "with april"."""
        word, words = reading.words[index], self._words
        before, after = reading.before.get(index, set()), reading.after.get(end, set())
        first = reading.starts_sentence(index)
        modal = word.low in words.modal and not word.capital
        if "surely" in after and (word.capital or first or "near" in before):
            return True
        if "spoken_to" in before and (not modal or reading.low(end) in words.after_a_meeting):
            return True
        if (before or index == 0) and self._signs.meant_again(reading, end):
            return True
        if self._signs.is_asked_about(reading, index, end) or self._signs.is_concerned(reading, index, end):
            return True
        asked = reading.low(index - 1) == "is" and (index == 1 or reading.low(index - 2) in ("why", "how", "when"))
        if asked and word.low not in words.calendar and reading.low(end) in words.after_is:
            return True
        around = words.around_a_month if word.low in words.calendar else words.around_a_verb
        return reading.low(index - 1) in around and reading.low(end) not in words.after_a_thing

    def _has_any_cue(self, reading: Reading, index: int, end: int) -> bool:
        """Whether anything beside it fits a person; in the middle of a sentence, a capital is enough."""
        middle = reading.words[index].capital and not reading.starts_sentence(index)
        return middle or bool(reading.before.get(index)) or bool(reading.after.get(end)) or end == len(reading.words)

    def _wordlike_is_name(self, reading: Reading, index: int, end: int) -> bool:
        """Whether a word that is mostly a verb, a thing or a place is a name here."""
        word, words = reading.words[index], self._words
        before, after = reading.before.get(index, set()), reading.after.get(end, set())
        first, does = reading.starts_sentence(index), "acting" in after or "person" in after
        verb = word.low in words.like_a_verb and not word.capital
        if does and (first or "near" in before):
            return word.low not in words.modal or reading.low(end) in words.verbs_of_one
        if (
            word.capital
            and word.low not in self._lists.not_names
            and (not first or (after and word.low not in words.like_a_verb))
        ):
            return True
        if "relation" in before:
            return not verb or "person" in after or self._signs.closes(reading, end)
        if end > index + 1:
            surname = word.low not in words.modal and reading.low(end - 1) in self._lists.surnames
            return not verb or "person" in after or surname
        return word.low in words.seldom_a_word and (bool(before) or (bool(after) and first))

    def _tail_is_name(self, reading: Reading, index: int, end: int) -> bool:
        """Whether a surname that is rare in England is one here."""
        word, signs = reading.words[index], self._signs
        if word.capital and not reading.starts_sentence(index):
            return True
        before, person = reading.before.get(index, set()), "person" in reading.after.get(end, ())
        if signs.owns(reading, end, signs.belongings if word.capital else signs.kin):
            return True
        if word.capital and (person or end > index + 1):
            return True
        return ("relation" in before or "near" in before) and (person or signs.has_household(reading, end))

    def _capital_is_name(self, reading: Reading, index: int, end: int) -> bool:
        """Whether an ordinary word with a capital is a name: "her brother Major", "the Young family"."""
        word = reading.words[index]
        if reading.starts_sentence(index):
            whose = self._signs.owns(reading, end, self._signs.kin) and word.low not in self._relations
            return whose and word.low not in self._lists.not_names
        if word.low in self._lists.as_surname and self._signs.has_household(reading, end):
            return True
        if (
            word.low in self._lists.not_names
            or word.low not in self._lists.ordinary
            or len(word.low) <= SHORTEST_UNLISTED
        ):
            return False
        before = reading.before.get(index, set())
        told = "relation" in before or "spoken_to" in before or self._signs.owns(reading, end, self._signs.kin)
        return told and not self._signs.among_capitals(reading, index)

    def _unlisted_is_name(self, reading: Reading, index: int, end: int) -> bool:
        """Whether a word in no list is a name, by its casing and by what stands round it."""
        word, first = reading.words[index], reading.starts_sentence(index)
        if not word.low.isascii():
            return True
        if len(word.low) < SHORTEST_UNLISTED or self._signs.is_plain(word.low):
            return False
        if word.capital and not first:
            return True
        if self._signs.owns(reading, end, self._signs.kin):
            return True
        person = "person" in reading.after.get(end, ()) or self._signs.has_age(reading, end, word.capital)
        if word.capital and person:
            return True
        if self._lists.is_misspelt(word.low) and end == index + 1:
            return False
        if word.capital:
            named = end > index + 1 and self._signs.second_name(reading, index + 1)
            return index == 0 or bool(reading.after.get(end)) or named
        return self._lower_is_name(reading, index, end)

    def _lower_is_name(self, reading: Reading, index: int, end: int) -> bool:
        """Whether a word in no list and in lower case is a name."""
        word, signs = reading.words[index], self._signs
        before, after = reading.before.get(index, set()), reading.after.get(end, set())
        if len(word.low) <= SHORTEST_UNLISTED:
            return False
        if signs.in_brackets(reading, index, end):
            return True
        if reading.low(index - 1) in self._words.articles or word.low.endswith(ENDS_OF_WORDS):
            return False
        if "spoken_to" in before and (after or end == len(reading.words)):
            return True
        if signs.is_concerned(reading, index, end) and not self._lists.is_misspelt(word.low):
            return True
        person = "person" in after
        if (
            signs.has_age(reading, end, index == 0)
            and reading.low(end) not in ("is", "was")
            and (before or reading.starts_sentence(index))
        ):
            return True
        does, first = person or "acting" in after, reading.starts_sentence(index)
        if (person and first) or (does and (index == 0 or "near" in before)):
            return True
        return "relation" in before and (signs.closes(reading, end) or signs.has_age(reading, end, False))
