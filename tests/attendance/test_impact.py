"""What an attendance figure means."""

from __future__ import annotations

from dataclasses import fields
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.attendance.impact import (
    FigureError,
    Impact,
    figure,
    impact_of_attendance,
    impact_of_days,
    impact_of_sessions,
    shown,
)
from bot.attendance.measures import measures_from
from bot.guidance.loading import NATIONAL, PACKS, load_pack
from tests.rows import every_row
from tests.situations import Situation, exact, situations

HERE = Path(__file__).parent
GIVEN = {"attendance", "days_missed", "days_so_far", "sessions_attended", "sessions_possible"}
EXPECT = {one.name for one in fields(Impact)} | {"refused"}

TEXTS = load_pack(PACKS / NATIONAL).attendance
assert TEXTS is not None
MEASURES = measures_from(TEXTS)

percentages = st.fractions(min_value=0, max_value=100, max_denominator=10_000)


def impact_given(numbers: dict[str, Any]) -> Impact:
    """The impact of what a situation gives, typed as a practitioner would."""
    read = {name: figure(str(value)) for name, value in numbers.items()}
    if "attendance" in read:
        return impact_of_attendance(read["attendance"], MEASURES)
    if "days_missed" in read:
        return impact_of_days(read["days_missed"], read["days_so_far"], MEASURES)
    return impact_of_sessions(read["sessions_attended"], read["sessions_possible"], MEASURES)


def expected(value: Any) -> Any:
    """A value of the YAML, with `part` of a whole worked out exactly."""
    if isinstance(value, dict) and "part" in value:
        return Fraction(value["part"], value["of"]) * value["times"]
    return exact(value)


@every_row(
    "situation",
    situations(HERE / "impact.yml", GIVEN, EXPECT) + situations(HERE / "bands.yml", GIVEN, EXPECT),
)
def test_a_figure_means_this(situation: Situation) -> None:
    if "refused" in situation.expect:
        with pytest.raises(FigureError, match=situation.expect["refused"]):
            impact_given(situation.given)
        return
    impact = impact_given(situation.given)
    for name, value in situation.expect.items():
        found = getattr(impact, name)
        if name == "so_far" and value is not None:
            assert vars(found) == {key: exact(item) for key, item in value.items()}
        else:
            assert found == expected(value), name


@given(percentages, percentages)
def test_more_attended_is_never_a_lower_band(one: Fraction, other: Fraction) -> None:
    labels = [band.label for band in MEASURES.bands]
    lower, higher = (impact_of_attendance(value, MEASURES) for value in sorted((one, other)))
    assert labels.index(higher.band) <= labels.index(lower.band)
    assert higher.days_missed <= lower.days_missed
    assert lower.persistent_absence or not higher.persistent_absence


@given(percentages)
def test_absence_that_is_severe_is_persistent_too(attendance: Fraction) -> None:
    impact = impact_of_attendance(attendance, MEASURES)
    assert impact.persistent_absence or not impact.severe_absence


@given(st.integers(0, 100))
def test_a_whole_percent_is_a_tenth_of_nineteen_days_exactly(attendance: int) -> None:
    assert impact_of_attendance(Fraction(attendance), MEASURES).days_missed * 10 == 19 * (100 - attendance)


@given(st.integers(1, 380), st.data())
def test_sessions_and_the_same_days_mean_the_same(possible: int, data: st.DataObject) -> None:
    attended = data.draw(st.integers(0, possible))
    by_sessions = impact_of_sessions(Fraction(attended), Fraction(possible), MEASURES)
    assert by_sessions == impact_of_days(Fraction(possible - attended, 2), Fraction(possible, 2), MEASURES)


@given(percentages)
def test_no_figure_is_shown_as_a_whole_that_it_does_not_reach(value: Fraction) -> None:
    assert Fraction(shown(value)) <= value or "." in shown(value)


def test_a_figure_just_below_ninety_is_not_shown_as_ninety() -> None:
    as_shown = {"89.999": "89.99", "89.5": "89.5", "90": "90", "0": "0", "15.20": "15.2"}
    assert {text: shown(Fraction(text)) for text in as_shown} == as_shown


def test_json_has_numbers_and_keeps_what_was_counted_apart() -> None:
    shown_as = impact_of_days(Fraction(23), Fraction(120), MEASURES).as_json()
    assert shown_as["so_far"] == {"days_missed": 23.0, "days_so_far": 120.0, "lessons_missed": 115.0}
    assert shown_as["persistent_absence"] is True
    assert "so_far" not in impact_of_attendance(Fraction(92), MEASURES).as_json()
