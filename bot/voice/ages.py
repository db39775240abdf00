"""Ages, school years and stages read from words, as they are said in England."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.numerals import in_digits

RECEPTION = 0
"""Reception counted as a school year: the one before Year 1."""

AGE_IN_RECEPTION = 4
"""A child's age at the start of Reception (Department for Education: the year in which they turn five)."""

YOUNGEST, OLDEST = 3, 18

SCHOOL_YEARS = range(1, 14)

COUNTED = (
    r"(?!\.\d|\s*(?:%|per\s*cent|days?|weeks?|sessions?|/|out\b|lessons?|times?|lates?|"
    r"hours?|hrs?|months?|minutes?|mins?|of\b))"
)
"""What follows a number that is no age."""

AGE = re.compile(
    r"(?<![\d.])(\d{1,2})(?:\.5)?\s*(?:-\s*)?(?:y\.?/?\s?o\.?s?\b|yr\.?s?[\s-]*olds?\b|years?[\s-]*olds?\b|years?\s+of\s+age\b)"
    rf"|\b(?:aged?|turn(?:s|ing|ed)?|nearly|almost|only)\s*:?\s*(?:of\s+|is\s+|about\s+|just\s+)?(\d{{1,2}})\b{COUNTED}"
    r"|\b(?:(?:(?:s?he|they|child|girl|boy|lad|lass|pupil|son|daughter|kid|yp)(?:'?s|\s+is|\s+are|'re|\s+of|,)"
    rf"|young\s+(?:carer|person)(?:,|\s+is)?)\s+(?:only\s+|just\s+|now\s+)?(\d{{1,2}})\b{COUNTED})"
    rf"|\b(?:girl|boy|lad|lass|son|daughter|kid|brother|sister|young\s+person|yp|pupil|who(?:'?s|\s+is)"
    rf"|(?:young|old|eld)(?:est|er)(?:\s+one)?(?:'?s|\s+is)?|(?<!it's\s)now|both)\s*\(?\s?(\d{{1,2}})\b{COUNTED}"
    rf"|(?:^|[^\d\s][,;]\s*|\()(\d{{1,2}})(?=\s*,|\)|\s+on\s+(?:an?\s+)?(?:cp|cin|child|plan))"
    rf"|[^\d\s],\s*(\d{{1,2}})\W*$"
    r"|\b(\d{1,2})\s+(?:going\s+on|nearly)\s+\d{1,2}\b"
)
NOT_A_SCHOOL_YEAR = r"(?<!\blast\s)(?<!\bthis\s)(?<!\bnext\s)(?<!\bper\s)(?<!\bevery\s)(?<!s\sa\s)(?<!ce\sa\s)(?<!')"
SCHOOL_YEAR = re.compile(
    rf"{NOT_A_SCHOOL_YEAR}\b(?:years?|yrs?|y)\.?\s?-?(\d{{1,2}})(?:'?s)?\b(?!\s*-?\s*(?:olds?|o\b|yo\b))(?!\s*(?:%|per\s*cent))"
)
RECEPTION_WORDS = re.compile(
    r"(?<!\bschool\s)\breception\b(?!\s+(?:desk|area|staff|office|said|phone\w*))|\bfoundation\s+stage\b|\beyfs\b|\b(?:year|yr)\s?r\b|\by\s+r\b"
)
KEY_STAGE = re.compile(r"\b(?:ks|key\s*stage)\s*-?([1-5])\b")

KEY_STAGES = {1: (5, 7), 2: (7, 11), 3: (11, 14), 4: (14, 16), 5: (16, 19)}

STAGE_WORDS: tuple[tuple[re.Pattern[str], int], ...] = (
    (re.compile(r"\b(?:nursery|pre[-\s]?school\w*|toddlers?|early\s+years)\b"), 4),
    (re.compile(r"\b(?:infants?|little\s+ones?|very\s+young)\b"), 5),
    (re.compile(r"\b(?:juniors?|primary(?!\s+to\s+secondary)|tweens?)\b"), 8),
    (
        re.compile(
            r"\b(?:(?:sixth|6th|six)\s*form\w*|gcses?|a[-\s]?levels|a[-\s]?level\s+(?:student|year|course)\w*|college|"
            r"older\s+teen\w*|young\s+adults?)\b"
        ),
        16,
    ),
    (re.compile(r"\b(?:younger\s+teen\w*|young\s+teen\w*|early\s+teen\w*|pre[-\s]?teens?)\b"), 12),
    (re.compile(r"\b(?:teen(?:ager|age|s)?s?|adolescents?)\b"), 15),
    (re.compile(r"(?<!to\s)\b(?:secondary|high\s+school|senior\s+school|comp(?:rehensive)?)\b"), 12),
)


@dataclass(frozen=True)
class Age:
    """How old a child is said to be: in years, by school year (0 is Reception), or by stage alone."""

    typical: int
    age: int | None = None
    school_year: int | None = None


def age_in(text: str) -> Age | None:
    """The age that `text` says in any of the ways used in schools; None where it says none."""
    plain = in_digits(text)
    years = first_number(AGE, plain, range(YOUNGEST, OLDEST + 1))
    if years is not None:
        return Age(typical=years, age=years)
    school_year = first_number(SCHOOL_YEAR, plain, SCHOOL_YEARS)
    if school_year is not None:
        return Age(typical=school_year + AGE_IN_RECEPTION, school_year=school_year)
    if RECEPTION_WORDS.search(plain):
        return Age(typical=AGE_IN_RECEPTION, school_year=RECEPTION)
    stage = KEY_STAGE.search(plain)
    if stage:
        return Age(typical=KEY_STAGES[int(stage.group(1))][0])
    return next((Age(typical=typical) for words, typical in STAGE_WORDS if words.search(plain)), None)


def first_number(pattern: re.Pattern[str], plain: str, allowed: range) -> int | None:
    """The first of the allowed numbers that `pattern` finds."""
    numbers = (int(group) for match in pattern.finditer(plain) for group in match.groups() if group)
    return next((number for number in numbers if number in allowed), None)
