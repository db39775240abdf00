"""Initials that stand for a person: "J.T. not in"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.masking.found import Found

INITIALS = re.compile(r"(?<![\w.])[A-Z]\.[A-Z](?:\.(?:[A-Z]\.?)?)?(?!\w)")
IN_LOWER_CASE = re.compile(
    r"(?<![\w.])[a-z]\.[a-z]\.?(?= (?:has|hasn|is|isn|was|said|says|won|refus|lives|and (?:his|her)))"
)
NO_PERSON = re.compile(
    r"am|pm|uk|ni|re|pe|it|ok|ep|sw|ta|cp|eg|ie|nb|ps|tv|id|la|iss|ewo|dsl|iro|eal|pru|yot|lac|cla|pep|sen|cme|tac|taf"
    r"|cin"
)
"""Letters with full stops that mean something else."""


def initials_in(text: str) -> Iterator[Found]:
    """The initials in `text`; a full stop after the last one that ends a sentence is taken with them."""
    for found in (*INITIALS.finditer(text), *IN_LOWER_CASE.finditer(text)):
        if not NO_PERSON.fullmatch(found[0].replace(".", "").lower()):
            yield Found("name", found.start(), found.end())
