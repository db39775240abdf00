"""Dates as registers write them: year first, or day first as in Britain; never month first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from enum import Enum
from itertools import compress
from operator import add

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|thur|fri|sat(?:ur)?|sun)(?:day)?"
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
YEAR_FIRST = r"(?P<y1>\d{4})[-/.](?P<m1>\d{1,2})[-/.](?P<d1>\d{1,2})"
DAY_FIRST = r"(?P<d2>\d{1,2})[-/.](?P<m2>\d{1,2})[-/.](?P<y2>\d{4}|\d{2})"
NAMED = rf"(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+|-)?(?:of\s+)?(?P<m3>{MONTH})(?:\s+|,\s*|-)(?P<y3>\d{{4}}|\d{{2}})"
CLOCK = r"(?:\s+|T)\d{1,2}[:.]\d\d(?::\d\d(?:\.\d+)?)?(?:\s*[ap]m)?Z?"

DATED = re.compile(
    rf"(?:(?P<weekday>{WEEKDAY})\.?,?\s+)?(?P<written>{YEAR_FIRST}|{DAY_FIRST}|{NAMED})(?:{CLOCK})?",
    re.IGNORECASE | re.ASCII,
)
LONGEST = 60
LATE_IN_MONTH = 1 << 40
LAST_OF_ALL_MONTHS = 28
NUMBERS = {f"{day:02}": 2 * day + (LATE_IN_MONTH if day > LAST_OF_ALL_MONTHS else 0) for day in range(1, 32)}
"""Twice the number of each day of a month; far above that for a day that not every month has."""

FIRST_YEAR = 1900


class Order(Enum):
    """The order of a date's parts."""

    YEAR_FIRST = "year first"
    DAY_FIRST = "day first"


def looks_like_a_date(text: str) -> bool:
    """Whether a cell has the shape of a date, be there such a day or not."""
    return len(text) <= LONGEST and DATED.fullmatch(text) is not None


def day_in(text: str) -> tuple[date, Order]:
    """The day that a cell gives, and the order in which it is written.

    A year of two digits is of this century. Raises ValueError, whose message says what is wrong, and quotes nothing
    that isn't the shape of a date.
    """
    found = DATED.fullmatch(text) if len(text) <= LONGEST else None
    if found is None:
        raise ValueError("this is not a date: write the day, the month and the year, such as 03/09/2025")
    day, order = written_day(found)
    weekday = found["weekday"]
    if weekday and not WEEKDAYS[day.weekday()].lower().startswith(weekday.lower()[:3]):
        raise ValueError(f"{in_words(day)} is a {WEEKDAYS[day.weekday()]}: the weekday or the date is wrong")
    return day, order


def written_day(found: re.Match[str]) -> tuple[date, Order]:
    """The day of a match of DATED; raises ValueError as day_in does."""
    written = found["written"]
    form = next(form for form in "123" if found[f"d{form}"])
    year, month, day = (found[f"{part}{form}"] for part in "ymd")
    order = Order.YEAR_FIRST if form == "1" else Order.DAY_FIRST
    if not month.isdigit():
        month = str(MONTHS.index(month[:3].lower()) + 1)
    if len(year) == 2:
        year = f"20{year}"
    if order is Order.DAY_FIRST and int(month) > 12 >= int(day):
        raise ValueError(f"{written} has the month first: write the day first, such as {month}/{day}/{year}")
    if int(year) < FIRST_YEAR:
        raise ValueError(f"{written} is not a date of a register: the year would be {FIRST_YEAR} or later")
    try:
        return date(int(year), int(month), int(day)), order
    except ValueError:
        raise ValueError(f"{written} is not a date: there is no such day") from None


def in_words(day: date) -> str:
    """A day as it is written in a letter: "3 September 2025"."""
    return f"{day.day} {day:%B} {day.year}"


class Months(dict[str, int]):
    """A date of one of the two usual forms without its day, with twice the ordinal of the day before the month's first.

    Raises KeyError for what is no month of such a form.
    """

    ROOM = 4096

    def __missing__(self, text: str) -> int:
        try:
            first = date.fromisoformat(f"{text[4:]}-{text[1:3]}-01" if text[:4:3] == "//" else f"{text}01")
        except ValueError:
            raise KeyError from None
        if first.year < FIRST_YEAR:
            raise KeyError
        if len(self) >= self.ROOM:
            self.clear()
        before = self[text] = 2 * (first.toordinal() - 1)
        return before


class Days(dict[str, int]):
    """Each date's text with twice its day's proleptic ordinal, 0 where there is no such day; filled as it is asked.

    `orders` has each order that was met with the first text written in it.
    """

    ROOM = 4096

    def __init__(self) -> None:
        super().__init__()
        self.orders: dict[Order, str] = {}
        self.months = Months()

    def __missing__(self, text: str) -> int:
        if len(self) >= self.ROOM:
            self.clear()
        try:
            day, order = day_in(text.strip())
        except ValueError:
            self[text] = 0
        else:
            self.orders.setdefault(order, text)
            self[text] = 2 * day.toordinal()
        return self[text]

    def of_all(self, texts: Sequence[str]) -> list[int]:
        """The same of each of these texts."""
        if len(texts) > 1 and texts[::2] == texts[1::2]:  # a morning's row and an afternoon's, one after the other
            each_day = self.of_all(texts[::2])
            mornings = [0] * len(texts)
            mornings[::2] = mornings[1::2] = each_day
            return mornings
        if not texts:
            return []
        try:
            mornings = self.of_usual_form(texts)
        except KeyError:
            return list(map(self.__getitem__, texts))
        if max(mornings) > LATE_IN_MONTH:
            late = list(compress(range(len(mornings)), map(LATE_IN_MONTH.__lt__, mornings)))
            for at in late:
                morning = mornings[at] - LATE_IN_MONTH
                there_is = date.fromordinal(morning // 2).day > LAST_OF_ALL_MONTHS
                mornings[at] = morning if there_is else self[texts[at]]
        return mornings

    def of_usual_form(self, texts: Sequence[str]) -> list[int]:
        """The same of texts all written like the first, as 03/09/2025 or as 2025-09-03; raises KeyError for others.

        A million dates are read month by month, which takes a tenth of the time of a pattern. A day that not every
        month has comes out above LATE_IN_MONTH.
        """
        if texts[0][2:3] == "/":
            order, months, numbers = Order.DAY_FIRST, [text[2:] for text in texts], [text[:2] for text in texts]
        else:
            order, months, numbers = Order.YEAR_FIRST, [text[:8] for text in texts], [text[8:] for text in texts]
        mornings = list(map(add, map(self.months.__getitem__, months), map(NUMBERS.__getitem__, numbers)))
        self.orders.setdefault(order, texts[0])
        return mornings
