"""People who come to a real server on a real database are answered, and what that took is counted."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.compare.measure import postgres
from benchmarks.monday.arrivals import Habits
from benchmarks.monday.load import Step, bear
from benchmarks.monday.measure import alone, expected, fleet

pytestmark = pytest.mark.model

HABITS = Habits(turns=3, think_seconds=2)


def test_what_a_fleet_could_bear_is_a_core_for_each_server_while_the_machine_has_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 4)
    turn = {"servers_milliseconds": 20.0, "database_milliseconds": 4.0, "client_milliseconds": 1.0}
    assert [expected(turn, servers) for servers in (1, 3, 8)] == [50, 150, 160]


async def test_turns_are_counted_in_the_client_in_the_server_and_in_the_database(tmp_path: Path) -> None:
    with postgres() as url:
        async with fleet(url, tmp_path, 1) as servers:
            turn = await alone(servers[0], 1, HABITS, url)
            found = await bear(servers, [Step(2, 3)], HABITS)
    assert turn["rows_a_turn"] >= 2  # what was said, and what was answered
    assert turn["transactions_a_turn"] >= 1
    assert turn["most_connections"] == 100
    assert len(turn["service_milliseconds"]) == 20
    (step,) = found.steps
    assert step["people"] == 4
    assert (step["failed"], step["shut_out"]) == (0, 0)
    assert step["turns_a_second"] > 0
    assert found.megabytes > 0
