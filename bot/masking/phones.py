"""Telephone numbers, read with the phonenumbers library."""

from __future__ import annotations

import re
from collections.abc import Iterator

import phonenumbers

from bot.masking.found import Found

COUNTRY = "GB"

DIALLED = re.compile(r"(?<![\w.,/+-])(?:\+|00|\(?0)\d?(?:[ ().-]{0,3}\d){8,14}(?![\d/%]|[.,]\d)")
"""A number as it is dialled: from 0 or +, nine digits or more, with gaps."""

NAMED = re.compile(
    r"\b(?:phone|tel|telephone|mobile|mob|ring|call|text|whatsapp)(?: (?:him|her|them|mum|dad|me|us|home|number|no))?"
    r"\.?(?: (?:on|is|at))?[: ]{1,2}(?P<number>\d(?:[ -]?\d){5,11})(?![\d/%]|[.,]\d)",
    re.IGNORECASE,
)
"""A number said to be a telephone's, without its area code too."""


def phones_in(text: str) -> Iterator[Found]:
    """Telephone numbers in `text`; any number of a possible length counts, also one that no one has been given."""
    for match in DIALLED.finditer(text):
        if can_be_dialled(match.group()):
            yield Found("phone", match.start(), match.end())
    for match in NAMED.finditer(text):
        yield Found("phone", match.start("number"), match.end("number"))


def can_be_dialled(written: str) -> bool:
    """Whether `written` has the length of a telephone number, in this country if it names no other."""
    try:
        return bool(phonenumbers.is_possible_number(phonenumbers.parse(written, COUNTRY)))
    except phonenumbers.NumberParseException:
        return False
