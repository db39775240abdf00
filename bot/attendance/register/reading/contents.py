"""What the cells of a column hold, where no heading says it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from bot.attendance.register.reading.dates import looks_like_a_date
from bot.attendance.register.reading.halves import half_named
from bot.attendance.register.reading.marks import NOT_MARKED, is_code, split

UNIQUE_PUPIL_NUMBER = re.compile(r"[A-Z]\d{11}[0-9A-Z]", re.ASCII)
WORD_OF_A_NAME = r"[^\W\d_](?:[^\W\d_]|['\u2019-])*"
NAME = re.compile(rf"(?!.*\b(?:Term|Week|Year|Session|Half)\b){WORD_OF_A_NAME}(?:,? {WORD_OF_A_NAME}){{1,3}}")
NEARLY_ALL = 0.8
"""The part of a column's filled cells that must be of one kind: a few may be mistakes, which are then named."""

WEEK_LENGTHS = (10, 14)


class Kind(Enum):
    """What one cell looks like."""

    BLANK = "blank"
    DATE = "date"
    HALF = "half"
    PM = "a half, or the marks P and M"
    CODE = "code"
    PAIR = "pair"
    WEEK = "week"
    CHILD = "child"
    OTHER = "other"


def kind_of(text: str) -> Kind:
    """What a cell looks like; a mark that ended still looks like one."""
    by_places = len(text) in WEEK_LENGTHS and " " in text
    text = text.strip()
    if not text or text in NOT_MARKED:
        return Kind.BLANK
    if looks_like_a_date(text):
        return Kind.DATE
    if text.upper() == "PM":
        return Kind.PM
    if half_named(text) is not None:
        return Kind.HALF
    if UNIQUE_PUPIL_NUMBER.fullmatch(text):
        return Kind.CHILD
    if len(text) > 4 * max(WEEK_LENGTHS):
        return Kind.OTHER
    marks = split(text)
    looking_so = sum(mark in NOT_MARKED or is_code(mark) for mark in marks)
    if looking_so == len(marks):
        kinds = {1: Kind.CODE, 2: Kind.PAIR} | dict.fromkeys(WEEK_LENGTHS, Kind.WEEK)
        return Kind.WEEK if by_places and has_slash(text) else kinds.get(len(marks), Kind.OTHER)
    if len(marks) in WEEK_LENGTHS and has_slash(text) and looking_so >= NEARLY_ALL * len(marks):
        return Kind.WEEK
    return Kind.OTHER


def has_slash(text: str) -> bool:
    """Whether one of the two marks is there that mean present; only in marks are they usual."""
    return "/" in text or "\\" in text


@dataclass(frozen=True)
class Column:
    """What the cells of one column hold in the rows that were looked at."""

    number: int
    kinds: Counter[Kind]
    texts: frozenset[str]

    def holds(self, kind: Kind) -> bool:
        """Whether nearly all that stands in it is of this kind."""
        either = self.kinds[Kind.PM] if kind in (Kind.HALF, Kind.PAIR) else 0
        return self.filled > 0 and self.kinds[kind] + either >= NEARLY_ALL * self.filled

    @property
    def filled(self) -> int:
        return sum(self.kinds.values()) - self.kinds[Kind.BLANK]

    @property
    def slashed(self) -> bool:
        return any(has_slash(text) for text in self.texts)

    @property
    def looks_like_marks(self) -> bool:
        """Whether it may be marks, or letters that happen to be codes."""
        return self.holds(Kind.CODE) or (self.slashed and (self.holds(Kind.PAIR) or self.holds(Kind.WEEK)))

    @property
    def looks_like_names(self) -> bool:
        """Whether each cell has a first name and a surname."""
        return not self.kinds[Kind.BLANK] and all(map(NAME.fullmatch, self.texts))


def columns_of(rows: Sequence[Sequence[str]]) -> list[Column]:
    """The columns of some rows, by what they hold."""
    width = max(map(len, rows), default=0)
    kinds: dict[str, Kind] = {}
    columns = []
    for number in range(width):
        texts = [row[number] for row in rows if number < len(row)]
        for text in set(texts) - kinds.keys():
            kinds[text] = kind_of(text)
        columns.append(Column(number, Counter(kinds[text] for text in texts), frozenset(map(str.strip, texts))))
    return columns
