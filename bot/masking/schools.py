"""Names of schools: a name before a kind of school, a saint, or a place that a child "goes to"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.masking.found import Found
from bot.masking.reading import Reading
from bot.masking.word_lists import WordLists

KINDS_OF_SCHOOL = frozenset(
    ["school", "primary", "academy", "college", "infants", "infant", "juniors", "junior", "nursery", "grammar", "high", "comprehensive", "comp", "pru", "prep", "secondary", "preschool", "pre-school", "federation", "sch"]
)
BETWEEN = frozenset(
    ["primary", "secondary", "infants", "infant", "juniors", "junior", "nursery", "grammar", "high", "comprehensive", "prep", "catholic", "rc", "cofe", "ce", "church", "england", "community", "free", "foundation", "voluntary", "aided", "special", "sixth", "form", "girls", "boys", "girls'", "boys'", "&", "and", "of", "c", "e", "academy", "school", "college", "trust", "first", "middle"]
)
NO_NAME = frozenset(
    ["special", "virtual", "mainstream", "independent", "state", "local", "new", "old", "previous", "last", "next", "current", "my", "his", "her", "their", "your", "our", "its", "the", "a", "an", "this", "that", "these", "those", "which", "what", "whose", "every", "each", "any", "some", "no", "one", "two", "boarding", "faith", "church", "middle", "upper", "lower", "first", "forest", "sunday", "summer", "after", "before", "during", "day", "night", "whole", "big", "small", "good", "bad", "home", "hospital", "alternative", "free", "elective", "early", "attendance", "english", "maths", "full", "part", "time", "and", "or", "of", "in", "at", "to", "from", "with", "for", "is", "was", "not", "both", "other", "another", "different", "same", "missing", "miss", "sixth", "primary", "secondary", "junior", "infant", "high", "grammar", "faith-based", "council", "private", "public", "main", "feeder", "receiving", "nearest", "pre", "designated", "named", "right", "wrong", "normal", "proper", "ordinary", "great", "hi", "hello", "dear", "mr", "mrs", "miss", "ms", "dr", "fe", "sen", "send", "semh", "ebd", "ss", "year", "city", "town", "village", "district", "area", "hate", "hates", "hated", "love", "loves", "like", "likes", "refuses", "refusing", "avoid", "avoids", "avoiding", "skips", "skipping", "into", "out", "off", "near", "ask", "asks", "asked", "tell", "told", "call", "called", "ring", "rang", "email", "emailed", "start", "starts", "started", "leave", "leaves", "left", "then", "when", "if", "so", "because", "but", "re", "bunking", "quitting", "changing", "finishing", "starting", "attending", "secondry", "primry", "back", "going", "goes", "got", "get", "boys", "girls", "afc", "kingston's", "hampshire's", "richmond's", "england's", "surrey's", "council's", "lea's", "child's", "children's"]
)
FEATURES = frozenset(
    ["park", "hill", "hills", "green", "oak", "oaks", "lane", "wood", "woods", "woodland", "river", "riverside", "view", "brook", "grove", "meadow", "meadows", "valley", "bridge", "manor", "castle", "cross", "heath", "field", "fields", "spring", "lady", "holy", "trinity", "sacred", "heart", "christ", "king", "king's", "kings", "queen", "queen's", "queens", "saints", "all", "our", "rose", "beech", "elm", "ash", "cedar", "cedars", "willow", "willows", "maple", "hawthorn", "orchard", "mead", "mount", "north", "south", "east", "west", "stone", "mill", "tree", "trees", "lake", "bishop", "bishop's", "abbey", "minster", "priory", "new", "chapel", "station", "road", "street", "avenue", "gate", "chestnut", "birch", "holly", "ivy", "lime", "poplar", "sycamore", "water", "springs", "haven", "hope", "kings", "grange", "vale", "downs", "down", "moor", "forest", "fox", "swan", "harbour", "bay", "sunny", "star", "bright", "bank", "banks", "royal", "crown", "hall", "house", "court", "lodge", "centre", "gardens", "heights", "point"]
)
LIKE_A_PLACE = re.compile(
    r"[a-z]{2,}(?:field|side|wood|brook|dale|view|bank|bridge|ford|mead|croft|hurst|ridge|gate|lands|hill|combe|worth|stead|bourne"
    r"|bury|cliff|haven|water|grove|park|fields|meadows?|lea|leigh|ley|ton|ham)"
)
NOT_A_SCHOOL_AFTER_SAINT = frozenset(["street", "road", "lane", "avenue", "hospital", "ward", "church", "hospice", "john's", "square", "close"]) - {"john's"}
DEDICATIONS = frozenset({("our", "lady"), ("sacred", "heart"), ("holy", "trinity"), ("holy", "cross"), ("holy", "family"), ("all", "saints"),
                         ("corpus", "christi"), ("christ", "church"), ("good", "shepherd"), ("bishop", "wand")})
PLAIN_DEDICATIONS = frozenset({("our", "lady"), ("sacred", "heart"), ("holy", "trinity"), ("holy", "cross"), ("corpus", "christi")})
"""Those that are nothing else in lower case either."""

LONGEST_NAME = 5
"""Words before the kind of school that can be its name."""


class SchoolFinder:
    """Finds schools' names among the words of a reading."""

    def __init__(self, lists: WordLists) -> None:
        self._lists = lists

    def found_in(self, reading: Reading) -> Iterator[Found]:
        """The names of schools, with the kind of school that belongs to them."""
        yield from self._dedicated(reading)
        for index, word in enumerate(reading.words):
            pupils = word.capital and word.low in ("girls", "boys", "centre") or (word.low == "form" and reading.low(index - 1) == "sixth")
            if (pupils or word.low in KINDS_OF_SCHOOL) and reading.low(index + 1) not in KINDS_OF_SCHOOL:
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
            if (first.low, second.low) in (DEDICATIONS if capital else PLAIN_DEDICATIONS):
                end = second.end
                if reading.low(index + 2) == "of" and index + 3 < len(reading.words):
                    end = reading.words[index + 3].end
                yield Found("school", first.start, end)

    def _before(self, reading: Reading, kind: int) -> Iterator[Found]:
        """The name that ends with the kind of school at `kind`."""
        first = kind
        while first > 0 and reading.low(first - 1) in BETWEEN:
            if reading.low(first - 1) in ("and", "of", "&", "the") and reading.low(first - 2) not in BETWEEN:
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
            while reading.words[kind].capital and last + 1 < len(reading.words) and self._is_saints(reading, last + 1) and reading.words[last + 1].capital:
                last += 1
            if reading.low(last + 1) == "," and reading.low(last + 2) in self._lists.towns and reading.words[last + 2].capital:
                last += 2
            yield Found("school", reading.words[named].start, reading.words[last].end)

    def _names(self, reading: Reading, index: int, kind: int) -> bool:
        """Whether the word at `index` can be part of the name before the kind of school."""
        word = reading.words[index]
        if word.low in ("'s", "'", "st", "st.", "saint"):
            return True
        if word.low in ("of", "and", "&", "the", "-"):
            return reading.words[index + 1].capital and (word.capital or (index > 0 and reading.words[index - 1].capital))
        if not word.low.replace("'", "").isalpha() or word.low in NO_NAME:
            return False
        if word.capital:
            return not (reading.starts_sentence(index) and word.low in self._lists.ordinary and word.low not in FEATURES)
        return word.low in FEATURES or word.low in self._lists.towns or not (word.low in self._lists.ordinary or word.low in self._lists.not_names)

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
        somebodys = (lows[-1] == "'s" and (len(lows) < 2 or lows[-2] not in ("christ", "king", "queen", "bishop"))) or (len(lows) == 1 and lows[0] in self._lists.first) or lows[-1] in self._lists.as_first
        if somebodys and not kind_word.capital and kind_word.low in ("school", "college", "nursery", "high", "primary", "secondary"):
            return False
        if not capital and all(low in FEATURES for low in lows):
            return kind_word.low not in ("school", "nursery", "high", "college", "comp") or len(lows) > 1
        if not capital and lows[-1] in self._lists.towns:
            return False
        if not capital and not kind_word.capital and len(lows) == 1:
            if kind_word.low in ("academy", "primary", "infants", "juniors") or LIKE_A_PLACE.fullmatch(lows[0]):
                return True
            return len(lows[0]) > 4 and (first == 0 or reading.low(first - 1) in ("at", "to", "from", "with", "by"))
        capitals = sum(word.capital for word in words)
        if capitals > 1 and kind_word.capital and not reading.starts_sentence(first) and not self._goes_on(reading, kind):
            return True
        return not all(low in self._lists.ordinary or (low in self._lists.not_names and not kind_word.capital) for low in lows) or (
            capital and any(low in FEATURES for low in lows)
        )

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
        if not (known or after.capital) or not after.low.isalpha() or reading.low(end + 1) in NOT_A_SCHOOL_AFTER_SAINT:
            return
        if index > 0 and reading.words[index - 1].text.isdigit():
            return
        while end + 1 < len(reading.words) and reading.words[end + 1].capital and self._is_saints(reading, end + 1):
            end += 1
        while reading.low(end + 1) in BETWEEN and (reading.low(end + 1) not in ("and", "of", "&") or reading.low(end + 2) in BETWEEN):
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
        named = any(word.low not in self._lists.ordinary for word in words) or (len(words) > 1 and words[-1].low in FEATURES)
        if named and reading.low(end) != "'s":
            yield Found("school", reading.words[index].start, reading.words[end - 1].end)

    def _after_the(self, reading: Reading, index: int) -> int:
        """Where the name begins at `index`: after "the", before a capital."""
        goes_on = index + 1 < len(reading.words) and reading.words[index + 1].capital
        return index + 1 if reading.low(index) == "the" and goes_on else index

    def _place(self, reading: Reading, index: int) -> bool:
        """Whether the word at `index` can be part of a school's name that stands alone."""
        word = reading.words[index]
        if not word.low.isalpha() or word.low in self._lists.not_names or word.low in self._lists.first or word.text.isupper():
            return False
        if word.low in self._lists.ordinary:
            return word.capital
        return word.capital or bool(LIKE_A_PLACE.fullmatch(word.low))
