"""What the random registers must hold, so that a rule's boundary is really tried."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import Phase, given, seed, settings

from tests.attendance.register.independent import slow_figures as slow
from tests.attendance.register.independent.strategies import REGISTERS, Sessions

Figures = dict[str, Any]


def missed(figures: Figures) -> Fraction:
    absent = figures["authorised"] + figures["unauthorised"]
    return Fraction(absent, figures["possible"]) if figures["possible"] else Fraction(0)


def is_a_session_under(figures: Figures, boundary: Fraction) -> bool:
    """Whether one more session missed would reach a share of those possible."""
    absent = figures["authorised"] + figures["unauthorised"]
    return bool(absent) and absent < boundary * figures["possible"] <= absent + 1


def crosses_a_weekend(sessions: Sessions, figures: Figures) -> bool:
    return any(run["sessions"] > 2 and run["from"] < run["to"] for run in figures["suspensions"]) and any(
        one[2] == "E" and one[0].weekday() == 0 for one in sessions
    )


def crosses_a_closure(sessions: Sessions, figures: Figures) -> bool:
    closed = {day.isoformat() for day, _, mark in sessions if mark == "#"}
    return any(run["from"] < day < run["to"] for run in figures["suspensions"] for day in closed)


def school_days_since_an_n(number: int) -> Callable[[Sessions, Figures], bool]:
    def found(sessions: Sessions, figures: Figures) -> bool:
        school = {day for day, _, mark in sessions if mark != "#"}
        return any(len([day for day in school if day > one[0]]) == number for one in sessions if one[2] == "N")

    return found


def weeks(sessions: Sessions) -> int:
    return len({slow.monday(day) for day, _, mark in sessions if mark != "#"})


SITUATIONS: dict[str, Callable[[Sessions, Figures], bool]] = {
    "a register of nothing": lambda sessions, figures: not sessions,
    "no session possible": lambda sessions, figures: bool(sessions) and not figures["possible"],
    "exactly a tenth missed": lambda sessions, figures: missed(figures) == Fraction(1, 10),
    "a session under a tenth": lambda sessions, figures: is_a_session_under(figures, Fraction(1, 10)),
    "exactly half missed": lambda sessions, figures: missed(figures) == Fraction(1, 2),
    "a session under half": lambda sessions, figures: is_a_session_under(figures, Fraction(1, 2)),
    "a suspension across a weekend": crosses_a_weekend,
    "a suspension across a closure": crosses_a_closure,
    "two suspensions": lambda sessions, figures: len(figures["suspensions"]) > 1,
    "an N five school days old": school_days_since_an_n(5),
    "an N six school days old": school_days_since_an_n(6),
    "ten school weeks to the week": lambda sessions, figures: weeks(sessions) == 10,
    "eleven school weeks, the first of which counts": lambda sessions, figures: (
        weeks(sessions) > 10 and figures["unauthorised_in_ten_weeks"] < figures["unauthorised"] - figures["unexplained"]
    ),
    "a mark on a Sunday": lambda sessions, figures: any(day.weekday() == 6 for day, _, _ in sessions),
    "a day with one session": lambda sessions, figures: len({day for day, _, _ in sessions}) * 2 > len(sessions),
}


class AllMet(Exception):
    """Nothing is left to look for."""


@pytest.fixture(scope="module")
def met() -> set[str]:
    """The situations that up to three hundred random registers hold, drawn ten at a time as the fast tests do.

    Of three hundred at once most would be made from the few before them, with one part there twice.
    """
    found: set[str] = set()

    @settings(max_examples=10, phases=[Phase.generate], deadline=None, database=None)
    @given(REGISTERS)
    def look(sessions: Sessions) -> None:
        figures = slow.slow_figures(sessions)
        found.update(name for name in SITUATIONS.keys() - found if SITUATIONS[name](sessions, figures))
        if found == set(SITUATIONS):
            raise AllMet

    with suppress(AllMet):
        for number in range(30):
            seed(number)(look)()
    return found


@pytest.mark.parametrize("situation", SITUATIONS)
def test_among_the_random_registers_is(situation: str, met: set[str]) -> None:
    assert situation in met
