"""What a practitioner should notice in a register."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.attendance.register.codes import CODES
from bot.attendance.register.figures import figures_of
from bot.attendance.register.notice import Notice, one_in
from bot.attendance.register.noticing import noticed
from bot.attendance.register.said import NOTICES
from bot.attendance.register.sessions import Half, Register, register_of
from bot.guidance.library import load_guidance
from tests.attendance.register.written import register_written
from tests.rows import every_row
from tests.situations import Situation, situations
from tests.trying import tries

HERE = Path(__file__).parent
GIVEN = {"from", "weeks"}
EXPECT = {"kinds", "has", "not", "says", "p_at_most"}
GUIDANCE = load_guidance([])


def notices_of(register: Register) -> tuple[Notice, ...]:
    return noticed(register, figures_of(register), GUIDANCE)


@every_row("situation", situations(HERE / "noticing.yml", GIVEN, EXPECT))
def test_this_is_noticed(situation: Situation) -> None:
    first = situation.given["from"]
    assert first.weekday() == 0, "weeks begin on a Monday"
    notices = notices_of(register_written(first, situation.given["weeks"]))
    kinds = [notice.kind for notice in notices]
    texts = {notice.kind: notice.text for notice in notices}
    if "kinds" in situation.expect:
        assert kinds == situation.expect["kinds"], texts
    assert set(situation.expect.get("has", ())) <= set(kinds), texts
    assert not set(situation.expect.get("not", ())) & set(kinds), texts
    for kind, words in situation.expect.get("says", {}).items():
        assert words in texts[kind]
    for kind, most in situation.expect.get("p_at_most", {}).items():
        assert next(notice.p_value for notice in notices if notice.kind == kind) <= most


def test_every_notice_is_in_a_situation() -> None:
    shown = (HERE / "noticing.yml").read_text("utf-8")
    assert [kind for kind in NOTICES if not re.search(rf"\b{kind}\b", shown)] == []


marks = st.sampled_from([code.mark for code in CODES])
days = st.dates(date(2024, 9, 1), date(2026, 8, 31))
registers = st.dictionaries(st.tuples(days, st.sampled_from(Half)), marks, max_size=60).map(
    lambda sessions: register_of((day, half, mark) for (day, half), mark in sessions.items())
)


@given(registers)
@settings(deadline=None)
def test_any_register_gets_notices_in_order_with_sources_and_nothing_left_to_fill_in(register: Register) -> None:
    notices = notices_of(register)
    order = list(NOTICES)
    places = [order.index(notice.kind) for notice in notices]
    assert notices
    assert places == sorted(places)
    for notice in notices:
        shown = notice.as_json(GUIDANCE)
        assert set(shown["source"]) == {"document", "section", "edition"}
        assert "{" not in notice.text
        assert "None" not in notice.text


@given(st.randoms(use_true_random=False), st.sampled_from([0.03, 0.1, 0.3]))
@tries(50)
def test_what_a_test_says_is_below_the_limit_of_chance(random, absence: float) -> None:
    weekdays = [date(2025, 9, 1) + timedelta(weeks=week, days=day) for week in range(20) for day in range(5)]
    away = {day: random.random() < absence for day in weekdays}
    register = register_of((day, half, "I" if away[day] else "/") for day in weekdays for half in Half)
    for notice in notices_of(register):
        assert notice.p_value is None or notice.p_value <= GUIDANCE.register_settings.chance_at_most


def test_a_chance_is_never_told_rarer_than_it_is() -> None:
    told = {0.0037: "200", 0.01: "100", 0.0101: "90", 1e-300: "1,000,000", 0.0: "1,000,000", 1.0: "1"}
    assert {p_value: one_in(p_value) for p_value in told} == told
