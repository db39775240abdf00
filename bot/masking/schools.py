"""Names of schools: a name before a kind of school, a saint, or a place that a child "goes to"."""

from __future__ import annotations

from collections.abc import Iterator

from bot.masking.found import Found
from bot.masking.reading import Reading, Word
from bot.masking.school_places import SchoolPlaces
from bot.masking.school_words import LIKE_A_PLACE, school_words
from bot.masking.word_lists import WordLists

SAINTS = frozenset({"st", "st.", "saint", "saints"})
CONNECTING = frozenset({"of", "and", "&", "the"})
SEEN_AS_SOMEBODYS = frozenset({"school", "college", "nursery", "high", "primary", "secondary"})
"""Kinds of school before which a first name is mostly a pupil's: "jamie's school"."""
SELDOM_AFTER_FEATURES = frozenset({"school", "nursery", "high", "college", "comp"})
"""Kinds of school before which one ordinary word names none: "forest school", "church school"."""
OF_ONE_WORD = frozenset({"academy", "primary", "infants", "juniors"})
ROYAL = frozenset({"christ", "king", "queen", "bishop"})

LONGEST_NAME = 7
"""Words before the kind of school, after it, or after "St", that can be its name."""

LONGEST_ALONE = 3
"""Words of a name that stands without its kind."""

SHORTEST_ALONE = 5
"""Letters of an unlisted word in lower case that names a school: "at tiffin school"."""


