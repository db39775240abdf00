"""What a submitted card says."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.attendance.figures import figures_in
from bot.channels.cards import card_for
from bot.channels.cards.escalation import FACT_SAID, PLAN_SAID
from bot.channels.cards.impact import ASK
from bot.channels.cards.submitted import UNTICKED, text_of
from bot.escalation.facts import known_in
from bot.escalation.rules import PLANS, Known
from tests.channels.cards.shown import (
    STEP,
    action,
    escalation_asked,
    guidance,
    impact_asked,
    overview,
    questions_offered,
)
from tests.rows import every_row
from tests.trying import tries

PERCENTS = st.decimals(0, 100, places=2, allow_nan=False)
DAYS = st.integers(1, 366)


def test_a_note_is_said_as_it_was_written_with_its_lines() -> None:
    save = action(card_for(STEP, guidance()), "Save note")
    assert text_of({**save, "note": " 14 lates\nmostly Mondays "}) == "14 lates\nmostly Mondays"


def test_an_empty_note_says_that_it_is_not_known() -> None:
    save = action(card_for(STEP, guidance()), "Save note")
    assert text_of({**save, "note": "  "}) == "Don't know yet"
    assert text_of(save) == "Don't know yet"


def test_a_change_names_its_item_on_one_line() -> None:
    save = action(card_for(overview({"lateness": "12"}), guidance()), "Save Lateness")
    assert (
        text_of({**save, "note_lateness": "14 lates\nmostly Mondays"}) == "Change Lateness to: 14 lates mostly Mondays"
    )


def test_braces_and_brackets_in_a_note_stay_as_they_are() -> None:
    save = action(card_for(STEP, guidance()), "Save note")
    assert text_of({**save, "note": "[he {note} said]"}) == "[he {note} said]"


def test_a_button_sends_its_payload_and_nothing_that_was_filled_in() -> None:
    assert text_of({**action(card_for(STEP, guidance()), "Skip"), "note": "14"}) == "/skip"


@tries(300)
@given(
    plan=st.sampled_from([None, *PLANS]),
    attendance=st.one_of(st.none(), PERCENTS),
    previous=st.one_of(st.none(), PERCENTS),
    ticked=st.sets(st.sampled_from(sorted(FACT_SAID))),
)
def test_every_filled_form_of_escalation_is_read_as_the_facts_put_in(
    plan: Any, attendance: Any, previous: Any, ticked: set[str]
) -> None:
    filled = action(card_for(escalation_asked(), guidance()), "Suggest what to consider")
    filled |= {name: said if name in ticked else UNTICKED for name, said in FACT_SAID.items()}
    if plan:
        filled["plan"] = PLAN_SAID[plan]
    if attendance is not None:
        filled["attendance"] = str(attendance)
    if previous is not None:
        filled["previous"] = float(previous)
    said = text_of(filled)
    assert known_in(said, figures_in(said)) == Known(
        plan=plan,
        attendance=None if attendance is None else Fraction(attendance),
        previous=None if attendance is None or previous is None else Fraction(previous),
        **dict.fromkeys(ticked, True),
    )


@tries(300)
@given(attendance=st.one_of(st.none(), PERCENTS), days=st.one_of(st.none(), st.tuples(DAYS, DAYS).map(sorted)))
def test_every_filled_form_for_a_figure_is_read_as_the_figures_put_in(attendance: Any, days: Any) -> None:
    filled = action(card_for(impact_asked(), guidance()), "Work it out")
    if attendance is not None:
        filled["attendance"] = str(attendance)
    if days:
        filled |= {"days_missed": str(days[0]), "days_so_far": days[1]}
    figures = figures_in(text_of(filled))
    assert figures.attendance == (None if attendance is None else Fraction(attendance))
    assert (figures.days_missed, figures.days_so_far) == (tuple(days) if days else (None, None))


def test_days_missed_without_the_days_so_far_say_just_that() -> None:
    filled = action(card_for(impact_asked(), guidance()), "Work it out")
    figures = figures_in(text_of({**filled, "days_missed": "12.5"}))
    assert (figures.days_missed, figures.days_so_far) == (Fraction("12.5"), None)
    assert text_of({**filled, "days_so_far": "120"}) == ASK


def test_an_age_and_a_subject_make_one_question() -> None:
    show = action(card_for(questions_offered(), guidance()), "Show the questions")
    assert text_of({**show, "age": "5", "about": "mornings"}) == "Questions for a child aged 5 about mornings"
    assert text_of({**show, "about": "mornings"}) == "Questions for a child about mornings"
    assert text_of(show) == "Questions for a child"


@every_row(
    ("value", "said"),
    [(88, "88"), (88.0, "88"), (92.5, "92.5"), (1e-4, "0.0001"), (100, "100"), (0, "0"), (True, "yes"), ("88 ", "88")],
)
def test_numbers_are_said_in_plain_digits(value: Any, said: str) -> None:
    assert text_of({"says": "{value}", "value": value}) == said


def test_a_message_is_at_most_20_000_characters() -> None:
    assert len(text_of({"says": "{note}", "note": "x" * 50_000})) == 20_000


@every_row(
    "data",
    [
        {},
        [],
        None,
        "text",
        {"says": "{note}"},
        {"says": ""},
        {"says": "{note}", "payload": "/skip", "note": "a"},
        {"says": 7},
        {"says": "x" * 1_001},
        {"says": "{note}", "note": {"a": 1}},
        {"says": "{note}", "note": ["a"]},
        {"says": "{note}", "note": None},
        {"says": "{note}", "note": float("nan")},
        {"says": "{note}", "note": float("inf")},
        {"says": "{note}", "note": 10**400},
        {"payload": "skip"},
        {"payload": {"intent": "skip"}},
        {"payload": "/" + "x" * 2_000},
        {"says": "{note}", **{f"box {number}": "a" for number in range(60)}},
    ],
)
def test_what_no_card_sends_is_refused_with_one_line(data: Any) -> None:
    with pytest.raises(ValueError, match=r"^[^\n]{10,160}$"):
        text_of(data)


VALUES = st.one_of(st.text(), st.integers(), st.floats(), st.booleans(), st.none(), st.lists(st.text()))


@given(data=st.dictionaries(st.one_of(st.sampled_from(["says", "payload", "otherwise", "note"]), st.text()), VALUES))
def test_any_data_is_said_or_refused(data: dict[str, Any]) -> None:
    try:
        said = text_of(data)
    except ValueError as error:
        assert "\n" not in str(error)
    else:
        assert 0 < len(said) <= 20_000
