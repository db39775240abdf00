"""Days as people name them when they ask for a reminder: dated, named, or so long before another day."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from bot.practice.dates import CALENDAR_DATE, DATED, MONTH, WEEKDAY, dates_in, day_of

FRIDAY = 4
WEEK = timedelta(days=7)

AMOUNTS = {
    word: amount
    for amount, words in (
        (1, ("a", "an", "the", "one")),
        (2, ("two", "couple of", "couple")),
        (3, ("three", "few")),
        (4, ("four",)),
        (5, ("five",)),
        (6, ("six",)),
        (7, ("seven",)),
        (8, ("eight",)),
        (9, ("nine",)),
        (10, ("ten",)),
        (12, ("twelve",)),
    )
    for word in words
}
AMOUNT = rf"(?:a\s+)?(?P<amount>\d{{1,3}}|{'|'.join(sorted(AMOUNTS, key=len, reverse=True))})"
UNIT = r"(?P<unit>day|night|evening|week|fortnight|month|year)s?"
LENGTH = rf"{AMOUNT}\s+{UNIT}"
"""So many days, weeks, months or years. "School days" are none of these: nobody here knows a school's calendar."""


@dataclass(frozen=True)
class Span:
    """A length of time: months, and days beside."""

    months: int = 0
    days: int = 0

    def after(self, day: date) -> date:
        """The day that is so long after another; a month's last day where the month is too short (31 January).

        Raises OverflowError for a day that no calendar has.
        """
        year, month = divmod(day.year * 12 + day.month - 1 + self.months, 12)
        if not 1 <= year <= 9999:
            raise OverflowError("no calendar goes so far")
        last = calendar.monthrange(year, month + 1)[1]
        return date(year, month + 1, min(day.day, last)) + timedelta(days=self.days)

    def before(self, day: date) -> date:
        """The day that is so long before another. Raises OverflowError as `after` does."""
        return Span(-self.months, -self.days).after(day)


UNITS = {
    "day": Span(days=1),
    "night": Span(days=1),
    "evening": Span(days=1),
    "week": Span(days=7),
    "fortnight": Span(days=14),
    "month": Span(months=1),
    "year": Span(months=12),
}

BEFORE = re.compile(
    rf"\b(?:{LENGTH}\s+)?(?:before(?:hand)?|ahead\b(?!\s+to\b)|earlier|prior|in\s+advance)\b", re.IGNORECASE
)


def span_before(text: str) -> Span | None:
    """How long before a day `text` asks for; a day, where it says "before" alone; None where it says nothing."""
    found = BEFORE.search(text)
    if found is None:
        return None
    return span_of(found) if found["unit"] else Span(days=1)


def span_of(found: re.Match[str]) -> Span:
    """The length that was found."""
    written = " ".join(found["amount"].lower().split())
    amount = int(written) if written.isdigit() else AMOUNTS[written]
    unit = UNITS[found["unit"].lower()]
    return Span(unit.months * amount, unit.days * amount)


def days_in(text: str, today: date) -> tuple[date, ...]:
    """The days that `text` names, each once, the dated ones first: "4 December", "next Friday", "in a fortnight".

    A day without a year, and a weekday, are the next to come. "Next Friday" is that of next week. Weekends and
    holidays are days as any other.
    """
    rest = BEFORE.sub(" ", DATED.sub(" ", text))
    return tuple(dict.fromkeys([*dates_in(text, today), *named(rest, today)]))


def named(text: str, today: date) -> Iterator[date]:
    """The days that `text` names without their date; what was read of it once is not read again."""
    for pattern, meaning in NAMED:
        for found in pattern.finditer(text):
            day = day_meant(meaning, found, today)
            if day is not None:
                yield day
        text = pattern.sub(" ", text)


Meaning = Callable[[re.Match[str], date], "date | None"]


def day_meant(meaning: Meaning, found: re.Match[str], today: date) -> date | None:
    """The day; None for one that no calendar has."""
    try:
        return meaning(found, today)
    except OverflowError:
        return None


def upcoming(weekday: str, today: date) -> date:
    """The next such day of the week after today."""
    place = WEEKDAYS.index(weekday[:3].lower())
    return today + timedelta(days=(place - today.weekday() - 1) % 7 + 1)


WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def in_next_week(weekday: str, today: date) -> date:
    """That day of the week that begins with next Monday."""
    return monday_after(today) + timedelta(days=WEEKDAYS.index(weekday[:3].lower()))


def monday_after(day: date) -> date:
    """The Monday after a day."""
    return day + timedelta(days=7 - day.weekday())


