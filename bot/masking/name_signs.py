"""Signs beside a word that it is somebody's name: an age, something owned, a household, brackets, another name."""

from __future__ import annotations

import re

from bot.masking.name_words import NameWords
from bot.masking.reading import PARTED, Reader, Reading, Word
from bot.masking.word_lists import WordLists

OLDEST = 19
"""An age in years, of a child or somebody just grown up."""

AGE = re.compile(r"(\d{1,2})(?:yo|yrs?)?")
UNITS = frozenset({"yo", "yrs", "yr", "years", "year"})
AFTER_AN_AGE = frozenset({"and", "in", "now", "but", "she", "he", "next", "today"}) | UNITS
AFTER_A_LISTED_AGE = frozenset({",", ".", "", "and", "-", "who", "has", "is", "in", "lives"}) | UNITS

MADE_LIKE_A_WORD = re.compile(
    r".{2,}(?:tions?|ments?|ness|ology|ally|ists?|able|ible|ical|[ae]?nces?|ings?|ive|ous|ships?|less|ful|fully|ics|isms?"
    r"|ised|ized|ity|ities|wards?|times?|works?|books?|lines?|chat|tok)"
)
ENDS_OF_PHRASES = frozenset({*",.?!)(;:-|/", "and", "is", "was", "has"})
LONGEST_ABBREVIATION = 3

LONGEST_WORD = 40
"""Letters of the longest word that is looked at."""


