"""What a practitioner says of a child's plan and circumstances, read from plain words."""

from __future__ import annotations

import re
from fractions import Fraction

from bot.attendance.figures import Figures
from bot.escalation import fact_patterns as words
from bot.escalation.rules import Known, Plan
from bot.numerals import CURLY_APOSTROPHE, LONGEST_READ

PLAN_WORDS: tuple[tuple[Plan, re.Pattern[str]], ...] = (
    ("cp", words.ON_CP),
    ("cin", words.ON_CIN),
    ("early_help", words.ON_EARLY_HELP),
    ("none", words.NO_PLAN),
)

PERSISTENTLY_ABSENT = Fraction(90)
"""The attendance at which absence is persistent (DfE: 10% or more missed)."""


def plan_in(text: str) -> Plan | None:
    """The plan that `text` says the child is on; the one to escalate to is not one that they are on."""
    plain = in_plain(text)
    if not words.MAY_CHANGE.search(plain):
        plain = words.CHANGED_FROM.sub(" stepped ", plain)
    else:
        plain = words.MAY_CHANGE.sub(lambda match: match["from"] or " ", plain)
    plain = words.NOT_THIS_PLAN.sub(" ", plain)
    return next((plan for plan, pattern in PLAN_WORDS if pattern.search(plain)), None)


def plan_answered(text: str) -> Plan | None:
    """The plan that `text` gives when it has just been asked for: there a plain "none" will do."""
    return plan_in(text) or ("none" if words.ANSWERED_NONE.fullmatch(in_plain(text)) else None)


def known_in(text: str, figures: Figures) -> Known:
    """What `text`, with the figures read from it, says of a child."""
    plain = words.HYPOTHETICAL.sub(" ", in_plain(text))
    return Known(
        plan=plan_in(text),
        attendance=figures.lowest,
        previous=figures.previous,
        persistent=is_said(words.PERSISTENT, words.NOT_PERSISTENT.sub(" ", plain)) or was_low_before(plain, figures),
        falling=figures.trend == "down" or None,
        no_education=is_said(words.NO_EDUCATION, plain),
        not_engaging=is_said(words.NOT_ENGAGING, plain),
        at_risk=is_said(words.AT_RISK, plain),
        school_concern=is_said(words.SCHOOL_CONCERN, plain),
    )


def in_plain(text: str) -> str:
    """`text` in lower case with plain apostrophes and single spaces, no longer than is read."""
    return " ".join(text[:LONGEST_READ].lower().replace(CURLY_APOSTROPHE, "'").split())


def is_said(pattern: re.Pattern[str], plain: str) -> bool | None:
    """True where `plain` says it and does not deny it; None otherwise: what is not said is not known."""
    for match in pattern.finditer(plain):
        if not words.NEGATED.search(plain[max(0, match.start() - 20) : match.start()]):
            return True
    return None


def was_low_before(plain: str, figures: Figures) -> bool | None:
    """True where figures at an earlier review and now are both persistent absence: it went on since."""
    now, before = figures.attendance, figures.previous
    if now is None or before is None or not words.AT_EARLIER_REVIEW.search(plain):
        return None
    return max(now, before) <= PERSISTENTLY_ABSENT or None
