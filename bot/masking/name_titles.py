"""Names after a title: "Mrs Okafor", "mr b", "Auntie Jo"."""

from __future__ import annotations

from bot.masking.name_extent import NameExtent
from bot.masking.name_signs import NameSigns
from bot.masking.name_words import name_words
from bot.masking.reading import Reader, Reading
from bot.masking.word_lists import WordLists

MOST_INITIALS = 3

TAKEN_AS_NAMES = frozenset({"mr", "mrs", "ms", "miss"})
"""Titles after which any word with a capital is a name."""

ONLY_TITLES = frozenset({"mr", "mrs"})
"""Titles that mean nothing else in lower case, so that any word after them is a name: "mr must"."""


class NameTitles:
    """Tells where a name begins with its title, and whether a word after a title is a name."""

    def __init__(self, lists: WordLists, signs: NameSigns, extent: NameExtent, reader: Reader) -> None:
        self._lists = lists
        self._words = name_words()
        self._signs = signs
        self._extent = extent
        self._titles = reader.words_of("title")

    def first(self, reading: Reading, index: int) -> int:
        """Where the name at `index` begins: at its initials, and at its title ("Mr and Mrs Khan"), if it has any."""
        first = index
        while index - first < MOST_INITIALS and self._extent.initial_before(reading, first):
            first -= 1
        title = self._title_at(reading, first)
        verb = reading.low(title) == "miss" and reading.low(title - 1) in self._words.before_a_verb
        kin = reading.low(title) in self._words.kin_titles and title >= 0 and reading.words[title].capital
        if verb or not (kin or reading.low(title) in self._words.courtesy):
            return first
        two = reading.low(title - 1) in ("and", "&") and reading.low(title - 2) in self._words.courtesy
        return title - 2 if two else title

    def follows_title(self, reading: Reading, index: int, end: int) -> bool:
        """Whether the word after a title is a name."""
        word, place = reading.words[index], self._title_at(reading, index)
        title = reading.low(place)
        if word.low in self._titles or word.low in ("and", "or"):
            return False
        if self._signs.is_listed(word) or word.low in self._lists.tail:
            return True
        if len(word.low) == 1:
            return title in self._words.courtesy and (word.text.isupper() or title.rstrip(".") in ("mr", "mrs", "ms"))
        if title.rstrip(".") in ONLY_TITLES and word.low not in self._words.no_surname:
            return True
        plain = word.low in self._lists.ordinary or word.low in self._lists.not_names
        could_be = word.low in self._lists.as_surname or word.low in self._lists.as_first or not plain
        if word.capital:
            # "Miss School": at the start of a sentence, the capital of "Miss" tells nothing.
            doubtful = title == "miss" and reading.starts_sentence(place) and not reading.after.get(end)
            return could_be if doubtful else could_be or title in TAKEN_AS_NAMES
        if title in self._words.kin_titles:
            last = end == len(reading.words) or bool(reading.after.get(end))
            verb = word.low in (self._words.modal if reading.after.get(end) else self._words.like_a_verb)
            return last and word.low in self._lists.as_first and not verb
        if title == "miss":
            if (
                could_be
                and "person" in reading.after.get(end, ())
                and reading.low(place - 1) not in self._words.before_a_verb
            ):
                return True
            verb = reading.low(place - 1) in self._words.before_a_verb or word.low in self._words.seldom_after_first
            return could_be and not verb
        return could_be

    def _title_at(self, reading: Reading, index: int) -> int:
        """Where a title before `index` stands: spaCy parts "mr." in two."""
        return index - 2 if reading.low(index - 1) == "." else index - 1
