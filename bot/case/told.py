"""Facts of a child, read from what a practitioner tells, and said back in words."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from bot.attendance.counted import impact_counted
from bot.attendance.figures import figures_in
from bot.attendance.impact import FigureError, Measures, shown
from bot.escalation.facts import in_plain, known_in, plan_in
from bot.escalation.rules import Known, known_as_json
from bot.guidance.wording import lowered
from bot.voice.ages import RECEPTION, Age, age_in

OF_ONE_CHILD = re.compile(
    r"\b(?:he|she|him|her|his|hers|boy|girl|lad|lass|kid|son|daughter|sibling|brother|sister|twin|yp|young\s+person"
    r"|(?:my|our|this|that)\s+(?:child|pupil|case|teen\w*)|(?:have|got|seeing|visiting)\s+an?\s+(?:child|pupil|teen\w*)"
    r"|(?:y|yr|year)\s?\d+|\d+\s*(?:yo|y/o|yr\s+old|year\s+old))\b"
)
"""Words that mean a child whom the practitioner knows, and not children in general ("below 90%, do schools...")."""

FACTS_ALONE = re.compile(
    r"(?:\W|\d|\b(?:he|she|they|it|his|hers?|him|them|their|i|my|we|a|an|the|this|that|is|are|was|[hst]|re|m|ve|and|but|for|about|what"
    r"|whos?|hes|shes|theyre|now|only|just|also|too|btw|sorry|ok|hi|hello|one\s+of\s+mine|boys?|girls?|lads?|lass|kids?|child(?:ren)?"
    r"|young\s+person|yp|pupils?|teen(?:ager)?s?|brothers?|sisters?|siblings?|twins?|son|daughter|(?:young|old|eld)(?:er|est)|little|other"
    r"|(?:years?|yrs?|y|ks)\d*|old|yo|reception|key\s+stage|aged?|turned|nearly|almost|plan|cin|cp|child\s+in\s+need|child\s+protection"
    r"|early\s+help|no|none|on|at|in|att|attd|attend[ae]nce|per\s*cent|(?:this|last)\s+(?:term|year)|overall|new|case|currently|atm)\b)+"
)
"""Words that say who a child is, how old, on which plan and with which attendance, and nothing of what happened."""

LONGEST_OF_FACTS = 200
"""Characters of the longest message that may hold nothing else."""

SAID_OF_ANY = ("plan", "attendance", "previous")
"""What is taken of a message that asks something; all else in it may be what it asks about ("if they won't engage")."""

IN_WORDS = ("falling", "persistent", "no_education", "not_engaging", "at_risk", "school_concern")
"""What is known of a child that is so or isn't; each has a phrase of its own, `case_falling`."""


@dataclass(frozen=True)
class Told:
    """What a message tells of a child."""

    known: Known = field(default_factory=Known)
    age: Age | None = None

    @property
    def says_something(self) -> bool:
        """Whether it tells anything."""
        return self.age is not None or self.known != Known()

    def as_json(self) -> dict[str, Any]:
        """As it is remembered in a conversation."""
        return {**known_as_json(self.known), **({"age": self.age.typical} if self.age else {})}


def told_in(text: str, measures: Measures, asks: bool = False) -> Told:
    """What `text` tells of a child; of a message that `asks` something, only what is sure to be of one child.

    Raises FigureError for an attendance that can't be.
    """
    known = known_told(text, measures)
    if not asks:
        return Told(known, age_in(text))
    if not OF_ONE_CHILD.search(in_plain(text)):
        return Told()
    return Told(Known(**{name: getattr(known, name) for name in SAID_OF_ANY}), age_in(text))


def tells_facts_alone(text: str) -> bool:
    """Whether `text` states an age, a plan or an attendance, and nothing besides."""
    plain = in_plain(text)
    if len(text) > LONGEST_OF_FACTS or not FACTS_ALONE.fullmatch(plain):
        return False
    return age_in(text) is not None or plan_in(text) is not None or figures_in(text).attendance is not None


def known_told(text: str, measures: Measures) -> Known:
    """What `text` says of a child's plan and attendance, also where it is counted in days or sessions.

    Raises FigureError for an attendance that can't be.
    """
    figures = figures_in(text)
    known = known_in(text, figures)
    counted = impact_counted(figures, measures)
    if counted is not None:
        known = replace(known, attendance=counted.attendance)
    refuse_impossible(known)
    return known


def refuse_impossible(known: Known) -> None:
    """Raises FigureError for an attendance below 0 or above 100."""
    for attendance in (known.attendance, known.previous):
        if attendance is not None and not 0 <= attendance <= 100:
            raise FigureError(f"{attendance}% can't be an attendance: it is a percentage from 0 to 100")


def in_words(told: Told, phrase: Callable[..., str]) -> str:
    """What was told, as one reads it back: "9 years old, child in need (CIN), attendance 71%"."""
    known = told.known
    facts = [
        age_in_words(told.age, phrase),
        lowered(phrase(f"plan_{known.plan}")) if known.plan else "",
        figures_in_words(known, phrase),
        *(phrase(f"case_{name}") for name in IN_WORDS if getattr(known, name) and not is_plain(name, known)),
    ]
    return ", ".join(fact for fact in facts if fact)


def is_plain(name: str, known: Known) -> bool:
    """Whether the figures say already that it is so."""
    return name == "falling" and known.attendance is not None and known.previous is not None


def age_in_words(age: Age | None, phrase: Callable[..., str]) -> str:
    """An age, a school year or, for a stage alone, about how old; nothing where none was told."""
    if age is None:
        return ""
    if age.age is not None:
        return phrase("case_age", age=age.age)
    if age.school_year is not None:
        return phrase("case_reception") if age.school_year == RECEPTION else phrase("case_year", year=age.school_year)
    return phrase("case_stage", age=age.typical)


def figures_in_words(known: Known, phrase: Callable[..., str]) -> str:
    """The attendance now and before."""
    if known.attendance is None:
        return phrase("case_previous", previous=shown(known.previous)) if known.previous is not None else ""
    if known.previous is None:
        return phrase("case_attendance", attendance=shown(known.attendance))
    return phrase("case_changed", attendance=shown(known.attendance), previous=shown(known.previous))


def with_told(before: Mapping[str, Any] | None, told: Told, after: Mapping[str, Any] | None) -> dict[str, Any]:
    """What is to be remembered of a child: `after`, what a skill made of `before`, and what was told besides.

    Where both know a thing, the skill, which knows what it asked for, is right.
    """
    known, skill = before or {}, after or {}
    made = {name: value for name, value in skill.items() if value != known.get(name)}
    return {**skill, **told.as_json(), **made}
