"""From figures that were measured to sizes, and to a simulated Monday on the servers that the table says."""

from __future__ import annotations

from typing import Any

import pytest

from benchmarks.monday.reckoning import reckoned
from tests.benchmarks.monday.measured import ALONE, FEW

FIGURES: dict[str, Any] = {
    "seconds_a_step": 30,
    "alone": ALONE,
    "servers": {
        "1": {
            "turns_a_second": 25.0,
            "megabytes": 300.0,
            "steps": [
                {"wanted": 12.5, "p95": 90.0, "borne": True},
                {"wanted": 30.0, "p95": 4_000.0, "borne": False},
            ],
        }
    },
}


@pytest.fixture(scope="module")
def found() -> dict[str, Any]:
    """What is reckoned from the figures."""
    return reckoned(FIGURES, FEW)


def named(found: dict[str, Any], title: str) -> dict[str, Any]:
    """The simulated Monday of a title."""
    return next(one for one in found["simulated"] if one["title"] == title)


def test_the_simulated_mondays_are_on_the_servers_of_the_table(found: dict[str, Any]) -> None:
    servers = found["sizes"][-1]["servers"]
    assert [one["servers"] for one in found["simulated"]] == [servers, servers - 1, servers, servers, servers]


def test_fewer_servers_and_more_people_wait_longer(found: dict[str, Any]) -> None:
    ordered = named(found, "as ordered")["p95"]
    assert ordered < named(found, "one server fewer")["p95"]
    assert ordered < named(found, "half as many people again")["p95"] < named(found, "twice as many people")["p95"]


def test_a_server_whose_machine_is_gone_had_a_turn_that_waits_until_it_is_sent_again(found: dict[str, Any]) -> None:
    gone, ordered = named(found, "one server's machine gone at 9:05"), named(found, "as ordered")
    assert gone["turns"] == ordered["turns"]
    assert gone["longest"] >= FEW.sent_again_after_seconds * 1000


def test_the_simulation_is_held_against_steps_that_a_real_server_bore(found: dict[str, Any]) -> None:
    (step,) = found["held_against"]
    assert (step["turns_a_second"], step["measured"]) == (12.5, 90.0)
    assert step["simulated"] > 40


def test_the_same_figures_make_the_same_tables(found: dict[str, Any]) -> None:
    assert reckoned(FIGURES, FEW) == found
