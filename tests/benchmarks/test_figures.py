"""Figures of many measurements."""

from __future__ import annotations

from benchmarks.figures import median_of, percentile, percentiles


def test_a_percentile_is_the_least_that_so_many_do_not_exceed() -> None:
    assert percentile([5, 1, 4, 2, 3], 0.5) == 3
    assert percentile(range(1, 201), 0.95) == 190
    assert percentile([7], 0.99) == 7


def test_the_usual_percentiles_have_names() -> None:
    assert percentiles(list(range(1, 101))) == {"p50": 50, "p95": 95, "p99": 99}


def test_the_median_of_runs_is_taken_figure_by_figure() -> None:
    assert median_of([{"a": 1, "b": 9}, {"a": 2, "b": 7}, {"a": 9, "b": 8}]) == {"a": 2, "b": 8}
