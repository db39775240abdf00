"""Numbers that stand for a person: NHS, UPN, National Insurance, and others where they are named."""

# ruff: noqa: E501 (an alternative a line would hide which belong together)
from __future__ import annotations

import re
from collections.abc import Iterator

from stdnum.gb import nhs

from bot.masking.found import Found

UPN = re.compile(r"\b[A-Z][ -]?\d{3}[ -]?\d{4}[ -]?\d{4}[ -]?[0-9A-Z]\b", re.IGNORECASE)
"""A letter, eleven digits, and a digit or, for a temporary one, a letter (DfE, Unique pupil numbers)."""

NATIONAL_INSURANCE = re.compile(r"\b[A-Z]{2}[ -]?\d{2}[ -]?\d{2}[ -]?\d{2}[ -]?[A-D]\b", re.IGNORECASE)
"""HMRC, National Insurance Manual, NIM39110."""

NHS = re.compile(r"(?<![\d.,/+-])\d{3}[ -]?\d{3}[ -]?\d{4}(?![\d/]|[.,]\d)")
LONG_NUMBER = re.compile(r"(?<![\d.,/+-])\d{9,20}(?![\d/]|[.,]\d)")

NAMED = re.compile(
    r"\b(?:nhs|ll|nass|upn|uln|urn|crn|nino|ni|n\.i\.|national insurance|passport|mosaic|liquid ?logic|lcs|care ?first|eclipse|ics"
    r"|framework-?i|hospital|student|learner|roll|tracking|ssid|custody|court|insurance|licence|driving licence|bus pass|oyster|reference (?=n)|ref (?=n)|send|cin|cp|pupil|admission|client|person|case(?! ref)|hosp|care order|sort code|bank acc|uci|crime|police|ehcp?|social care|biometric|visa"
    r"|(?:child|pupil|client|person|student|case|his|her|their)'?s? (?=id\b)|unique pupil|unique learner|candidate|bank account|account|brp|home office)"
    r"(?: ?\b(?:numbers?|num|no|nr|id|ref|reference|record|system|code))*"
    r"\.?(?: ?(?:is|was|it's|its|for (?:him|her|them)|[:#=–-]))* ?\(?(?P<number>#?[a-z]{0,3}[ -]?\d[\d /-]{3,18}\d ?[a-z]?|(?=(?:[a-z]{0,5}\d){5})[a-z\d]{7,18})\b(?! ?[%/])",
    re.IGNORECASE,
)
FEWEST_DIGITS = 5
"""Digits that a named number has at least: "case number 3" tells nobody who is meant."""


def numbers_in(text: str) -> Iterator[Found]:
    """Numbers that stand for a person in `text`."""
    for pattern in (UPN, NATIONAL_INSURANCE):
        for match in pattern.finditer(text):
            yield Found("number", match.start(), match.end())
    for match in NHS.finditer(text):
        if nhs.is_valid(match.group()):
            yield Found("number", match.start(), match.end())
    for match in LONG_NUMBER.finditer(text):
        if not match.group().startswith("0"):
            yield Found("number", match.start(), match.end())
    for match in NAMED.finditer(text):
        number = match.group("number")
        if sum(one.isdigit() for one in number) >= FEWEST_DIGITS:
            start = match.start("number")
            yield Found("number", start, start + len(number.rstrip()))