class SchoolFinder:
    """Finds schools' names among the words of a reading."""

    def __init__(self, lists: WordLists) -> None:
        self._lists = lists
        self._words = school_words()
        self._places = SchoolPlaces(lists, self._words)

    def found_in(self, reading: Reading) -> Iterator[Found]:
        """The names of schools, with the kind of school that belongs to them."""
        yield from self._dedicated(reading)
        yield from self._places.found_in(reading)
        for index, word in enumerate(reading.words):
            if self._is_kind(reading, index) and reading.low(index + 1) not in self._words.kinds:
                yield from self._before(reading, index)
            elif word.low in SAINTS:
                yield from self._saint(reading, index)
            elif "school" in reading.before.get(index, ()):
                yield from self._gone_to(reading, index)

    def _is_kind(self, reading: Reading, index: int) -> bool:
        """Whether a school's name can end at `index`."""
        word = reading.words[index]
        if word.low in self._words.kinds or (word.low == "form" and reading.low(index - 1) == "sixth"):
            return True
        if word.low in ("girls", "boys"):
            before, lists = reading.low(index - 1), self._lists
            common = before in lists.ordinary or before in lists.not_names or before in lists.as_first or before == "'s"
            named = before in lists.first or before in lists.any_surname or len(before) < SHORTEST_ALONE
            if before in lists.towns or not (common or named or lists.is_misspelt(before)):
                return True
        return word.capital and word.low in ("girls", "boys", "centre")

    def _dedicated(self, reading: Reading) -> Iterator[Found]:
        """Names such as "Sacred Heart" and "Our Lady of Lourdes", which are schools' here."""
        for index in range(len(reading.words) - 1):
            first, second = reading.words[index], reading.words[index + 1]
            both = f"{first.low} {second.low}"
            if both in self._words.plain_dedications or (
                first.capital and second.capital and both in self._words.dedications
            ):
                of_what = reading.low(index + 2) == "of" and index + 3 < len(reading.words)
                yield Found("school", first.start, reading.words[index + 3].end if of_what else second.end)

    def _before(self, reading: Reading, kind: int) -> Iterator[Found]:
        """The name that ends with the kind of school at `kind`."""
        last = kind
        while last > 0 and self._is_between(reading, last - 1):
            last -= 1
        first = last
        while first > 0 and last - first < LONGEST_NAME and self._can_name(reading, first - 1):
            first -= 1
        while first < last and self._only_connects(reading, first, last):
            first += 1
        if first < last and self._is_name(reading, first, last, kind):
            yield Found("school", reading.words[first].start, reading.words[self._end(reading, kind)].end)

    def _is_between(self, reading: Reading, index: int) -> bool:
        """Whether the word at `index` stands between a name and its kind: "Trinity Church of England Primary"."""
        low = reading.low(index)
        connects = low not in CONNECTING or reading.low(index - 1) in self._words.between
        return low in self._words.between and connects

    def _only_connects(self, reading: Reading, index: int, last: int) -> bool:
        """Whether the word at `index` is too small to begin a name; "The" with a capital is not."""
        low = reading.low(index)
        the = low == "the" and reading.words[index].capital and index + 1 < last
        return not the and (low in CONNECTING or low in ("'s", "'", "-"))

    def _end(self, reading: Reading, kind: int) -> int:
        """The last word of a name whose kind is at `kind`: "Oasis Academy Mayfield", "Ashlawn School, Kingston"."""
        last = kind
        while reading.words[kind].capital and last - kind < LONGEST_NAME and self._goes_on(reading, last + 1):
            last += 1
        if reading.low(last + 1) in ("and", "&") and reading.low(last + 2) == "sixth":
            last = min(last + 3, len(reading.words) - 1)
        town = reading.low(last + 1) == "," and reading.low(last + 2) in self._lists.towns
        return last + 2 if town and reading.words[last + 2].capital else last

    def _goes_on(self, reading: Reading, index: int) -> bool:
        """Whether a word with a capital that is no ordinary one stands at `index`."""
        if index >= len(reading.words) or not reading.words[index].capital:
            return False
        low = reading.low(index)
        return low.isalpha() and low not in self._lists.not_names and low not in self._lists.ordinary

    def _can_name(self, reading: Reading, index: int) -> bool:
        """Whether the word at `index` can be part of the name before a kind of school."""
        word, lists = reading.words[index], self._lists
        if word.low in SAINTS or word.low in ("'s", "'"):
            return True
        if word.low in CONNECTING or word.low == "-":
            capital = word.capital or (index > 0 and reading.words[index - 1].capital)
            return capital and reading.words[index + 1].capital
        if not word.low.replace("'", "").isalpha() or word.low in self._words.no_name:
            return False
        if word.capital:
            by_place = reading.starts_sentence(index) and word.low in lists.ordinary
            return not by_place or word.low in self._words.features or word.low in self._words.describing
        if word.low in self._words.features or word.low in lists.towns:
            return True
        return word.low not in lists.ordinary and word.low not in lists.not_names

    def _is_name(self, reading: Reading, first: int, last: int, kind: int) -> bool:
        """Whether the words from `first` to `last` name one school, and not somebody's school or a kind of it."""
        words, ending = reading.words[first:last], reading.words[kind]
        lows = [word.low for word in words]
        if lows[0] in SAINTS:
            return len(lows) > 1
        if lows[-1] in self._lists.towns and ending.low != "school":
            return True
        if not ending.capital and ending.low in SEEN_AS_SOMEBODYS and self._is_somebody(lows):
            return False
        capitals = sum(word.capital for word in words)
        if not capitals:
            return self._is_lower_name(reading, first, lows, ending)
        goes_on = kind + 1 < len(reading.words) and reading.words[kind + 1].capital
        if capitals > 1 and ending.capital and not reading.starts_sentence(first) and not goes_on:
            return True
        features = any(low in self._words.features for low in lows)
        return features or not all(self._is_plain(low, ending) for low in lows)

    def _is_lower_name(self, reading: Reading, first: int, lows: list[str], ending: Word) -> bool:
        """Whether words without a capital name a school."""
        if all(low in self._words.features for low in lows):
            return ending.low not in SELDOM_AFTER_FEATURES or len(lows) > 1
        if lows[-1] in self._lists.towns:
            return reading.low(first - 1) in ("at", "attends", "from", "to")
        if ending.capital or len(lows) > 1:
            return not all(self._is_plain(low, ending) for low in lows)
        if ending.low in OF_ONE_WORD or LIKE_A_PLACE.fullmatch(lows[0]):
            return True
        placed = first == 0 or reading.low(first - 1) in ("at", "to", "from", "with", "by")
        return placed and len(lows[0]) >= SHORTEST_ALONE

    def _is_plain(self, low: str, ending: Word) -> bool:
        """Whether a word names nothing; with a capital at the end of the name, a place's can."""
        return low in self._lists.ordinary or (low in self._lists.not_names and not ending.capital)

    def _is_somebody(self, lows: list[str]) -> bool:
        """Whether the words are a person's name, as in "jamie's school"."""
        if lows[-1] == "'s":
            return len(lows) < 2 or lows[-2] not in ROYAL
        word_and_name = lows[-1] in self._lists.as_first and lows[-1] not in self._words.features
        return (len(lows) == 1 and lows[0] in self._lists.first) or word_and_name

    def _saint(self, reading: Reading, index: int) -> Iterator[Found]:
        """A saint's name alone, which is a school's here: "St Mary's", "st marys", "St Thomas More RC"."""
        if index + 1 >= len(reading.words) or (index > 0 and reading.words[index - 1].text.isdigit()):
            return
        saint = reading.words[index + 1]
        bare = saint.low.removesuffix("s")
        known = saint.low in self._lists.first or bare in self._lists.first or bare in self._lists.as_first
        end = index + 2 if reading.low(index + 2) in ("'s", "'") else index + 1
        known = known or "school" in reading.before.get(index, ())
        if not saint.low.isalpha() or not (known or saint.capital) or reading.low(end + 1) in self._words.not_saints:
            return
        while end - index < LONGEST_NAME and (
            self._goes_on(reading, end + 1) or reading.low(end + 1) in self._words.saints_bynames
        ):
            end += 1
        while reading.low(end + 1) in self._words.between and (
            reading.low(end + 1) not in CONNECTING or reading.low(end + 2) in self._words.between
        ):
            end += 1
        yield Found("school", reading.words[index].start, reading.words[end].end)

    def _gone_to(self, reading: Reading, index: int) -> Iterator[Found]:
        """A name after "goes to": with a capital and in no list of words, or made as places' names are."""
        the = reading.low(index) == "the" and index + 1 < len(reading.words) and reading.words[index + 1].capital
        first = end = index + 1 if the else index
        while end < len(reading.words) and end - first < LONGEST_ALONE and self._is_place(reading, end):
            end += 1
        words = reading.words[first:end]
        strange = any(word.low not in self._lists.ordinary for word in words)
        if (strange or (len(words) > 1 and words[-1].low in self._words.features)) and reading.low(end) != "'s":
            yield Found("school", reading.words[first].start, reading.words[end - 1].end)

    def _is_place(self, reading: Reading, index: int) -> bool:
        """Whether the word at `index` can be part of a school's name that stands alone."""
        word = reading.words[index]
        if not word.low.isalpha() or word.text.isupper():
            return False
        if word.low in self._lists.not_names or word.low in self._lists.first:
            return False
        if word.low in self._words.places - {"house"} and reading.words[index - 1].capital:
            return True
        return word.capital or (word.low not in self._lists.ordinary and bool(LIKE_A_PLACE.fullmatch(word.low)))