class NameSigns:
    """What can be told of a word and its neighbours, one question a method."""

    def __init__(self, lists: WordLists, words: NameWords, reader: Reader) -> None:
        self._lists = lists
        self._words = words
        self.belongings = reader.words_of("belonging")
        self.kin = reader.words_of("kin")
        self._names_in_a_row = lists.first | words.seldom_a_word

    def is_listed(self, word: Word) -> bool:
        """Whether the word is a name and nothing else; up to three capitals are more often an abbreviation."""
        if word.text.isupper() and len(word.text) <= LONGEST_ABBREVIATION:
            return False
        return word.low in self._lists.first or word.low in self._lists.surnames

    def is_forename(self, word: Word) -> bool:
        """Whether it can be a first name before a surname."""
        return word.low in self._lists.first or (
            word.low in self._lists.as_first and word.low not in self._words.calendar
        )

    def is_plain(self, low: str) -> bool:
        """Whether a word is an ordinary one, a form of one, or made like one."""
        ordinary = self._lists.ordinary
        return (
            low in ordinary
            or low in self._lists.not_names
            or low in self._lists.as_surname
            or MADE_LIKE_A_WORD.fullmatch(low) is not None
            or (low.endswith("s") and low[:-1] in ordinary)
            or (low.endswith("ed") and (low[:-2] in ordinary or low[:-1] in ordinary))
            or (low.endswith(("er", "ly")) and low[:-2] in ordinary)
        )

    def owns(self, reading: Reading, end: int, things: frozenset[str]) -> bool:
        """Whether "'s mum" or the like stands at `end`."""
        return reading.low(end) in ("'s", "'") and reading.low(end + 1) in things

    def has_household(self, reading: Reading, end: int) -> bool:
        """Whether "family" or the like stands at `end`."""
        return reading.low(end) in self._words.households

    def has_age(self, reading: Reading, end: int, sure: bool) -> bool:
        """Whether an age stands at `end`: "is 12", "(12)", "aged 12", "8yo", and, if the rest is `sure`, ", 12,"."""
        low, number, then = reading.low(end), reading.low(end + 1), reading.low(end + 2)
        if low.isdigit():
            return number in UNITS and int(low[:3]) <= OLDEST
        if AGE.fullmatch(low):
            return True
        age = AGE.fullmatch(number)
        if age is None or int(age.group(1)) > OLDEST or self._goes_on_as_figure(reading, end + 2):
            return False
        if low in ("aged", "age", "("):
            return True
        if low in ("is", "was", "turned", "turns"):
            return not then.isalpha() or then in AFTER_AN_AGE
        return low == "," and (sure or "yo" in number) and then in AFTER_A_LISTED_AGE

    def meant_again(self, reading: Reading, end: int) -> bool:
        """Whether "he" or "her" after a joining word at `end` means it again: "rose, she is off", "faith with her"."""
        words, join, again = self._words, reading.low(end), reading.low(end + 1)
        return (join in words.joining and again in words.pronouns) or (
            join in words.before_a_pronoun and again in words.pronouns_after
        )

    def _goes_on_as_figure(self, reading: Reading, index: int) -> bool:
        """Whether the number before `index` is a percentage, a fraction or a part of one."""
        low = reading.low(index)
        return low in ("%", "per", "percent") or (low in (".", "/") and reading.low(index + 1).isdigit())

    def closes(self, reading: Reading, end: int) -> bool:
        """Whether the phrase is over at `end`."""
        return end >= len(reading.words) or reading.low(end) in ENDS_OF_PHRASES

    def in_brackets(self, reading: Reading, index: int, end: int) -> bool:
        """Whether it stands alone in brackets after whom it names: "her mum (dawn)"."""
        alone = reading.low(index - 1) == "(" and reading.low(end) == ")"
        return alone and "relation" in reading.before.get(index - 1, ())

    def among_capitals(self, reading: Reading, index: int) -> bool:
        """Whether a word beside it has a capital too, as in a heading or a body's name."""
        beside = (index - 1, index + 1)
        return any(0 <= one < len(reading.words) and reading.words[one].text[:1].isupper() for one in beside)

    def has_figure(self, reading: Reading, end: int) -> bool:
        """Whether a figure is put down for it: "Hope: 82%", "will - 54%", or first of all "rose 81%"."""
        if end == 1 or (end > 1 and reading.low(end - 2) == "%"):
            figure = reading.low(end).rstrip("%").isdigit()
            if figure and "%" in (reading.low(end)[-1:], reading.low(end + 1)):
                return True
        return reading.low(end) in (":", "-", "–", "=") and reading.low(end + 1).rstrip("%").isdigit()

    def beside_name(self, reading: Reading, index: int, end: int) -> bool:
        """Whether "and" or the like joins it to somebody's name; on both sides, for a word like "will"."""
        joins = ("and", "&", ",", "/")
        if reading.low(index) in self._words.like_a_verb and reading.low(end) in self._words.after_a_verb:
            return False
        beside = [
            reading.low(one) for one, join in ((index - 2, index - 1), (end + 1, end)) if reading.low(join) in joins
        ]
        names = self._lists.first if reading.low(index) in self._words.calendar else self._names_in_a_row
        named = [low in names or low == PARTED for low in beside]
        return all(named) and len(named) > 1 if reading.low(index) in self._words.modal else any(named)

    def is_asked_about(self, reading: Reading, index: int, end: int) -> bool:
        """Whether a question is put about it, or it is met again: "can faith have a laptop", "its will again"."""
        before, then, words = reading.low(index - 1), reading.low(end), self._words
        if then == "again":
            return index == 0 or before in ("its", "'s", "it")
        opens = index == 1 or (index > 1 and reading.low(index - 2) in words.asking)
        verb = then in words.bare_verbs
        return (
            before in words.auxiliaries
            and opens
            and (verb or (then in words.after_asked and reading.low(index) not in words.calendar))
        )

    def is_concerned(self, reading: Reading, index: int, end: int) -> bool:
        """Whether the work with somebody is spoken of, and the phrase is over: "worried about faith"."""
        over = self.closes(reading, end) or reading.low(end) in self._words.joining
        free = reading.low(index) not in self._words.calendar and reading.low(index) not in self._lists.not_names
        return over and free and "concerning" in reading.before.get(index, ())

    def are_syllables(self, reading: Reading, index: int) -> bool:
        """Whether two syllables of Chinese, Korean or Vietnamese names stand together: "Li Na", "jun jie"."""
        if index + 1 >= len(reading.words):
            return False
        first, second = reading.words[index], reading.words[index + 1]
        both = first.low in self._words.syllables and second.low in self._words.syllables
        if not both or first.capital != second.capital or first.text.isupper() or second.text.isupper():
            return False
        return not any(word.low in self._lists.ordinary for word in (first, second)[first.capital :])

    def are_initials(self, word: Word) -> bool:
        """Whether capitals are no abbreviation of this work."""
        return word.low not in self._words.abbreviations

    def beside_initials(self, reading: Reading, index: int) -> bool:
        """Whether "and" joins initials to others of the same length."""
        return any(
            reading.low(join) in ("and", "&", "n")
            and len(word.text) == len(reading.words[index].text)
            and word.text.isupper()
            and self.are_initials(word)
            for join, other in ((index - 1, index - 2), (index + 1, index + 2))
            if 0 <= other < len(reading.words)
            for word in (reading.words[other],)
        )

    def in_a_pair(self, reading: Reading, index: int, end: int) -> bool:
        """Whether two words that are names too do something together: "king and prince are twins"."""
        names = self._lists.as_first - self._words.modal - self._words.calendar
        for first, second in ((index, end + 1), (index - 2, index)):
            pair = {reading.low(first), reading.low(second)} <= names and reading.low(second - 1) in ("and", "&", "n")
            if pair and reading.low(second + 1) in self._words.both_do:
                return True
        return False

    def second_name(self, reading: Reading, index: int) -> bool:
        """Whether a second name stands at `index`, so that a capital before it is no accident."""
        low = reading.low(index)
        return (
            low == "-"
            or low in self._lists.as_first
            or low in self._lists.first
            or low in self._lists.surnames
            or low in self._lists.tail
        )


def is_word(low: str) -> bool:
    """Whether it has letters only, and apostrophes among them, and not too many."""
    return len(low) <= LONGEST_WORD and (
        low.isalpha() or (low[:1].isalpha() and "n't" not in low and low.replace("'", "").isalpha())
    )
