"""Runs of marks among words. Many short words are made of letters that are codes too: "is", "on", "the"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from bot.attendance.register.reading.marks import MARK, NOT_MARKED, is_code

FEWEST_MARKS = 4
FEWEST_SLASHES = 0.3
"""The part of marks in small letters that must be a slash: more than in paths and in "he/she/it"."""

NEARLY_ALL = 0.6
"""The part of a run's marks that must be codes: a few may be mistakes, which are then named."""

WORD = re.compile(r"[^\s,;:|()\"'\u2018\u2019\u201c\u201d`]+")


class Run(NamedTuple):
    """Marks on end, with the places in the text of each."""

    start: int
    marks: tuple[str, ...]
    places: tuple[int, ...]


class Word(NamedTuple):
    """A word of a line that may be marks."""

    start: int
    text: str
    marks: tuple[str, ...]

    @property
    def slashed(self) -> bool:
        """Whether these are surely marks, beside a date: there are slashes, and nothing else is like a word."""
        slashes = sum(mark in "/\\" for mark in self.marks)
        if not slashes or sum(map(looks_like_a_mark, self.marks)) < NEARLY_ALL * len(self.marks):
            return False
        if self.text != self.text.upper():
            return "\\" in self.text and slashes >= FEWEST_SLASHES * len(self.marks)
        paired = len(self.marks) == 1 or len(self.marks) % 2 == 0
        return "\\" in self.text or (paired and all(map(is_code, self.marks)))

    @property
    def between(self) -> bool:
        """Whether these may be marks, where marks stand beside them."""
        return all(map(looks_like_a_mark, self.marks))


def looks_like_a_mark(mark: str) -> bool:
    return mark in NOT_MARKED or is_code(mark)


def runs_in(text: str) -> list[Run]:
    """The runs of marks in a text without its dates, at most one to a line; none where no line surely has one."""
    lines = []
    start = 0
    for line in text.split("\n"):
        lines.append([word_at(found, start) for found in WORD.finditer(line)])
        start += len(line) + 1
    sure = [run for line in lines if (run := run_in(line)) is not None]
    if not sure:
        return []
    # Beside lines that are marks for sure, a line of nothing but codes is one too: a week in which a child was ill.
    runs = [run_in(line) or run_of_codes(line) for line in lines]
    return [run for run in runs if run is not None]


def word_at(found: re.Match[str], start: int) -> Word:
    text = found.group()
    if len(text) > 1:
        text = text.rstrip("?") if text.endswith("?") else text[:-1] if text[-1] in ".!" else text
    return Word(start + found.start(), text, tuple(mark.upper() for mark in MARK.findall(text)))


def run_in(line: Sequence[Word]) -> Run | None:
    """The run of marks in a line that has slashes among them, or None."""
    sure = [number for number, word in enumerate(line) if word.slashed]
    if not sure:
        return None
    first, last = sure[0], sure[-1]
    lengths = {len(line[number].marks) for number in sure}
    among = [word for word in line[first : last + 1] if not word.slashed]
    if not all(word.between and {len(word.marks)} <= lengths for word in among):
        return None

    def goes_on(number: int) -> bool:
        word = line[number]
        return word.between and word.text == word.text.upper() and {len(word.marks)} == lengths

    while first > 0 and goes_on(first - 1):
        first -= 1
    while last + 1 < len(line) and goes_on(last + 1):
        last += 1
    run = run_from(line[first : last + 1])
    return run if len(run.marks) >= FEWEST_MARKS else None


def run_of_codes(line: Sequence[Word]) -> Run | None:
    """The run that a line is where it holds nothing but codes in capitals, or None."""
    if not line or not all(word.between and word.text == word.text.upper() for word in line):
        return None
    run = run_from(line)
    return run if len(run.marks) >= FEWEST_MARKS else None


def run_from(words: Sequence[Word]) -> Run:
    places = [word.start + found.start() for word in words for found in MARK.finditer(word.text)]
    return Run(words[0].start, tuple(mark for word in words for mark in word.marks), tuple(places))
