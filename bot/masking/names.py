"""People's names, by lists, casing and context."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.masking.found import Found
from bot.masking.reading import Reader, Reading, Word
from bot.masking.word_lists import WordLists

LONGEST_NAME = 6
"""Words that one name can have."""

PARTICLES = frozenset(["al", "el", "bin", "ibn", "bint", "ul", "ur", "de", "da", "dos", "das", "do", "van", "von", "der", "den", "del", "di", "du", "la", "le", "lo", "mc", "mac", "ap", "ferch", "st", "ten", "ter"])
LIKE_A_VERB = frozenset(["will", "may", "mark", "hope", "chase", "rose", "grant", "drew", "rob", "sue", "pat", "bill", "said", "miles", "art", "can", "guy", "chance", "long", "price", "play", "ran", "jan", "van", "page", "tan", "nick"])
"""Names that, in lower case, are mostly verbs or things even straight after "her brother"."""

MODAL = frozenset(["will", "may", "can", "hope", "said", "van", "long", "price", "play", "chase", "grant", "ran", "page"])
"""Of these, the ones that a person's verb may follow all the same: "hope came back"."""

SELDOM_A_WORD = frozenset(
    ["ruby", "lily", "poppy", "daisy", "ivy", "jade", "hazel", "pearl", "olive", "violet", "robin", "carol", "penny", "bob", "pat", "hunter", "mason", "dean", "jack", "noor", "rob", "sue", "ray", "max", "sunny", "princess", "precious", "destiny", "blessing", "angel", "skye", "crystal", "amber", "ebony", "holly", "dawn", "eve", "kit", "kai", "dev", "wren", "raven", "piper", "harmony"]
)
"""Of these, the ones that hardly come up in this work but as names: what fits a person is enough."""

BEFORE_A_VERB = frozenset(["i", "she", "he", "they", "we", "you", "will", "to", "would", "might", "may", "can", "could", "n't", "not", "who", "kids", "children", "must", "should", "ll", "'ll", "d", "'d", "does", "did", "do", "never", "also"])
"""What stands before "miss" where it is no title."""

ARTICLES = frozenset(["the", "a", "an", "this", "that", "these", "those", "no", "any", "some", "every", "each", "schools", "wellbeing", "more", "which", "what", "much", "so", "very", "too", "quite", "how"])
"""What stands before a word, and not before a name."""

AROUND_A_VERB = frozenset("about with for get got getting does did has from by help why seen told asked ask met take takes took bring told show let having had".split())
"""No verb stands after these: "about will", "get mark back", "does hope go"."""
AROUND_A_MONTH = frozenset("with ask asked told get getting help did does met has".split())
AFTER_A_THING = frozenset("of term terms holiday holidays half lesson lessons work works class club room therapy project exam exams for".split())

ABSTRACT = frozenset(["faith", "joy", "charity", "art", "patience", "peace", "comfort", "love", "liberty", "honour", "glory", "dawn", "star", "sky", "ocean", "river", "angel", "bliss", "blessing", "delight", "gift", "miracle", "mercy", "star", "sun", "moon", "rain", "lake", "spring", "stone", "silver", "ace", "king", "queen", "prince", "princess", "page", "diamond", "candy", "lucky", "happy", "honest", "jet", "rich", "amber", "rain", "lark", "sage", "storm", "story", "wolf", "bay", "sea", "sugar", "coral", "treasure", "promise", "justice", "unity", "victory", "royal", "reign", "heaven", "haven", "hero", "deep", "happy", "nest", "clover", "ivory", "jewel", "emerald", "desire", "misty", "chip", "kit", "luck", "forest", "fox", "major", "rusty", "pepper", "wen"])
"""Of these, the ones that stand where names do: "with patience at home"."""

COURTESY = frozenset(["detective", "inspector", "constable", "coach", "nurse", "mr", "mrs", "ms", "miss", "mx", "dr", "mr.", "mrs.", "ms.", "dr.", "prof", "professor", "rev", "reverend", "cllr", "councillor", "pc", "sgt", "sergeant"])
"""Titles that are masked with the name."""

