"""Dates, and points of the school year, as people write them."""

from __future__ import annotations

import re
from datetime import date, datetime, time

WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
DAY = r"(?:the )?[0-3]?\d(?:st|nd|rd|th)?"
NUMBER = r"(?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve)"
LENGTH = rf"(?:{NUMBER} (?:days?|weeks?|months?|school days?)|a fortnight)"

CALENDAR_DATE = (
    rf"(?:\d{{4}}-\d\d-\d\d|\d{{1,2}}[/.-]\d{{1,2}}[/.-](?:\d{{4}}|\d\d)\b|\d{{1,2}}/\d{{1,2}}(?![/\d])"
    rf"|(?:{WEEKDAY},? )?(?:{DAY}(?: of)? {MONTH}|{MONTH} {DAY})\b(?:,? (?:\d{{4}}|'\d\d)\b)?)"
)
"""A day of the calendar, with or without its year."""

NAMED_POINT = (
    rf"(?:today|tonight|tomorrow|(?:the )?end of (?:the |this |next )*(?:day|week|month|{MONTH})"
    r"|(?:the )?(?:end|start|beginning|last day) of (?:the |this |next |autumn |spring |summer |first |second |half[ -])*"
    r"(?:term|school year)|(?:the )?(?:october |february |may )?half[ -]term(?: holidays?)?"
    r"|(?:the )?(?:christmas|xmas|easter|summer)(?: holidays?| break)?(?! term)|new year"
    rf"|next week|(?<!every )(?<!each )(?<!last )(?:(?:next|this|coming) )?{WEEKDAY}\b(?! (?:to|mornings?|afternoons?|evenings?)\b)(?: week)?"
    rf"|(?:a )?week on {WEEKDAY}|(?:the )?[0-3]?\d(?:st|nd|rd|th)\b(?! [a-z])"
    rf"|(?:in|within) {LENGTH}|{LENGTH} (?:from (?:now|today)|on)|(?:by|before|mid[ -]?) ?{MONTH})"
)
"""A point in time that is still to come, named and not dated."""

PAST_POINT = rf"(?:yesterday|last (?:week|month)|{LENGTH} ago)"

POINT_IN_TIME = rf"(?:{CALENDAR_DATE}|{NAMED_POINT})"

DATED = re.compile(rf"\b(?:{CALENDAR_DATE}|{PAST_POINT})", re.IGNORECASE)
NAMED = re.compile(rf"\b{NAMED_POINT}\b", re.IGNORECASE)


def dates_in(text: str, today: date) -> tuple[date, ...]:
    """The days of the calendar that `text` gives, in its order; one without a year is the next one to come."""
    found = (day_of(match.group(), today) for match in DATED.finditer(text))
    return tuple(day for day in found if day is not None)


def names_a_point(text: str) -> bool:
    """Whether `text` names a point that is still to come, such as "next Friday", "the end of term" or "in 2 weeks"."""
    return bool(NAMED.search(DATED.sub(" ", text)) or re.fullmatch(LENGTH, text.strip(), re.IGNORECASE))


def day_of(words: str, today: date) -> date | None:
    """The day that a date means, British order; None where there is no such day."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", words):
        return iso_day(words)  # dateparser would read its day as the month
    import dateparser

    settings = {
        "DATE_ORDER": "DMY",
        "PREFER_DATES_FROM": "future",
        "RELATIVE_BASE": datetime.combine(today, time.min),
    }
    found: datetime | None = dateparser.parse(words, languages=["en"], settings=settings)
    return found.date() if found is not None else None


def iso_day(words: str) -> date | None:
    """The day of an ISO date, or None."""
    try:
        return date.fromisoformat(words)
    except ValueError:
        return None


def in_words(day: date) -> str:
    """A day as it is written in a letter: "4 December 2026"."""
    return f"{day.day} {day:%B %Y}"
