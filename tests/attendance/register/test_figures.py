"""The figures of a register."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from bot.attendance.impact import Thresholds
from bot.attendance.register.codes import CODES, Group
from bot.attendance.register.figures import ENGLAND, figures_of
from bot.attendance.register.sessions import Half, register_of
from bot.guidance.library import load_guidance
from tests.attendance.register.written import register_written

sessions = st.dictionaries(
    st.tuples(st.dates(date(2025, 9, 1), date(2025, 12, 19)), st.sampled_from(Half)),
    st.sampled_from([code.mark for code in CODES]),
    max_size=80,
).map(lambda found: [(day, half, mark) for (day, half), mark in found.items()])

KEYS = [
    "possible",
    "attended",
    "authorised",
    "unauthorised",
    "attendance",
    "persistent_absence",
    "severe_absence",
    "late",
    "suspensions",
    "reduced_hours",
    "unexplained",
    "off_site",
    "absence_by_weekday",
    "weekly",
    "unauthorised_in_ten_weeks",
    "codes",
]


def test_the_object_has_the_contracts_keys_in_its_order() -> None:
    assert list(figures_of(register_of([])).as_json()) == KEYS


def test_two_weeks_come_to_this() -> None:
    register = register_written(date(2025, 9, 1), ["## /\\ L\\ UI C2\\", "EE EE /\\ BB NN"])
    shown = figures_of(register).as_json()
    assert (shown["possible"], shown["attended"], shown["authorised"], shown["unauthorised"]) == (18, 9, 6, 3)
    assert shown["attendance"] == 50.0
    assert shown["severe_absence"] is True
    assert shown["late"] == {"before_close": 1, "after_close": 1, "by_weekday": {"Wednesday": 1, "Thursday": 1}}
    assert shown["suspensions"] == [{"from": "2025-09-08", "to": "2025-09-09", "sessions": 4}]
    assert shown["reduced_hours"] == {"sessions": 1, "from": "2025-09-05", "to": "2025-09-05"}
    assert shown["off_site"] == {"B": 2}
    assert [week["week"] for week in shown["weekly"]] == ["2025-09-01", "2025-09-08"]
    assert shown["unauthorised_in_ten_weeks"] == 1


def test_the_thresholds_are_those_of_the_pack() -> None:
    pack = load_guidance([]).attendance.thresholds
    assert Thresholds(Fraction(pack.persistent_absence), Fraction(pack.severe_absence)) == ENGLAND


def test_an_unexplained_absence_counts_once_it_is_old_enough_on_the_day_asked_for() -> None:
    register = register_written(date(2025, 9, 1), ["NN /\\ /\\ /\\ /\\", "/\\ /\\ /\\ /\\ /\\"])
    on = {day: figures_of(register, as_of=date(2025, 9, day)).unauthorised_in_ten_weeks for day in (7, 8, 9)}
    assert on == {7: 0, 8: 0, 9: 2}


@given(sessions, st.randoms(use_true_random=False))
def test_the_order_in_which_sessions_come_changes_nothing(found, random) -> None:
    shuffled = random.sample(found, len(found))
    assert figures_of(register_of(found)) == figures_of(register_of(shuffled))


@given(sessions)
def test_what_was_not_possible_can_be_left_out(found) -> None:
    not_possible = {code.mark for code in CODES if code.group is Group.NOT_POSSIBLE}
    with_all = figures_of(register_of(found)).as_json()
    without = figures_of(register_of(one for one in found if one[2] not in not_possible)).as_json()
    for name in ("possible", "attended", "attendance", "suspensions", "late", "absence_by_weekday", "weekly"):
        assert with_all[name] == without[name]


@given(sessions)
def test_the_parts_add_up(found) -> None:
    figures = figures_of(register_of(found))
    assert figures.attended + figures.authorised + figures.unauthorised == figures.possible
    assert sum(figures.codes.values()) == len(found)
    assert sum(figures.absence_by_weekday.values()) == figures.absent
    assert sum(run.sessions for run in figures.suspensions) == figures.codes.get("E", 0)
    assert sum(week.attended for week in figures.weekly) == figures.attended
    assert figures.unauthorised_in_ten_weeks <= figures.unauthorised
    assert figures.persistent_absence or not figures.severe_absence
