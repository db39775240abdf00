"""A step is borne if people got their answers soon enough, counted from when they pressed send."""

from __future__ import annotations

import pytest

from benchmarks.monday.arrivals import Visit
from benchmarks.monday.judging import judged
from benchmarks.monday.visiting import Monday, Turn

VISITS = [Visit(0, (1.0, 3.0)), Visit(0, (2.0, 12.0))]
"""Three turns in the first ten seconds, and one later."""


def morning(*turns: Turn) -> Monday:
    """A morning in which these turns ended."""
    return Monday(begun=0, turns=list(turns))


def turn(pressed: float, waited: float, failed: bool = False) -> Turn:
    """A turn that the client wasn't late with."""
    return Turn(pressed, waited, late=0, failed=failed)


def test_turns_that_are_answered_in_time_are_borne() -> None:
    found = judged(VISITS, morning(turn(1, 0.1), turn(2, 0.2), turn(3, 0.3)), seconds=10, now=11)
    assert (found.borne, found.p50, found.p95, found.turns_a_second) == (True, 200, 300, 0.3)


def test_a_turn_that_is_not_answered_yet_has_waited_until_now() -> None:
    found = judged(VISITS, morning(turn(1, 0.1), turn(2, 0.2)), seconds=10, now=11)
    assert (found.borne, found.p95, found.unanswered) == (False, 8_000, 1)


def test_a_turn_that_fails_is_not_borne_however_fast() -> None:
    found = judged(VISITS, morning(turn(1, 0.1), turn(2, 0.2), turn(3, 0.01, failed=True)), seconds=10, now=11)
    assert (found.borne, found.failed) == (False, 1)


def test_somebody_whose_page_does_not_open_is_not_borne() -> None:
    monday = morning(turn(1, 0.1), turn(2, 0.2), turn(3, 0.1))
    monday.shut_out.append(4.0)
    assert not judged(VISITS, monday, seconds=10, now=11).borne


def test_turns_after_the_step_do_not_count() -> None:
    monday = morning(turn(1, 0.1), turn(2, 0.2), turn(3, 0.3), turn(12, 30))
    assert judged(VISITS, monday, seconds=10, now=50).p95 == 300


def test_a_step_in_which_nobody_presses_send_says_nothing() -> None:
    with pytest.raises(ValueError, match="nobody presses send"):
        judged([Visit(0, (12.0,))], morning(), seconds=10, now=11)
