"""The escalation rules (AfC guidance: Educational Neglect, Embedding Attendance, Attendance Escalation)."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from fractions import Fraction
from typing import Any, Literal, get_args

from bot.attendance.impact import shown
from bot.guidance.pack import EscalationLimits, EscalationTexts, NextStep, Source

Plan = Literal["none", "early_help", "cin", "cp"]
Level = Literal["red_flag", "consider_child_protection", "flag", "explore", "keep_in_view"]

RULES_VERSION = "2026-11"
"""Kept with each suggestion; changed whenever a rule is (design, "Escalation")."""

PLANS: tuple[Plan, ...] = get_args(Plan)
LEVELS: tuple[Level, ...] = get_args(Level)
"""From the highest to the lowest."""

NEGLECT_CRITERIA = ("no_education", "not_engaging", "at_risk")


@dataclass(frozen=True)
class Known:
    """What is known of a child; None is not known yet. Attendances are percentages from 0 to 100.

    `persistent` is that it went on since an earlier review, `falling` that it is said to go down.
    """

    plan: Plan | None = None
    attendance: Fraction | None = None
    previous: Fraction | None = None
    persistent: bool | None = None
    falling: bool | None = None
    no_education: bool | None = None
    not_engaging: bool | None = None
    at_risk: bool | None = None
    school_concern: bool | None = None

    @property
    def has_fallen(self) -> bool:
        """Whether attendance is lower than before, by its figures or by what is said of it."""
        if self.attendance is not None and self.previous is not None:
            return self.attendance < self.previous
        return bool(self.falling)

    @property
    def neglect_criteria(self) -> tuple[str, ...]:
        """The criteria of educational neglect that hold."""
        return tuple(name for name in NEGLECT_CRITERIA if getattr(self, name))

    @property
    def says_something(self) -> bool:
        """Whether there is anything to go by; a plan alone, or that it went on without saying what, is not."""
        return self.attendance is not None or bool(self.has_fallen or self.neglect_criteria or self.school_concern)

    def and_also(self, other: Known) -> Known:
        """This with what `other` knows; where both know a thing, `other` is right."""
        newer = {one.name: getattr(other, one.name) for one in fields(other) if getattr(other, one.name) is not None}
        return replace(self, **newer)


@dataclass(frozen=True)
class Reason:
    """A rule that applied, in words."""

    rule: str
    because: str
    source: Source


@dataclass(frozen=True)
class Suggestion:
    """What the guidance suggests for what is known, with every rule that applied."""

    level: Level
    reasons: tuple[Reason, ...]
    next_steps: tuple[NextStep, ...]
    consider_educational_neglect: bool


def suggestion_for(known: Known, texts: tuple[EscalationTexts, ...]) -> Suggestion:
    """The suggestion for what is known, by `texts`: England's first, then the authorities' own next steps.

    Raises ValueError where nothing is known: it asks, it does not guess.
    """
    if known.plan is None or not known.says_something:
        raise ValueError("nothing is known yet: say the plan, and the attendance or a concern")
    national = texts[0]
    if national.limits is None:
        raise ValueError("the national pack has no limits for escalation")
    applied = rules_that_apply(known, national.limits)
    level: Level = min((level for _, level in applied), key=LEVELS.index, default="keep_in_view")
    names = [rule for rule, _ in applied] or ["nothing_raised"]
    return Suggestion(
        level=level,
        reasons=tuple(reason(name, known, national) for name in names),
        next_steps=tuple(step for text in texts for step in text.next_steps if fits(step, level, known.plan)),
        consider_educational_neglect=bool(known.neglect_criteria),
    )


def rules_that_apply(known: Known, limits: EscalationLimits) -> list[tuple[str, Level]]:
    """Every rule that applies to what is known, with the level that it leads to."""
    attendance = known.attendance
    low = attendance is not None and attendance <= limits.flag
    rules: list[tuple[str, Level, bool]] = [
        ("attendance_at_or_below_50", "red_flag", attendance is not None and attendance <= limits.red_flag),
        ("persistent_under_cin", "consider_child_protection", known.plan == "cin" and low and bool(known.persistent)),
        ("attendance_at_or_below_90", "flag", low),
        ("attendance_falling", "flag", known.has_fallen),
        *((name, "flag", True) for name in known.neglect_criteria),
        ("attendance_below_95", "explore", attendance is not None and limits.flag < attendance < limits.explore),
        ("school_concern", "explore", bool(known.school_concern)),
    ]
    return [(name, level) for name, level, applies in rules if applies]


def reason(rule: str, known: Known, texts: EscalationTexts) -> Reason:
    """The rule's reason, filled in with what is known."""
    text = texts.rules[rule]
    from_previous = ""
    if known.previous is not None and known.attendance is not None:
        from_previous = f", from {shown(known.previous)}% to {shown(known.attendance)}%"
    attendance = shown(known.attendance) if known.attendance is not None else ""
    return Reason(rule, text.because.format(attendance=attendance, from_previous=from_previous), text.source)


def fits(step: NextStep, level: Level, plan: Plan) -> bool:
    """Whether a next step belongs to this level and plan."""
    return level in step.levels and (not step.plans or plan in step.plans)


def still_to_ask(known: Known) -> str | None:
    """The next thing to ask before suggesting anything: "attendance", "plan", or None."""
    if not known.says_something:
        return "attendance"
    if known.plan is None:
        return "plan"
    return None


def known_as_json(known: Known) -> dict[str, Any]:
    """What is known, as it is remembered in a conversation."""
    return {
        one.name: str(value) if isinstance(value, Fraction) else value
        for one in fields(known)
        if (value := getattr(known, one.name)) is not None
    }


def known_from_json(remembered: dict[str, Any] | None) -> Known:
    """What is known, from how it is remembered; anything else in it is passed over."""
    names = {one.name for one in fields(Known)}
    kept = {name: value for name, value in (remembered or {}).items() if name in names}
    for name in ("attendance", "previous"):
        if kept.get(name) is not None:
            kept[name] = Fraction(kept[name])
    return Known(**kept)
