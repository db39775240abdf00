"""The exact tests, against counting every case, and against SciPy."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, product
from math import prod
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.attendance.register.chance import at_least, marked_among, shifted, split_unevenly

shares = st.lists(st.fractions(0, 1, max_denominator=4), min_size=1, max_size=5)


@pytest.fixture(scope="module")
def stats() -> Any:
    """SciPy's statistics, which take a second to load."""
    from scipy import stats

    return stats


@given(st.lists(st.floats(0, 1), max_size=7), st.integers(0, 8))
def test_independent_events_are_as_likely_as_all_their_cases_together(chances: list[float], count: int) -> None:
    cases = product((True, False), repeat=len(chances))
    likely = sum(
        prod(chance if happens else 1 - chance for chance, happens in zip(chances, case, strict=True))
        for case in cases
        if sum(case) >= count
    )
    assert at_least(count, chances) == pytest.approx(likely, abs=1e-12)


@given(shares, shares)
def test_the_rank_sum_is_as_likely_as_all_ways_to_choose_the_group_say(
    stats: Any, before: list[Fraction], after: list[Fraction]
) -> None:
    values = [*before, *after]
    ranks = stats.rankdata([float(value) for value in values])
    middle = len(before) * (len(values) + 1) / 2
    far = [
        abs(sum(ranks[place] for place in chosen) - middle) >= abs(sum(ranks[: len(before)]) - middle)
        for chosen in combinations(range(len(values)), len(before))
    ]
    assert shifted(before, after) == pytest.approx(sum(far) / len(far))


@given(st.integers(1, 40), st.data())
def test_drawn_days_and_split_weeks_are_as_likely_as_scipy_says(stats: Any, total: int, data: st.DataObject) -> None:
    drawn, marked = data.draw(st.integers(0, total)), data.draw(st.integers(0, total))
    count = data.draw(st.integers(0, min(drawn, marked)))
    by_scipy = stats.hypergeom.sf(count - 1, total, marked, drawn)
    assert marked_among(count, drawn, marked, total) == pytest.approx(by_scipy)
    one = data.draw(st.integers(0, total))
    assert split_unevenly(one, total - one) == pytest.approx(stats.binomtest(one, total).pvalue)
