"""From what is known of a child to a suggestion."""

from __future__ import annotations

from dataclasses import fields, replace
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.escalation.rules import (
    LEVELS,
    NEGLECT_CRITERIA,
    PLANS,
    Known,
    known_as_json,
    known_from_json,
    still_to_ask,
    suggestion_for,
)
from bot.guidance.loading import NATIONAL, PACKS, load_pack
from bot.guidance.pack import EscalationTexts
from tests.rows import every_row
from tests.situations import Situation, exact, situations

GIVEN = {one.name for one in fields(Known)} | {"authority"}
EXPECT = {"level", "rules", "because", "neglect", "next_steps", "adds", "refused"}


@cache
def texts_of(*packs: str) -> tuple[EscalationTexts, ...]:
    """The escalation texts of these packs."""
    return tuple(texts for name in packs if (texts := load_pack(PACKS / name).escalation))


NATIONALLY = texts_of(NATIONAL)

percentages = st.none() | st.fractions(min_value=0, max_value=100, max_denominator=100)
perhaps = st.none() | st.booleans()
anything_known = st.builds(
    Known,
    plan=st.sampled_from(PLANS),
    attendance=percentages,
    previous=percentages,
    persistent=perhaps,
    falling=perhaps,
    no_education=perhaps,
    not_engaging=perhaps,
    at_risk=perhaps,
    school_concern=perhaps,
)
enough_known = anything_known.filter(lambda known: known.says_something)


def known_of(numbers: dict[str, Any]) -> Known:
    """What a situation gives as known."""
    figures: dict[str, Any] = {name: str(numbers[name]) for name in ("attendance", "previous") if name in numbers}
    return known_from_json({**numbers, **figures})


@every_row("situation", situations(Path(__file__).with_name("suggestions.yml"), GIVEN, EXPECT))
def test_what_is_known_leads_to_this(situation: Situation) -> None:
    authority = situation.given.get("authority")
    own = texts_of(authority) if authority else ()
    known = known_of({name: value for name, value in situation.given.items() if name != "authority"})
    if "refused" in situation.expect:
        with pytest.raises(ValueError, match=situation.expect["refused"]):
            suggestion_for(known, NATIONALLY)
        return
    suggestion = suggestion_for(known, NATIONALLY + own)
    found = {
        "level": suggestion.level,
        "rules": [reason.rule for reason in suggestion.reasons],
        "because": [reason.because for reason in suggestion.reasons],
        "neglect": suggestion.consider_educational_neglect,
        "next_steps": [step.text for step in suggestion.next_steps],
        "adds": [step.text for step in suggestion.next_steps if any(step in texts.next_steps for texts in own)],
    }
    assert {name: found[name] for name in situation.expect} == situation.expect


@given(enough_known, st.sampled_from([*NEGLECT_CRITERIA, "school_concern", "persistent"]))
def test_one_more_criterion_never_lowers_the_level(known: Known, criterion: str) -> None:
    before = suggestion_for(known, NATIONALLY)
    after = suggestion_for(known.and_also(known_from_json({criterion: True})), NATIONALLY)
    assert LEVELS.index(after.level) <= LEVELS.index(before.level)


@given(enough_known, percentages, percentages)
def test_a_lower_attendance_never_lowers_the_level(known: Known, one: Fraction | None, other: Fraction | None) -> None:
    if one is None or other is None:
        return
    lower, higher = (suggestion_for(replace(known, attendance=value), NATIONALLY) for value in sorted((one, other)))
    assert LEVELS.index(lower.level) <= LEVELS.index(higher.level)


@given(enough_known)
def test_every_suggestion_has_a_reason_and_a_next_step(known: Known) -> None:
    suggestion = suggestion_for(known, NATIONALLY)
    assert suggestion.reasons and suggestion.next_steps
    assert not any("{" in reason.because for reason in suggestion.reasons)


@given(enough_known)
def test_neglect_is_considered_exactly_when_a_criterion_holds(known: Known) -> None:
    criteria = [known.no_education, known.not_engaging, known.at_risk]
    assert suggestion_for(known, NATIONALLY).consider_educational_neglect is any(criteria)


@given(anything_known)
def test_what_is_known_is_remembered_exactly(known: Known) -> None:
    assert known_from_json(known_as_json(known)) == known


@given(anything_known, anything_known)
def test_what_is_said_later_counts(earlier: Known, later: Known) -> None:
    both = earlier.and_also(later)
    for name in known_as_json(later):
        assert getattr(both, name) == getattr(later, name)
    assert later.and_also(Known()) == later


def test_nothing_is_remembered_from_nothing() -> None:
    assert known_from_json(None) == known_from_json({"unheard_of": 1}) == Known()


def test_it_asks_for_the_attendance_first_and_the_plan_next() -> None:
    assert still_to_ask(Known()) == "attendance"
    assert still_to_ask(Known(plan="cin")) == "attendance"
    assert still_to_ask(Known(attendance=Fraction(85))) == "plan"
    assert still_to_ask(Known(plan="none", attendance=Fraction(85))) is None


def test_a_limit_of_the_pack_is_the_limit_that_counts() -> None:
    national = NATIONALLY[0]
    assert national.limits is not None
    stricter = replace(national, limits=replace(national.limits, flag=92))
    known = Known(plan="none", attendance=Fraction(exact(92)))
    assert suggestion_for(known, (stricter,)).level == "flag"
    assert suggestion_for(known, NATIONALLY).level == "explore"


def test_without_the_national_limits_nothing_is_suggested() -> None:
    unlimited = replace(NATIONALLY[0], limits=None)
    with pytest.raises(ValueError, match="the national pack has no limits for escalation"):
        suggestion_for(Known(plan="cin", at_risk=True), (unlimited,))
