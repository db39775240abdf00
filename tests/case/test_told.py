"""What a message tells of a child, how it is read back, and what of it is remembered."""

from __future__ import annotations

from fractions import Fraction

import pytest

from bot.attendance.impact import FigureError
from bot.case.told import in_words, known_told, tells_facts_alone, told_in, with_told
from bot.services import services
from tests.rows import every_row

MEASURES = services().measures
PHRASE = services().guidance.phrase

READ_BACK = {
    "boy 15 on CP, attendance 43%": "15 years old, child protection (CP), attendance 43%",
    "girl yr 8, attendance dropped from 92 to 78": "Year 8, attendance 78%, 92% before",
    "she's in reception, no plan": "in Reception, no plan",
    "he's on early help and mum won't engage": "early help, the family not engaging with support",
    "a teenager with attendance going down": "about 15 years old, attendance going down",
    "missed 30 days out of 120": "attendance 75%",
    "197 sessions attended of 240": "attendance 82.08%",
    "it was 95% before": "attendance 95% before",
    "mum says it's the bus": "",
}

ASKED = {
    "he's on 71% and a CIN plan, what should I ask him?": {"attendance": "71", "plan": "cin"},
    "what do I ask a boy of 9 on 80%?": {"attendance": "80", "age": 9},
    "below 90%, what must schools do?": {},
    "what is a CIN plan?": {},
    "what if the family of a 6 year old won't engage?": {"age": 6},
}


@every_row("text", READ_BACK)
def test_what_is_told_is_read_back(text: str) -> None:
    assert in_words(told_in(text, MEASURES), PHRASE) == READ_BACK[text]


@every_row("text", ASKED)
def test_of_a_question_only_what_is_sure_to_be_of_one_child_is_remembered(text: str) -> None:
    assert told_in(text, MEASURES, asks=True).as_json() == ASKED[text]


def test_a_fall_that_the_figures_show_is_not_said_twice() -> None:
    told = told_in("attendance is going down, from 92% to 78%", MEASURES)
    assert told.known.falling and in_words(told, PHRASE) == "attendance 78%, 92% before"


def test_an_attendance_over_100_is_refused() -> None:
    with pytest.raises(FigureError, match="can't be an attendance"):
        told_in("he is on 140%", MEASURES)


def test_counted_sessions_are_exact() -> None:
    assert known_told("197 sessions attended out of 240", MEASURES).attendance == Fraction(19_700, 240)


def test_what_was_told_before_stays_and_what_a_skill_made_of_it_is_right() -> None:
    before = {"plan": "cin", "attendance": "80"}
    told = told_in("he's 9 and on 71%", MEASURES)
    assert with_told(before, told, before) == {"plan": "cin", "attendance": "71", "age": 9}
    assert with_told(before, told, {**before, "attendance": "71.5"})["attendance"] == "71.5"


def test_of_another_child_only_what_is_told_now_is_known() -> None:
    assert with_told({"plan": "cin"}, told_in("he's 9", MEASURES), None) == {"age": 9}


FACTS = ("he's 9", "and for her brother who's 13", "CP kid, 14, 52%, year 9", "boy 15 on CP, attendance 43%", "Y8 girl")
MORE = ("13 and pregnant", "she's 4, home alone", "15, out with men", "he's 9 and gone", "no", "who is on what plan")


@every_row("text", FACTS)
def test_a_message_of_facts_alone_is_known_for_one(text: str) -> None:
    assert tells_facts_alone(text)


@every_row("text", MORE)
def test_a_message_that_says_more_or_no_fact_is_not(text: str) -> None:
    assert not tells_facts_alone(text)


def test_a_message_of_twenty_thousand_characters_is_looked_at() -> None:
    assert not tells_facts_alone("he's 9 and " * 2000 + "gone")