CALENDAR = frozenset(
    ["april", "may", "june", "july", "august", "december", "sunday", "easter", "autumn", "summer", "winter", "spring", "jan", "dec", "mar", "noel", "art", "sky", "reading", "mass", "sun", "term", "hunter-gatherer"]
) - {"hunter-gatherer"}
"""A capital tells nothing of these."""

NOT_LOWER_AFTER_FIRST = frozenset(["long", "short", "day", "best", "early", "late", "strong", "sharp", "may", "will", "park", "rich", "field", "church", "price", "cook", "wise", "small", "just", "home", "high", "well", "still", "wait", "waits", "hurry", "lost", "words", "rooms", "room", "light", "lights", "night", "head", "hand", "hands", "hard", "marks", "mark", "house", "road", "street", "way", "weeks", "service", "sleep", "back", "call", "case", "court", "good", "great", "high", "hope", "little", "low", "moon", "new", "nice", "page", "pain", "paper", "park", "play", "power", "pride", "ready", "rain", "right", "school", "sea", "self", "ship", "just", "join", "to", "as", "worth", "ready", "read", "past", "rest", "name", "like", "look", "most"])
"""Words that are surnames with a capital only, even after a first name: "Jamie long since refuses"."""

NO_INITIAL = frozenset(["a", "i", "u", "r", "n", "y", "o", "x"])
NOT_LIKE_A_NAME = re.compile(
    r".{2,}(?:tion|ment|ness|ology|ally|ist|ists|able|ible|ical|ence|ences|ance|ances|ing|ings|ive|ous|ship|ships|less|ful|fully|tions|ments|ics|isms?|ised|ized|ity|ities|nce|wards?|times?|work|works|book|books|line|lines|chat|tok)"
)
SHORTEST_UNLISTED = 3
LONGEST_ABBREVIATION = 3


