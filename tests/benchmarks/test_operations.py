"""What docs/operations.md says of sizing is made from results, between its two marks."""

from __future__ import annotations

from typing import Any

import pytest

from benchmarks.monday.assumed import written
from benchmarks.monday.reckoning import reckoned
from benchmarks.report.operations import OPERATIONS, with_sizing
from benchmarks.report.write import report_of, sizing_of
from benchmarks.results import RESULTS, read
from tests.benchmarks.monday.measured import ALONE, FEW

STEP = {
    "wanted": 20.0, "turns_a_second": 19.5, "people": 400, "p50": 40.0, "p95": 200.0, "p99": 400.0, "borne": True,
    "servers_cores": 0.6, "database_cores": 0.1, "client_cores": 0.05,
    "client_late_p99": 4.0,
}  # fmt: skip
FIGURES: dict[str, Any] = {
    "seconds_a_step": 30,
    "alone": ALONE,
    "servers": {
        "1": {"turns_a_second": 19.5, "is_most": True, "megabytes": 300.0, "steps": [STEP, {**STEP, "borne": False}]},
        "3": {"turns_a_second": 33.0, "is_most": False, "megabytes": 290.0, "steps": [STEP]},
    },
}
MACHINE = {"cores": 2, "gigabytes": 24, "python": "3.10.13", "system": "Linux x86_64", "day": "2026-11-22", "load": 0.1}


@pytest.fixture(scope="module")
def results() -> dict[str, Any]:
    """Results of a measured Monday, and of nothing else."""
    part = {"figures": FIGURES, "machine": MACHINE, "assumed": written(), **reckoned(FIGURES, FEW)}
    return {"monday": part}


def test_the_table_goes_from_a_team_to_all_authorities(results: dict[str, Any]) -> None:
    part = sizing_of(results)
    assert "| people | 7 | 65 | 261 | 1,111 | 10,000 |" in part
    assert "| **servers, each with one processor core** | 1 | 2 | 2 | 2 | 2 |" in part


def test_a_figure_that_may_be_higher_is_said_to_be_at_least_that(results: dict[str, Any]) -> None:
    assert "bears 19.5 turns a second" in " ".join(sizing_of(results).split())
    assert "three together at least 33 on this" in " ".join(sizing_of(results).split())


def test_what_is_next_to_nothing_is_said_to_be_little(results: dict[str, Any]) -> None:
    assert "| turns a second at the peak | under 0.01 | 0.0722 |" in sizing_of(results)


def test_it_is_said_how_busy_the_client_was_that_measured(results: dict[str, Any]) -> None:
    assert "The client took 0.05 of a core at most" in " ".join(sizing_of(results).split())


def test_each_assumption_is_told_and_said_to_be_one(results: dict[str, Any]) -> None:
    part = sizing_of(results)
    assert all(f"| {name.replace('_', ' ')} |" in part for name in written())
    assert part.count("| **assumed:** ") == sum("assumed" in entry for entry in written().values())


def test_what_was_not_measured_is_said_to_be_missing() -> None:
    assert sizing_of({}).strip() == "Not measured yet: run `benchmarks/monday/run`."


def test_the_report_of_speed_says_what_was_borne_and_where_the_sizing_is(results: dict[str, Any]) -> None:
    report = " ".join(report_of(results).split())
    assert "one server bears 19.5 turns a second" in report
    assert 'docs/operations.md, "What to order"' in report


def test_only_what_is_between_the_marks_is_replaced() -> None:
    text = "before\n<!-- sizing -->\nold\n<!-- end of sizing -->\nafter\n"
    assert with_sizing(text, "new\n") == "before\n<!-- sizing -->\nnew\n<!-- end of sizing -->\nafter\n"


@pytest.mark.parametrize("text", ["", "<!-- sizing -->\n", "<!-- end of sizing -->\n<!-- sizing -->\n"])
def test_a_text_without_both_marks_in_order_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="in that order"):
        with_sizing(text, "new\n")


def test_the_sizing_in_docs_is_made_from_the_results_that_are_kept() -> None:
    text = OPERATIONS.read_text(encoding="utf-8")
    assert with_sizing(text, sizing_of(read(RESULTS))) == text, "run python -m benchmarks.report.write"
