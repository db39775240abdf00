"""What attendance can still come to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.attendance.register.figures import Figures, figures_of
from bot.attendance.register.looking_ahead import (
    if_every_day_from_now,
    sessions_left,
    sessions_that_can_be_missed,
)
from bot.attendance.register.sessions import register_of
from bot.guidance.library import Guidance, load_guidance
from bot.guidance.register_pack import RegisterTexts, SchoolTerm
from tests.attendance.register.written import register_written

GUIDANCE = load_guidance([])
FULL_WEEK = "/\\ /\\ /\\ /\\ /\\"
TERMS = (
    SchoolTerm("2025-09-01", "2025-12-19", ("2025-10-27", "2025-10-28", "2025-10-29", "2025-10-30", "2025-10-31")),
    SchoolTerm("2026-01-05", "2026-07-17", ("2026-02-16", "2026-02-17")),
)


def figures(attended: int, possible: int) -> Figures:
    return replace(figures_of(register_of([])), attended=attended, possible=possible)


def with_terms(*terms: SchoolTerm) -> Guidance:
    """England's guidance with terms."""
    texts = GUIDANCE.register
    return Guidance((replace(GUIDANCE.national, register=replace(texts, terms=terms)),))


def test_in_every_day_from_now_lifts_the_figure() -> None:
    assert if_every_day_from_now(figures(80, 100), 100) == 90
    assert if_every_day_from_now(figures(0, 0), 0) is None


def test_sessions_that_can_be_missed_to_stay_over_ninety() -> None:
    # 190 of 200 attended and 180 left: 342 of 380 is exactly 90%, which still counts as persistent absence.
    assert sessions_that_can_be_missed(figures(190, 200), 180, Fraction(90)) == 27
    assert sessions_that_can_be_missed(figures(190, 200), 180, Fraction(90), over=False) == 28


def test_every_session_left_may_be_needed_and_may_not_be_enough() -> None:
    assert sessions_that_can_be_missed(figures(80, 100), 100, Fraction(90), over=False) == 0
    assert sessions_that_can_be_missed(figures(80, 100), 100, Fraction(90)) is None
    assert sessions_that_can_be_missed(figures(100, 100), 5, Fraction(90)) == 5
    assert sessions_that_can_be_missed(figures(0, 0), 0, Fraction(90)) is None


@given(st.integers(0, 400), st.integers(0, 400), st.integers(0, 380), st.integers(0, 100), st.booleans())
def test_one_session_more_than_can_be_missed_is_too_many(
    attended: int, absent: int, left: int, target: int, over: bool
) -> None:
    counted = figures(attended, attended + absent)
    spare = sessions_that_can_be_missed(counted, left, Fraction(target), over)

    def holds(missed: int) -> bool:
        ahead, all_of_it = 100 * (attended + left - missed), target * (attended + absent + left)
        return ahead > all_of_it if over else ahead >= all_of_it

    if spare is None:
        assert not holds(0)
    else:
        assert holds(spare)
        assert spare == left or not holds(spare + 1)


def test_without_terms_a_school_year_less_the_days_seen_is_left() -> None:
    left = sessions_left(register_written(date(2025, 9, 1), [f"8 x {FULL_WEEK}", "## ## ## ## ##"]), GUIDANCE)
    assert left.sessions == 2 * (190 - 40)
    assert not left.from_terms
    assert left.basis == (
        "No term dates are set for these months, so it is a school year of 190 days less the 40 in the register."
    )


def test_a_register_that_begins_late_is_said_to() -> None:
    left = sessions_left(register_written(date(2026, 1, 5), [FULL_WEEK]), GUIDANCE)
    assert left.basis.endswith("The register begins on 5 January 2026, so fewer days may be left than this.")


def test_days_of_the_year_before_are_not_counted() -> None:
    register = register_written(date(2025, 7, 14), [FULL_WEEK, *["- - - - -"] * 6, FULL_WEEK])
    assert sessions_left(register, GUIDANCE).sessions == 2 * (190 - 5)


def test_terms_tell_the_days_that_are_left() -> None:
    left = sessions_left(register_written(date(2026, 7, 6), [FULL_WEEK]), with_terms(*TERMS))
    assert (left.sessions, left.from_terms) == (10, True)
    assert left.basis == "By the term dates of England, to 17 July 2026."


def test_days_not_in_school_and_weekends_are_not_left() -> None:
    left = sessions_left(register_written(date(2025, 9, 1), [FULL_WEEK]), with_terms(*TERMS))
    autumn, after_christmas = 15 * 5 - 5, 28 * 5 - 2
    assert left.sessions == 2 * (autumn + after_christmas)


def test_terms_that_stop_at_christmas_are_no_terms_to_july() -> None:
    assert not sessions_left(register_written(date(2025, 9, 1), [FULL_WEEK]), with_terms(TERMS[0])).from_terms


def test_terms_of_the_one_authority_that_is_on_come_before_englands() -> None:
    hampshire = load_guidance(["hampshire"]).authorities[0]
    own = replace(hampshire, register=RegisterTexts(terms=TERMS))
    guidance = Guidance((GUIDANCE.national, own))
    assert guidance.school_terms == (hampshire.title, TERMS)


def test_no_sessions_are_of_no_school_year() -> None:
    with pytest.raises(ValueError, match="no school year"):
        sessions_left(register_of([]), GUIDANCE)
