"""The guide's clock: it goes with the machine's, and doesn't follow a jump of it until that has lasted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timezone

import pytest

from bot.clock import BELIEVED_AFTER_SECONDS, STEP_SECONDS, Clock

HOUR = 3600.0
BEGUN = 1_790_000_000.0


@dataclass
class Machine:
    """A machine whose clock can be set."""

    passed: float = 5.0
    off: float = 0.0

    def told(self) -> float:
        """What its clock says."""
        return BEGUN + self.passed + self.off

    def clock(self) -> Clock:
        """The guide's clock on it."""
        return Clock(self.told, lambda: self.passed)


def test_it_says_what_the_machine_says() -> None:
    machine = Machine()
    clock = machine.clock()
    machine.passed += HOUR
    assert clock.seconds() == machine.told()
    assert clock.now() == datetime.fromtimestamp(machine.told(), timezone.utc)


@pytest.mark.parametrize("hours", [36, -36, 24 * 365 * 20])
def test_a_jump_there_and_back_is_never_seen(hours: int) -> None:
    machine = Machine()
    clock = machine.clock()
    machine.off = hours * HOUR
    machine.passed += 30
    assert clock.seconds() == BEGUN + machine.passed
    machine.off = 0
    machine.passed += 30
    assert clock.seconds() == machine.told()


def test_a_clock_that_stays_where_it_jumped_to_is_believed_after_a_while() -> None:
    machine = Machine()
    clock = machine.clock()
    machine.off = -36 * HOUR
    assert clock.seconds() == BEGUN + machine.passed
    machine.passed += BELIEVED_AFTER_SECONDS - 1
    assert clock.seconds() == BEGUN + machine.passed
    machine.passed += 1
    assert clock.seconds() == machine.told()


def test_each_jump_has_to_last_by_itself() -> None:
    machine = Machine()
    clock = machine.clock()
    for hours in (1, 2, 3):
        machine.off = hours * HOUR
        assert clock.seconds() == BEGUN + machine.passed
        machine.passed += BELIEVED_AFTER_SECONDS - 1


def test_what_sets_a_clock_right_little_by_little_is_followed() -> None:
    machine = Machine()
    clock = machine.clock()
    for _ in range(100):
        machine.off += STEP_SECONDS
        assert clock.seconds() == machine.told()
