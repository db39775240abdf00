"""Two registers of one child side by side."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from bot.attendance.register.comparing import compared, compared_in_words
from bot.attendance.register.sessions import register_of
from bot.guidance.library import load_guidance
from tests.attendance.register.written import register_written

GUIDANCE = load_guidance([])
IN, ONE_DAY, LATE = "/\\ /\\ /\\ /\\ /\\", "/\\ /\\ OO /\\ /\\", "L\\ /\\ /\\ /\\ /\\"
AUTUMN, SPRING, AUTUMN_AFTER = date(2024, 9, 2), date(2025, 3, 3), date(2025, 9, 1)


def test_each_figure_has_its_change_in_percentage_points() -> None:
    comparison = compared(
        register_written(AUTUMN, [f"8 x {ONE_DAY}"]), register_written(AUTUMN_AFTER, [f"8 x {LATE}"]), 52
    )
    rows = {row.what: row for row in comparison.rows}
    assert list(rows) == ["attendance", "unauthorised", "late", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]
    assert (rows["attendance"].before, rows["attendance"].change, rows["attendance"].direction) == (80, 20, "up")
    assert (rows["unauthorised"].change, rows["unauthorised"].direction) == (-20, "down")
    assert rows["late"].after == 10
    assert rows["Wednesday"].change == -100
    assert rows["Monday"].direction == "same"


def test_a_clear_difference_is_told_with_how_rare_it_is_by_chance() -> None:
    comparison = compared(
        register_written(AUTUMN, [f"8 x {ONE_DAY}"]), register_written(AUTUMN_AFTER, [f"8 x {IN}"]), 52
    )
    assert comparison.p_value == pytest.approx(float(Fraction(2, 12870)))
    said = compared_in_words(comparison, GUIDANCE)
    assert "Attendance: up from 80% to 100%, by about 20 percentage points." in said
    assert "about once in 6,000" in said[-1]


def test_a_difference_that_chance_may_make_is_not_made_much_of() -> None:
    comparison = compared(
        register_written(AUTUMN, [f"8 x {IN}", ONE_DAY]), register_written(AUTUMN_AFTER, [f"9 x {IN}"]), 52
    )
    assert "don't read much into it" in compared_in_words(comparison, GUIDANCE)[-1]


def test_the_same_weeks_of_two_years_compare_fairly() -> None:
    register, later = (register_written(first, [f"10 x {IN}"]) for first in (AUTUMN, AUTUMN_AFTER))
    comparison = compared(register, later, 52)
    assert not comparison.differs_in_length
    assert not comparison.differs_in_season


def test_other_months_and_another_length_are_pointed_out() -> None:
    comparison = compared(register_written(AUTUMN, [f"10 x {IN}"]), register_written(SPRING, [f"4 x {IN}"]), 52)
    said = compared_in_words(comparison, GUIDANCE)
    assert "The two differ in length: 50 days and 20 days. The shorter one moves more with each absence." in said
    assert any("different parts of the school year" in line for line in said)


def test_without_possible_sessions_there_is_nothing_to_compare() -> None:
    comparison = compared(
        register_written(AUTUMN, ["## ## ## ## ##"]), register_written(AUTUMN_AFTER, [f"2 x {IN}"]), 52
    )
    assert comparison.p_value is None
    assert comparison.rows[0].as_json() == {
        "what": "attendance",
        "before": None,
        "after": 100.0,
        "change": None,
        "direction": None,
    }
    assert "Attendance: can't be compared" in compared_in_words(comparison, GUIDANCE)[1]


def test_a_register_without_sessions_is_refused() -> None:
    with pytest.raises(ValueError, match="without sessions"):
        compared(register_of([]), register_written(AUTUMN, [IN]), 52)