def end_of_week(found: re.Match[str], today: date) -> date:
    """The Friday of this week or the next; of the next one too where this week's has passed."""
    monday = monday_after(today)
    friday = monday + timedelta(days=FRIDAY)
    return friday if found["which"] or today.weekday() >= FRIDAY else friday - WEEK


def end_of_month(found: re.Match[str], today: date) -> date:
    """The last day of this month or the next, or of one that is named."""
    first = today.replace(day=1)
    if found["month"]:
        named_month = day_of(f"1 {found['month']}", first)
        first = named_month or first
    elif found["which"]:
        first = Span(months=1).after(first)
    return Span(months=1, days=-1).after(first)


def of_the_month(found: re.Match[str], today: date) -> date | None:
    """The next 14th, or the next 31st, to come."""
    number = int(found["number"])
    months = (Span(months=ahead).after(today.replace(day=1)) for ahead in range(3))
    long_enough = (month for month in months if 1 <= number <= calendar.monthrange(month.year, month.month)[1])
    return next((day for month in long_enough if (day := month.replace(day=number)) > today), None)


def week_on(found: re.Match[str], today: date) -> date:
    """A week after the next such day of the week: "Monday week", "a week on Monday"."""
    return upcoming(found["weekday"], today) + WEEK


def reading(pattern: str, meaning: Meaning) -> tuple[re.Pattern[str], Meaning]:
    """A way to name a day, and the day that it means."""
    return re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE), meaning


DAY_OF_WEEK = rf"(?P<weekday>{WEEKDAY})"

NAMED = (
    reading(r"day\s+after\s+tomorrow", lambda found, today: today + timedelta(days=2)),
    reading(r"tomorrow|tmrw|tomoz", lambda found, today: today + timedelta(days=1)),
    reading(r"today|tonight|this\s+(?:morning|afternoon|evening)", lambda found, today: today),
    reading(rf"(?:a\s+)?week\s+(?:on|from)\s+{DAY_OF_WEEK}", week_on),
    reading(rf"{DAY_OF_WEEK}\s+week", week_on),
    reading(rf"(?:in|within|after)\s+{LENGTH}(?:'?s?\s+time)?", lambda found, today: span_of(found).after(today)),
    reading(rf"{LENGTH}'?\s+(?:from\s+(?:now|today)|on|today|time)", lambda found, today: span_of(found).after(today)),
    reading(rf"next\s+{DAY_OF_WEEK}", lambda found, today: in_next_week(found["weekday"], today)),
    reading(rf"{DAY_OF_WEEK}\s+next\s+week", lambda found, today: in_next_week(found["weekday"], today)),
    reading(rf"(?<!every\s)(?<!each\s){DAY_OF_WEEK}", lambda found, today: upcoming(found["weekday"], today)),
    reading(r"end\s+of\s+(?:the\s+|this\s+)?(?P<which>next\s+)?week", end_of_week),
    reading(rf"end\s+of\s+(?:the\s+|this\s+)?(?P<which>next\s+)?(?:month|(?P<month>{MONTH}))", end_of_month),
    reading(r"next\s+week", lambda found, today: monday_after(today)),
    reading(r"next\s+month", lambda found, today: Span(months=1).after(today.replace(day=1))),
    reading(r"(?P<number>[0-3]?\d)(?:st|nd|rd|th)(?!\s+(?:\w+\s+)?(?:review|meeting|conference))", of_the_month),
)
"""Ways to name a day, those that say more first. Monday is the first day of a week."""

ENDS = re.compile(
    rf"(?:\b(?:until|till?|to|end(?:s|ed|ing)?|finish\w*|stop\w*|review\w*|through|by)\b|\s[-–—]\s?)"
    rf"(?:(?!\b(?:since|from|start|began|begin))[^\d.;]){{0,24}}?(?P<day>{CALENDAR_DATE})",
    re.IGNORECASE,
)
"""A date that a note gives as an end ("until 30 January", "3 November - 30 January", "due to be reviewed on 4/12")."""

BEGINS = re.compile(rf"\b(?:since|from|start\w*|began|begin\w*)[^\d.;]{{0,24}}?{CALENDAR_DATE}", re.IGNORECASE)


def end_in(note: str, noted: date) -> date | None:
    """The day on which what a note tells of ends, as it was meant on the day when it was noted; None where none is
    given: a day since when something is so is not its end."""
    ends = [day_of(found["day"], noted) for found in ENDS.finditer(note)]
    told = [day for day in ends if day is not None] or list(dates_in(BEGINS.sub(" ", note), noted))
    return max(told, default=None)
