"""Registers made by chance alone, with illnesses of several days on end: what is told of them as a pattern."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from random import Random

import pytest

from bot.attendance.register.figures import figures_of
from bot.attendance.register.noticing import noticed
from bot.attendance.register.sessions import Half, Register, register_of
from bot.guidance.library import load_guidance

pytestmark = pytest.mark.model

REGISTERS = 300
FIRST, LAST = date(2025, 9, 1), date(2026, 7, 17)
BREAKS = [(date(2025, 10, 27), 7), (date(2025, 12, 22), 14), (date(2026, 2, 16), 7), (date(2026, 3, 30), 14)]


def year_by_chance(random: Random, lengths: tuple[int, ...]) -> Register:
    """A school year in which illnesses begin on any day of the calendar alike, and the child is late now and then."""
    every = [FIRST + timedelta(days=step) for step in range((LAST - FIRST).days + 1)]
    closed = {first + timedelta(days=step) for first, days in BREAKS for step in range(days)}
    ill: set[tuple[date, Half]] = set()
    for day in every:
        if random.random() < 0.04:
            for step in range(random.choice(lengths)):
                ill |= {
                    (day + timedelta(days=step), half) for half in random.choice([[Half.AM], [Half.PM], Half, Half])
                }
    return register_of(
        (day, half, "I" if (day, half) in ill else "L" if random.random() < 0.05 else "/")
        for day in every
        if day.weekday() < 5 and day not in closed
        for half in Half
    )


@pytest.mark.parametrize("lengths", [(1, 1, 2), (1, 2, 3, 5, 10), (3, 7, 14)])
def test_each_kind_of_pattern_is_seen_in_few_registers_made_by_chance(lengths: tuple[int, ...]) -> None:
    random, guidance = Random(11), load_guidance([])
    seen: Counter[str] = Counter()
    for _ in range(REGISTERS):
        register = year_by_chance(random, lengths)
        notices = noticed(register, figures_of(register), guidance)
        seen.update({notice.kind for notice in notices if notice.p_value is not None})
    # One in a hundred is the limit; three in a hundred leaves room for the luck of 300 registers.
    assert all(count <= 0.03 * REGISTERS for count in seen.values()), seen
