"""What a practitioner asks of a register that was read: the attendance that is to be reached or kept."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

NOT_A_TARGET = re.compile(
    r"\b\d+(?:\.\d+)?\s*(?:more\s+)?(?:days?|sessions?|weeks?|months?|times|lessons?|hours?|am|pm)\b"
    r"|\b(?:19|20)\d\d\b|\b(?:year|yr|y|ks)\s*\d{1,2}\b",
    re.IGNORECASE,
)
PERCENT = re.compile(r"(?<![\d.])(?P<number>\d{1,3}(?:\.\d{1,3})?)(?![\d.]*\d)")
AT_LEAST = re.compile(
    r"\b(?:reach|get\s+(?:back\s+)?(?:up\s+)?to|hit|at\s+least|be\s+at|still\s+be\s+at|up\s+to|target)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Target:
    """An attendance in percent to stay over, or, where `over` is false, to have at least."""

    percent: Fraction
    over: bool


def target_in(text: str, usual: Fraction) -> Target:
    """The target that `text` names; staying over the `usual` one, where it names none.

    `usual` is the attendance in percent at which absence counts as persistent.
    """
    named = [Fraction(one["number"]) for one in PERCENT.finditer(NOT_A_TARGET.sub(" ", text))]
    possible = [one for one in named if 0 < one <= 100]
    if not possible:
        return Target(usual, over=True)
    return Target(possible[0], over=not AT_LEAST.search(text) and possible[0] < 100)
