"""Initials that stand for a person, "J.T. not in", also with a surname right behind them: "A.Khan"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.masking.found import Found
from bot.masking.word_lists import word_lists

INITIALS = re.compile(r"(?<![\w.])[A-Z]\.[A-Z](?:\.(?:[A-Z]\.?)?)?(?!\w)")
IN_LOWER_CASE = re.compile(
    r"(?<![\w.])[a-z]\.[a-z]\.?(?= (?:has|hasn|is|isn|was|said|says|won|refus|lives|and (?:his|her)))"
)
BEFORE_A_SURNAME = re.compile(r"(?<![\w.])(?:[A-Z]\.)+([A-Z](?:'[A-Z])?[a-z]+(?:['-][A-Z][a-z]+)*)")
NO_PERSON = re.compile(
    r"am|pm|uk|ni|re|pe|it|ok|ep|sw|ta|cp|eg|ie|nb|ps|tv|id|la|iss|ewo|dsl|iro|eal|pru|yot|lac|cla|pep|sen|cme|tac|taf"
    r"|cin|dt|gp|dv|hv|rs|fe"
)
"""Letters with full stops that mean something else."""


def initials_in(text: str) -> Iterator[Found]:
    """The initials in `text`; a full stop after the last one that ends a sentence is taken with them."""
    for found in (*INITIALS.finditer(text), *IN_LOWER_CASE.finditer(text)):
        if not NO_PERSON.fullmatch(found[0].replace(".", "").lower()):
            yield Found("name", found.start(), found.end())
    for found in BEFORE_A_SURNAME.finditer(text):
        if found[1].lower() not in word_lists().ordinary:
            yield Found("name", found.start(), found.end())
