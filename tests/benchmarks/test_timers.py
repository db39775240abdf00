"""Timers round functions: time counts for the innermost."""

from __future__ import annotations

import asyncio
import sys
import time
from types import ModuleType

import pytest

from benchmarks.profile.timers import Timers


@pytest.fixture
def module() -> ModuleType:
    """A module with a function that waits for another one."""
    made = ModuleType("timed_by_a_test")

    def inner() -> None:
        time.sleep(0.05)

    async def outer() -> str:
        await asyncio.sleep(0)
        made.inner()  # type: ignore[attr-defined]
        return "done"

    made.inner, made.outer = inner, outer  # type: ignore[attr-defined]
    sys.modules[made.__name__] = made
    yield made
    del sys.modules[made.__name__]


async def test_time_counts_for_the_innermost_function_that_is_timed(module: ModuleType) -> None:
    timers = Timers()
    timers.put_round("inside", f"{module.__name__}:inner")
    timers.put_round("outside", f"{module.__name__}:outer")
    assert await module.outer() == "done"
    assert timers.seconds["inside"] >= 0.05 > timers.seconds["outside"]


def test_a_function_that_is_not_there_is_left_out(module: ModuleType) -> None:
    timers = Timers()
    timers.put_round("none", f"{module.__name__}:none.at_all")
    assert not timers.seconds
