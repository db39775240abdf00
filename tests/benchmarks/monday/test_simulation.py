"""Turns wait in line as they would, and lose nothing when a server is killed."""

from __future__ import annotations

from random import Random
from statistics import mean

import pytest

from benchmarks.monday.simulation import Fleet, Killed, stretched, told, waits


def poisson(rate: float, seconds: float) -> list[float]:
    """When send is pressed, so often a second."""
    drawn, at, found = Random(3), 0.0, []
    while (at := at + drawn.expovariate(rate)) < seconds:
        found.append(at)
    return found


def test_who_is_alone_waits_as_long_as_a_turn_takes() -> None:
    assert waits([0, 10, 20], Fleet(1, [0.5]), Random(1)) == [0.5, 0.5, 0.5]


def test_who_comes_while_another_is_answered_waits_for_that() -> None:
    assert waits([0, 0.1, 0.2], Fleet(1, [1]), Random(1)) == pytest.approx([1, 1.9, 2.8])


def test_one_line_is_as_long_as_queueing_theory_has_it() -> None:
    # M/D/1 at half of what it bears: a turn's time, and half of that again (Pollaczek and Khinchine).
    assert mean(waits(poisson(5, 5_000), Fleet(1, [0.1]), Random(1))) == pytest.approx(0.15, rel=0.03)


def test_servers_share_what_comes() -> None:
    presses = poisson(15, 500)
    one, two = (mean(waits(presses, Fleet(servers, [0.1]), Random(1))) for servers in (1, 2))
    assert one > 100 * two


def test_a_turn_that_its_server_was_killed_with_is_answered_by_another() -> None:
    killed = Killed(at=10.5, sent_again_after=6)
    found = waits([10, 10, 10, 10], Fleet(2, [1]), Random(2), killed)
    assert len(found) == 4
    assert max(found) >= 7.5  # half a second until the kill, six until it is sent again, one to be answered


def test_nobody_is_sent_to_a_server_that_is_gone() -> None:
    presses = [20.0 + second for second in range(50)]
    assert waits(presses, Fleet(2, [0.5]), Random(1), Killed(at=10, sent_again_after=6)) == [0.5] * 50


def test_a_fleet_of_one_that_is_killed_is_refused() -> None:
    with pytest.raises(ValueError, match="give it two or more"):
        waits([1], Fleet(1, [1]), Random(1), Killed(0, 6))


def test_waits_are_told_in_milliseconds() -> None:
    assert told([0.1, 0.2, 0.3, 4.0]) == {"p50": 200, "p95": 4_000, "p99": 4_000, "longest": 4_000}


def test_turns_are_stretched_to_what_a_server_bears_and_differ_as_before() -> None:
    assert stretched([10, 20, 30], turns_a_second=25) == pytest.approx([0.02, 0.04, 0.06])
