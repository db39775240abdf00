"""The report says what was measured, and which bars are missed."""

from __future__ import annotations

from typing import Any

import pytest

from benchmarks.report.bars import judged
from benchmarks.report.chart import drawn
from benchmarks.report.write import CHART, REPORT, report_of
from benchmarks.results import RESULTS, read

MACHINE = {"cores": 2, "gigabytes": 24, "python": "3.10.13", "system": "Linux x86_64", "day": "2026-11-22", "load": 0.1}


def results(ready: float = 5.0, last_turn: float = 12.0) -> dict[str, Any]:
    """Results in which ours is ready in so many seconds, and turn 1,000 takes so many milliseconds."""
    figures = {
        "rasa init": {"ready_seconds": 40.0, "p50": 33.0},
        "ours on SQLite": {"ready_seconds": ready, "p50": 8.0},
        "ours on PostgreSQL": {"p50": 9.5},
        "bare Sanic": {"p50": 1.0},
    }
    compared = {"machine": MACHINE, "turns": 200, "turns_together": 10_000, "people": 16, "starts": 3}
    return {
        "compare": {**compared, "figures": figures},
        "growth": {"machine": MACHINE, "figures": {"turns": {"10": 10.0, "1000": last_turn}}},
        "profile": {"machine": MACHINE, "turns": 200, "before": {"masking": 2.0}, "after": {"masking": 1.5}},
    }


def verdicts(measured: dict[str, Any]) -> dict[str, str]:
    """What is said of each bar, by the bar."""
    return {one.what: one.verdict for one in judged(measured)}


def test_a_bar_that_is_met_is_said_to_be_and_by_how_much() -> None:
    assert verdicts(results(ready=5.0))["ready to answer, against rasa init"] == "met, 0.125 to spare"


def test_a_bar_that_is_missed_is_said_to_be_and_by_how_much() -> None:
    assert verdicts(results(ready=20.0))["ready to answer, against rasa init"] == "**missed** by 0.25"
    assert "| **missed** by 0.25 |" in report_of(results(ready=20.0))


def test_a_bar_may_ask_for_a_difference_and_for_how_a_turn_grows() -> None:
    found = verdicts(results(last_turn=15.0))
    assert found["a turn (p50) over the limit, on SQLite, in milliseconds"] == "**missed** by 1"
    assert found["turn 1,000 of a conversation, against turn 10"] == "**missed** by 0.2"


def test_a_bar_without_figures_is_not_judged() -> None:
    assert "training, against rasa init" not in verdicts(results())


def test_the_tables_have_the_figures_of_the_results() -> None:
    report = report_of(results())
    assert "| from the command to the first right answer, seconds | 40 | 5 | – | – |" in report
    assert "| turn of one conversation | 10 | 1,000 |\n|---|---|---|\n| a turn, milliseconds | 10 | 12 |" in report
    assert "| masking | 2 | 1.5 |" in report


@pytest.mark.parametrize("part", ["compare", "growth", "profile", "monday"])
def test_what_was_not_measured_is_said_to_be_missing(part: str) -> None:
    less = {name: one for name, one in results().items() if name != part}
    assert f"Not measured yet: run `benchmarks/{part}/run`." in report_of(less)
    assert report_of({}).startswith("# How fast")


def test_the_chart_in_docs_is_drawn_from_the_results_that_are_kept_and_the_same_each_time() -> None:
    chart = REPORT.with_name(CHART).read_text(encoding="utf-8")
    assert chart == drawn(read(RESULTS)), "run python -m benchmarks.report.write"
    assert "rasa init" in chart


def test_the_report_in_docs_is_made_from_the_results_that_are_kept() -> None:
    assert REPORT.read_text(encoding="utf-8") == report_of(read(RESULTS)), "run python -m benchmarks.report.write"
