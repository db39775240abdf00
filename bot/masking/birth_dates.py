"""Dates of birth: full dates beside words of birth. Other dates (reviews, absences) are left."""

# ruff: noqa: E501 (an alternative a line would hide which belong together)
from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from bot.masking.found import Found
from bot.masking.word_lists import word_lists

MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
DAY = r"(?:[0-2]?\d|3[01])(?:st|nd|rd|th)?"
YEAR = r"(?:(?:19|20)\d\d|'?\d\d)"
FULL = (
    rf"(?:(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? (?:the )?)?(?:(?:19|20)\d\d-\d\d-\d\d|\d{{1,2}} ?[/.-] ?\d{{1,2}} ?[/.-] ?{YEAR}|\d\d ?\d\d ?(?:19|20)\d\d"
    rf"|christmas(?: day| eve)? {YEAR}|{DAY}[ ./-]?(?:of )?{MONTH}\.?,?[ ./-]?{YEAR}|{MONTH} {DAY},? {YEAR}))(?![\d/])"
)
"""A date with its year."""

RUN_TOGETHER = r"(?:(?:19|20)\d\d|\d\d? \d\d? \d\d(?:\d\d)?|\d{6}|\d{8})(?![\d/%])"
"""A date of birth as it is typed in a hurry."""

PART = rf"(?:{DAY} (?:of )?{MONTH}(?! ?\d)|{MONTH} {DAY}\b|\d{{1,2}}/(?:19|20)\d\d|\d{{1,2}}/\d{{1,2}}|{MONTH},? (?:19|20)\d\d)(?![\d/])"
"""A day without its year, or a month with it."""

BIRTH = r"(?:d\.?o\.?b\.?(?![a-z])|dobs|d\.o\.b\.?|dates? of births?|birth ?dates?|birth ?days?|b\.?day|born|date born|turn(?:s|ed|ing) \d{1,2}|(?:be|is|'s|hes|shes|he's|she's) \d{1,2} on)"
GAP = r"[^\d.?!;\n]{0,40}?"

BIRTH_WORD = re.compile(rf"\b{BIRTH}", re.IGNORECASE)
AFTER_BIRTH = re.compile(rf"\b{BIRTH}(?:'s)?{GAP}(?:\b|(?<=[a-z]))(?P<date>{FULL}|{PART})", re.IGNORECASE)
BEFORE_BIRTH = re.compile(
    rf"(?<![\d/.])(?P<date>{FULL})[ ,(:=-]{{0,3}}(?:is |was )?(?:the |his |her |their )?{BIRTH}", re.IGNORECASE
)
AND_ANOTHER = re.compile(rf"(?:,| and| &|/| ?;) ?(?:[a-z' ]{{0,25}}?\b)(?P<date>{FULL})", re.IGNORECASE)
IN_BRACKETS = re.compile(rf"(?<=[a-z]) ?\((?P<date>{FULL})\)", re.IGNORECASE)
"""A full date in brackets straight after a word is how records give a person's date of birth."""

HURRIED = re.compile(
    rf"\b(?:(?:d\.?o\.?b\.?|date of birth)[ :=-]{{0,3}}(?:is )?(?P<date>{RUN_TOGETHER})|born (?:on )?(?P<born>\d{{6}}|\d{{8}})\b)",
    re.IGNORECASE,
)
INITIAL_BORN = re.compile(rf"\bb\.? ?(?P<date>{FULL})", re.IGNORECASE)
BIRTHDAY_LAST = re.compile(
    rf"(?<![\d/.])(?P<date>{PART})[ ,]{{1,2}}(?:is|was) (?:his|her|their|the child's) (?:\d\d?th )?(?:birthday|bday)",
    re.IGNORECASE,
)
AFTER_NAME = re.compile(rf"\b(?P<name>[A-Z][a-z'-]{{1,20}}),? (?P<date>(?i:{FULL}))")
"""A full date straight after a word with a capital, if its year makes it a child's."""

AFTER_LOWER_NAME = re.compile(rf"\b(?P<name>[a-z][a-z'-]{{1,20}}),? (?P<date>(?i:{FULL}))")
"""The same after a name in lower case, which the lists have to know."""

YOUNGEST, OLDEST = 3, 19

CALENDAR = re.compile(rf"{MONTH}\b|\w+day\b", re.IGNORECASE)
LONGEST_WORD = 40

MOST_CHAINED = 8


def birth_dates_in(text: str) -> Iterator[Found]:
    """Dates of birth in `text`."""
    if BIRTH_WORD.search(text):
        yield from beside_birth(text)
    for match in INITIAL_BORN.finditer(text):
        yield Found("date of birth", *match.span("date"))
    for match in AFTER_NAME.finditer(text):
        if not CALENDAR.match(match.group("name")) and is_a_childs_year(match.group("date"), date.today()):
            yield Found("date of birth", *match.span("date"))
    for match in AFTER_LOWER_NAME.finditer(text):
        lists = word_lists()
        named = not lists.first.isdisjoint({match.group("name").lower(), match.group("name").lower().removesuffix("s")})
        surname = match.group("name").lower() in lists.any_surname - lists.ordinary
        if (named or surname) and is_a_childs_year(match.group("date"), date.today()):
            yield Found("date of birth", *match.span("date"))
    for match in IN_BRACKETS.finditer(text):
        if follows_a_name(text[max(0, match.start() - LONGEST_WORD) : match.start() + 1]):
            yield Found("date of birth", *match.span("date"))


def beside_birth(text: str) -> Iterator[Found]:
    """Dates beside a word of birth, and those joined to one of them."""
    for match in AFTER_BIRTH.finditer(text):
        yield Found("date of birth", *match.span("date"))
        end = match.end("date")
        for _ in range(MOST_CHAINED):
            another = AND_ANOTHER.match(text, end)
            if another is None:
                break
            yield Found("date of birth", *another.span("date"))
            end = another.end("date")
    for pattern in (BEFORE_BIRTH, HURRIED, BIRTHDAY_LAST):
        for match in pattern.finditer(text):
            yield Found("date of birth", *match.span(match.lastgroup or "date"))


def is_a_childs_year(written: str, today: date) -> bool:
    """Whether the year of a date makes a child's age: meetings and absences are in the last years only."""
    years = re.findall(r"(?:19|20)\d\d|\d\d(?!\d)", written)
    year = int(next((one for one in years if len(one) == 4), years[-1]))
    full = year if year > 99 else 2000 + year
    return YOUNGEST <= today.year - full <= OLDEST


def follows_a_name(before: str) -> bool:
    """Whether the last word of `before` is somebody's name by its capital, and no month or day of the week."""
    words = before.split()
    return bool(words) and words[-1][:1].isupper() and not CALENDAR.match(words[-1])
