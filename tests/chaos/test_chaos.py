"""Whatever fails: what was acknowledged is stored once and in order, for its own person. A short `make chaos`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.chaos.chaos import Result, Size, on_postgresql, on_sqlite
from tests.chaos.clocks import library
from tests.records.stores import postgres

pytestmark = pytest.mark.model

__all__ = ["postgres"]

SHORT = Size(people=10, turns=15, pause=0.3, rest=4.0)


async def test_three_servers_on_postgresql_lose_double_and_mix_up_nothing_whatever_fails(
    tmp_path: Path, postgres: object, report: Callable[[str], None]
) -> None:
    check(await on_postgresql(tmp_path, postgres, SHORT), report)


async def test_one_server_on_sqlite_loses_doubles_and_mixes_up_nothing_whatever_fails(
    tmp_path: Path, report: Callable[[str], None]
) -> None:
    check(await on_sqlite(tmp_path, SHORT), report)


def check(result: Result, report: Callable[[str], None]) -> None:
    """Raises AssertionError where anything isn't as it should be."""
    assert result.kept_otherwise == []
    assert result.strange == []
    assert result.unclear == set()
    turns = result.turns
    assert len(turns) >= SHORT.people * SHORT.turns and all(turn.events for turn in turns)
    held_up = [turn for turn in turns if turn.failed]
    assert held_up, "no fault held up anybody"
    report(
        f"chaos: {len(turns)} turns, {len(result.lasted)} faults, {len(held_up)} turns held up, "
        f"at most {result.longest_beyond:.1f} s longer than the fault"
        + ("" if library() else "; no clock jumped: run bin/set-up-faketime")
    )
