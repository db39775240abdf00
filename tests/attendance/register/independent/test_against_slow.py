"""The figures of a register against the slow second implementation of them, on thousands of random registers."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from hypothesis import HealthCheck, given, settings

from bot.attendance.register.sessions import Half, Register, register_of
from tests.attendance.register.independent.slow_figures import slow_figures
from tests.attendance.register.independent.strategies import REGISTERS, Sessions, registers_and_days
from tests.trying import tries

MANY = settings(tries(200), suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def register(sessions: Sessions) -> Register:
    return register_of((day, Half(half), mark) for day, half, mark in sessions)


def quick(sessions: Sessions, as_of: date | None = None) -> Any:
    """The figures as a reader of the JSON gets them."""
    from bot.attendance.register.figures import figures_of

    return json.loads(json.dumps(figures_of(register(sessions), as_of=as_of).as_json()))


@MANY
@given(REGISTERS)
def test_the_figures_are_those_of_the_slow_count(sessions: Sessions) -> None:
    assert quick(sessions) == slow_figures(sessions)


@MANY
@given(registers_and_days())
def test_the_figures_on_any_day_are_those_of_the_slow_count(looked_at: tuple[Sessions, date]) -> None:
    sessions, day = looked_at
    assert quick(sessions, day) == slow_figures(sessions, day)


@MANY
@given(REGISTERS)
def test_a_register_gives_back_the_sessions_that_it_was_made_of(sessions: Sessions) -> None:
    assert [(one.day, one.half.value, one.code.mark) for one in register(sessions)] == sorted(
        sessions, key=lambda session: session[:2]
    )
