"""People come, talk and think as they are said to, whatever the server does."""

from __future__ import annotations

from random import Random
from statistics import mean

import pytest

from benchmarks.monday.arrivals import Habits, Visit, coming, seated

HABITS = Habits(turns=10, think_seconds=20)


def between(visits: list[Visit], begin: float, end: float) -> int:
    """How often send is pressed between two seconds."""
    return sum(begin <= press < end for visit in visits for press in visit.presses)


def test_people_come_at_the_rate_and_in_the_time_that_is_asked_for() -> None:
    visits = coming(5, 100, 1_100, HABITS, Random(1))
    assert len(visits) == pytest.approx(5_000, rel=0.05)
    assert all(100 <= visit.opens < 1_100 for visit in visits)


def test_nobody_comes_where_the_rate_is_nothing() -> None:
    assert coming(0, 0, 100, HABITS, Random(1)) == []


def test_a_conversation_has_the_turns_and_the_pauses_that_are_usual() -> None:
    conversations = [HABITS.presses(0, drawn) for drawn in [Random(1)] for _ in range(5_000)]
    assert mean(len(presses) for presses in conversations) == pytest.approx(10, rel=0.05)
    assert mean(presses[0] for presses in conversations) == pytest.approx(20, rel=0.05)
    assert min(len(presses) for presses in conversations) == 1


def test_a_morning_has_its_turns_a_second_from_its_first_second_on() -> None:
    drawn = Random(1)
    visits = seated(40, 0, HABITS, drawn) + coming(40 / HABITS.turns, 0, 120, HABITS, drawn)
    counted = [between(visits, begin, begin + 30) / 30 for begin in (0, 30, 60, 90)]
    assert counted == pytest.approx([40] * 4, rel=0.15)


def test_the_same_draw_makes_the_same_monday() -> None:
    assert seated(5, 0, HABITS, Random(7)) == seated(5, 0, HABITS, Random(7)) != seated(5, 0, HABITS, Random(8))