class NameFinder:
    """Finds people's names among the words of a reading."""

    def __init__(self, lists: WordLists, reader: Reader) -> None:
        self._lists = lists
        self._belonging = reader.words_of("belonging")
        self._kin = reader.words_of("kin")
        self._titles = reader.words_of("title")

    def found_in(self, reading: Reading) -> Iterator[Found]:
        """The names, each from its first word or initial to its last."""
        index = 0
        while index < len(reading.words):
            found, index = self._at(reading, index)
            if found is not None:
                yield found

    def _at(self, reading: Reading, index: int) -> tuple[Found | None, int]:
        """The name that begins at `index`, if one does, and where to go on."""
        word = reading.words[index]
        if not is_word(word.low):
            return None, index + 1
        short = self._without_s(reading, index)
        if short:
            return Found("name", word.start, word.start + short), index + 1
        end = self._end(reading, index)
        if not self._is_name(reading, index, end):
            return None, index + 1
        start = word.start
        if "title" in reading.before.get(index, ()) and reading.low(index - 1) in COURTESY and self._after_title(reading, index, end):
            first = index - 1
            if reading.low(first - 1) in ("and", "&") and reading.low(first - 2) in COURTESY:
                first -= 2
            start = reading.words[first].start
        elif index > 0 and self._is_initial_before(reading, index - 1):
            start = reading.words[index - 1].start
        return Found("name", start, reading.words[end - 1].end), end

    def _is_name(self, reading: Reading, index: int, end: int) -> bool:
        """Whether what stands at `index`, up to `end`, is somebody's name."""
        word, before = reading.words[index], reading.before.get(index, set())
        if "title" in before and self._after_title(reading, index, end):
            return True
        if "naming" in before and self._after_naming(reading, index, end):
            return True
        if self._is_listed(word):
            return True
        if word.text.isupper() and word.low in self._lists.first:
            return "person" in reading.after.get(end, ()) or "relation" in before or self._owns(reading, end, self._belonging)
        if word.low in self._lists.as_first:
            return self._word_is_first_name(reading, index, end)
        if word.low in self._lists.tail and not word.text.isupper():
            return self._tail_is_name(reading, index, end)
        if len(word.low) > SHORTEST_UNLISTED and word.low in self._lists.ordinary and word.low not in self._lists.not_names and not reading.starts_sentence(index):
            strong = "relation" in before or "spoken_to" in before or self._owns(reading, end, self._kin)
            if word.capital and strong and not self._is_title_case(reading, index):
                return True
        if word.low in self._lists.as_surname:
            return word.capital and not reading.starts_sentence(index) and self._is_family(reading, end)
        return self._unlisted_is_name(reading, index, end)

    def _is_listed(self, word: Word) -> bool:
        """Whether the word is a name and nothing else; up to three capitals are more often an abbreviation."""
        if word.text.isupper() and len(word.text) <= LONGEST_ABBREVIATION:
            return False
        return word.low in self._lists.first or word.low in self._lists.surnames

    def _after_title(self, reading: Reading, index: int, end: int) -> bool:
        word, title = reading.words[index], reading.words[index - 1]
        if word.low in self._titles or word.low in ("and", "or"):
            return False
        plain = word.low in self._lists.ordinary or word.low in self._lists.not_names
        if self._is_listed(word) or word.low in self._lists.tail:
            return True
        if len(word.low) == 1:
            return title.low in COURTESY and (word.text.isupper() or title.low in ("mr", "mrs", "ms"))
        kin = title.low in ("auntie", "aunty", "aunt", "uncle", "nanny", "nanna", "nana", "grandma", "grandad", "grandpa", "granny", "headteacher", "pastor", "madam")
        if kin and not word.capital:
            return word.low in self._lists.as_first and word.low not in LIKE_A_VERB and (end == len(reading.words) or bool(reading.after.get(end)))
        if word.capital and (title.low != "miss" or not reading.starts_sentence(index - 1) or reading.after.get(end)):
            return title.low in ("mr", "mrs", "ms", "miss") or word.low in self._lists.as_surname | self._lists.as_first or not plain
        could_be = word.low in self._lists.as_surname or word.low in self._lists.as_first or not plain
        if title.low in ("miss", "sergeant", "rev"):
            return could_be and word.low not in NOT_LOWER_AFTER_FIRST and reading.low(index - 2) not in BEFORE_A_VERB
        return could_be

    def _after_naming(self, reading: Reading, index: int, end: int) -> bool:
        word, cue = reading.words[index], reading.low(index - 1)
        if word.low in self._lists.not_names and word.low not in self._lists.as_first:
            return False
        if cue in ("im", "i'm", "m", "hi", "dear", "names", "called", "'m") and not word.capital and not self._is_listed(word):
            if cue != "called" and cue != "names":
                return False
            return not self._is_plain(word) and word.low not in MODAL
        if word.low in self._lists.as_first or word.low in self._lists.tail:
            return True
        return len(word.low) >= SHORTEST_UNLISTED and not self._is_plain(word) and not word.text.isupper()

    def _word_is_first_name(self, reading: Reading, index: int, end: int) -> bool:
        """Whether a word that is a name too is one here."""
        word, before, after = reading.words[index], reading.before.get(index, set()), reading.after.get(end, set())
        if word.text.isupper() and len(word.text) > 1:
            return False
        if self._owns(reading, end, self._kin if word.low in CALENDAR else self._belonging):
            return True
        if reading.low(index - 1) in ARTICLES:
            return False
        if self._has_age(reading, end, word.capital or index == 0) or (word.capital and self._is_family(reading, end)):
            return True
        if "surely" in after and (word.capital or reading.starts_sentence(index) or "near" in before) and (word.capital or word.low not in MODAL or reading.low(end + 1) == "n't"):
            return True
        if ("spoken_to" in before and word.low not in MODAL and (word.capital or word.low not in CALENDAR)):
            return True
        if word.low not in CALENDAR and self._is_beside_name(reading, index, end):
            return True
        if word.low not in CALENDAR | LIKE_A_VERB | ABSTRACT and "near" in before and (after or end == len(reading.words)):
            return True
        plain = word.low in CALENDAR | LIKE_A_VERB | ABSTRACT
        if reading.low(index - 1) in (AROUND_A_MONTH if word.low in CALENDAR else AROUND_A_VERB) and not reading.low(end) in AFTER_A_THING:
            return True
        if not plain and (before or after or end == len(reading.words)):
            return True
        if self._is_in_brackets(reading, index, end):
            return True
        does = "acting" in after or "person" in after
        if word.low not in CALENDAR and does and (reading.starts_sentence(index) or "near" in before):
            return word.low not in MODAL or reading.low(end) in ("is", "was", "has", "had", "needs", "got", "gets", "did", "does")
        if word.low not in CALENDAR and word.capital and (not reading.starts_sentence(index) or (after and word.low not in LIKE_A_VERB)):
            return True
        verb_like = word.low in LIKE_A_VERB and not word.capital
        calendar = word.low in CALENDAR
        if "relation" in before and not calendar:
            return not verb_like or "person" in after or self._closes(reading, end)
        if "relation" in before:
            return "person" in after
        if end > index + 1 and word.capital and not calendar:
            return True
        if not calendar and end > index + 1 and (not verb_like or "person" in after or (word.low not in MODAL and reading.low(end - 1) in self._lists.surnames)):
            return True
        if word.capital and not calendar and not reading.starts_sentence(index):
            return bool(before) or bool(after) or end == len(reading.words)
        if word.low in SELDOM_A_WORD and (before or (after and reading.starts_sentence(index))):
            return True
        if calendar or (word.low in MODAL and not word.capital):
            return False
        return "person" in after and (word.capital or index == 0 or "near" in before)

    def _is_beside_name(self, reading: Reading, index: int, end: int) -> bool:
        """Whether "and" or the like joins it to somebody's name."""
        joins = ("and", "&", ",", "/")
        beside = [place for place, join in ((index - 2, index - 1), (end + 1, end)) if reading.low(join) in joins]
        named = [reading.low(place) in self._lists.first or reading.low(place) in SELDOM_A_WORD for place in beside]
        return all(named) and len(named) == 2 if reading.low(index) in MODAL else any(named)

    def _tail_is_name(self, reading: Reading, index: int, end: int) -> bool:
        """Whether a surname that is rare in England is one here."""
        word, before, after = reading.words[index], reading.before.get(index, set()), reading.after.get(end, set())
        if word.capital and not reading.starts_sentence(index):
            return True
        if self._owns(reading, end, self._belonging if word.capital else self._kin) or (word.capital and ("person" in after or end > index + 1)):
            return True
        return ("relation" in before or "near" in before) and ("person" in after or self._is_family(reading, end))

    def _unlisted_is_name(self, reading: Reading, index: int, end: int) -> bool:
        """Whether a word in no list is a name, by its casing and by what stands round it."""
        word, before, after = reading.words[index], reading.before.get(index, set()), reading.after.get(end, set())
        if len(word.low) < SHORTEST_UNLISTED or self._is_plain(word) or word.text.isupper() or not word.low.replace("'", "").isalpha():
            return False
        if word.capital and not reading.starts_sentence(index):
            return True
        if self._lists.is_misspelt(word.low) and end == index + 1:
            return False
        if word.capital:
            return index == 0 or bool(after) or "person" in after or self._owns(reading, end, self._belonging) or self._has_age(reading, end, True) or (
                end > index + 1 and self._is_second(reading, index + 1)
            )
        if self._owns(reading, end, self._kin):
            return True
        if len(word.low) <= SHORTEST_UNLISTED:
            return False
        if self._is_in_brackets(reading, index, end):
            return True
        if reading.low(index - 1) in ARTICLES or word.low.endswith(("ed", "es", "ts", "ns", "al", "ic", "ed", "ey")):
            return False
        if "spoken_to" in before and (after or end == len(reading.words)):
            return True
        if "person" in after and (reading.starts_sentence(index) or "near" in before):
            return True
        if "acting" in after and "near" in before and len(word.low) > LONGEST_ABBREVIATION + 1:
            return True
        return "relation" in before and ("person" in after or self._closes(reading, end) or self._has_age(reading, end, False))

    def _is_forename(self, word: Word) -> bool:
        return word.low in self._lists.first or (word.low in self._lists.as_first and word.low not in CALENDAR)

    def _is_second(self, reading: Reading, index: int) -> bool:
        """Whether a second name stands at `index`, so that a capital before it is no accident."""
        low = reading.low(index)
        return low == "-" or low in self._lists.first or low in self._lists.surnames or low in self._lists.tail

    def _is_plain(self, word: Word) -> bool:
        """Whether a word is an ordinary one, or made like one."""
        low = word.low
        return (
            low in self._lists.ordinary
            or low in self._lists.not_names
            or low in self._lists.as_surname
            or bool(NOT_LIKE_A_NAME.fullmatch(low))
            or (low.endswith("s") and low[:-1] in self._lists.ordinary)
            or (low.endswith("ed") and (low[:-2] in self._lists.ordinary or low[:-1] in self._lists.ordinary))
            or (low.endswith(("er", "ly")) and low[:-2] in self._lists.ordinary)
        )

    def _end(self, reading: Reading, index: int) -> int:
        """Where the name that begins at `index` ends: the index after its last word."""
        end = index + 1
        while end < len(reading.words) and end - index < LONGEST_NAME:
            more = self._more(reading, index, end)
            if not more:
                break
            end += more
        return end

    def _more(self, reading: Reading, first: int, index: int) -> int:
        """How many words from `index` still belong to the name that begins at `first`: 0, 1, or 2 with a hyphen or particle."""
        word, before = reading.words[index], reading.words[index - 1]
        following = reading.words[index + 1] if index + 1 < len(reading.words) else None
        if word.text == "-" and following and word.start == before.end and following.start == word.end:
            both = following.capital and before.capital
            return 2 if both or following.low in self._lists.as_first or self._is_part(reading, first, index + 1) else 0
        if word.text == "." and len(before.text) == 1 and before.text.isupper() and following and following.capital:
            return 1
        if word.low in ("de", "van") and following and following.low in ("la", "los", "der", "den"):
            return 2
        if word.low in PARTICLES and following and word.low not in ("do", "st", "ten", "den") and (
            following.capital or self._is_listed(following) or following.text == "-"
        ):
            return 1 if following.text == "-" else 2
        if is_initial(word):
            lower_initial = word.text.islower() and (self._is_listed(before) or following is None or bool(reading.after.get(index + 1)))
            owns = word.low == "s" and following is not None and following.low in self._belonging
            known = not owns and (self._is_listed(before) or before.low in self._lists.as_first or before.capital)
            if known and (word.text.isupper() or lower_initial):
                return 1
            return 0
        return 1 if self._is_part(reading, first, index) else 0

    def _is_part(self, reading: Reading, first: int, index: int) -> bool:
        """Whether the word at `index` is a further part of a name."""
        word, head = reading.words[index], reading.words[first]
        low = word.low
        if not is_word(low) or low in self._titles:
            return False
        if self._is_listed(word):
            return True
        if word.capital and head.capital and low in self._lists.any_surname and low not in CALENDAR and self._is_forename(head):
            return True
        if low in self._lists.not_names or (word.text.isupper() and len(word.text) > 1 and not head.text.isupper()):
            return False
        if low in self._lists.tail:
            return word.capital or self._is_listed(head)
        if word.capital and low.endswith("s") and low[:-1] in self._lists.any_surname and self._is_forename(head):
            return True
        if low in self._lists.as_surname or low in self._lists.as_first:
            if word.capital:
                return head.capital
            if low not in self._lists.as_surname:
                return False
            if low in NOT_LOWER_AFTER_FIRST:
                after = reading.after.get(index + 1, set())
                return self._is_listed(head) and ("acting" in after or "person" in after or reading.low(index + 1) == "'s")
            return self._is_listed(head) or (head.low in self._lists.as_first - MODAL - CALENDAR and bool(reading.after.get(index + 1)))
        if self._is_plain(word) or len(low) < SHORTEST_UNLISTED:
            return False
        if word.capital:
            return True
        return self._is_listed(head) and not self._lists.is_misspelt(low)

    def _without_s(self, reading: Reading, index: int) -> int:
        """The length of the name in "jamies mum" or "the Okafors"; 0 where there is none."""
        low = reading.words[index].low
        stem = low[:-1]
        if not low.endswith("s") or low in self._lists.first or low in self._lists.surnames or low in self._lists.ordinary:
            return 0
        capital = reading.words[index].capital
        if stem in self._lists.first or stem in self._lists.surnames:
            owned = reading.low(index + 1) in self._belonging
            return len(stem) if owned or capital or reading.low(index - 1) == "the" else 0
        word_too = stem in self._lists.as_first and (stem not in CALENDAR) and low not in ("marks", "hopes", "wills", "bills", "arts", "miles")
        unlisted = len(stem) > SHORTEST_UNLISTED and stem not in self._lists.as_first and not self._is_plain(reading.words[index]) and not self._lists.is_misspelt(low)
        return len(stem) if (word_too or unlisted) and reading.low(index + 1) in self._kin else 0

    def _owns(self, reading: Reading, index: int, things: frozenset[str]) -> bool:
        """Whether "'s mum" or the like stands at `index`."""
        return reading.low(index) in ("'s", "'") and reading.low(index + 1) in things

    def _is_title_case(self, reading: Reading, index: int) -> bool:
        """Whether words beside it have capitals too, as in a heading or a body's name."""
        return any(0 <= place < len(reading.words) and reading.words[place].text[:1].isupper() for place in (index - 1, index + 1))

    def _is_in_brackets(self, reading: Reading, index: int, end: int) -> bool:
        """Whether it stands alone in brackets after whom it names: "her mum (dawn)"."""
        return reading.low(index - 1) == "(" and reading.low(end) == ")" and "relation" in reading.before.get(index - 1, ())

    def _is_family(self, reading: Reading, index: int) -> bool:
        return reading.low(index) in ("family", "household", "siblings", "twins", "kids", "boys", "girls", "brothers", "sisters", "children")

    def _has_age(self, reading: Reading, index: int, capital: bool) -> bool:
        """Whether an age stands at `index`: "is 12", "(12)", ", 12,", "aged 12"."""
        low, number, then = reading.low(index), reading.low(index + 1), reading.low(index + 2)
        if re.fullmatch(r"1?\d ?(?:yo|yrs?)", low) or (re.fullmatch(r"1?\d", low) and number in ("yo", "yrs", "yr", "years", "year")):
            return True
        if not number.removesuffix("yo").removesuffix("yrs").removesuffix("yr").isdigit() or len(number) > 5 or int(re.sub(r"\D", "", number)) > 19:
            return False
        if (then in ("%", ".", "/") and reading.low(index + 3).isdigit()) or then in ("%", "per", "percent"):
            return False
        if low in ("aged", "age", "("):
            return True
        if low in ("is", "was", "turned", "turns"):
            return not then or not then.isalpha() or then in ("and", "years", "yrs", "yr", "in", "now", "but", "she", "he", "next", "today")
        return low == "," and (capital or "yo" in number) and then in (",", ".", "", "and", "yo", "yr", "yrs", "years", "year", "-", "who", "has", "is", "in", "lives")

    def _closes(self, reading: Reading, index: int) -> bool:
        return index >= len(reading.words) or reading.words[index].text in ",.?!)(;:-|/" or reading.low(index) in ("and", "is", "was", "has")

    def _is_initial_before(self, reading: Reading, index: int) -> bool:
        """Whether an initial at `index` belongs to the surname that follows."""
        text = reading.words[index].text
        if re.fullmatch(r"(?:[A-Z]\.){1,3}", text):
            return True
        return len(text) == 1 and text.isupper() and (text not in "IA" or (text == "A" and not reading.starts_sentence(index)))


def is_word(low: str) -> bool:
    """Whether it has letters only, and apostrophes among them."""
    return low.isalpha() or (low[:1].isalpha() and "n't" not in low and low.replace("'", "").isalpha())


def is_initial(word: Word) -> bool:
    """Whether it is one letter, with a full stop or without, that can stand for a surname."""
    letter = word.low.removesuffix(".")
    return len(letter) == 1 and letter.isalpha() and (letter not in NO_INITIAL if word.text.islower() else letter != "i")
