"""Whether a server is ready is asked of each part, and told by the part's name alone."""

from __future__ import annotations

import asyncio

import pytest

from bot.observing import health
from bot.observing.health import Health


class Part:
    """A part that is as a test makes it."""

    def __init__(self, well: bool = True) -> None:
        self.well, self.asked = well, 0

    async def __call__(self) -> bool:
        self.asked += 1
        return self.well


@pytest.fixture(autouse=True)
def answers_do_not_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "HOLDS_SECONDS", 0.0)


async def test_a_server_is_ready_while_all_its_parts_are_well() -> None:
    loaded: list[str] = []
    database, migrations = Part(), Part()
    all_of_it = Health(lambda: bool(loaded), {"database": database, "migrations": migrations})
    assert await all_of_it.failing() == "model"
    loaded.append("a model")
    assert await all_of_it.failing() is None
    migrations.well = False
    assert await all_of_it.failing() == "migrations"
    database.well = False
    assert await all_of_it.failing() == "database"
    database.well = migrations.well = True
    assert await all_of_it.failing() is None


async def test_a_part_that_raises_or_does_not_answer_is_not_well(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "LONGEST_SECONDS", 0.01)

    async def raises() -> bool:
        raise ConnectionError("password=hunter2")

    async def hangs() -> bool:
        await asyncio.sleep(600)
        return True

    for check in (raises, hangs):
        assert await Health(lambda: True, {"database": check}).failing() == "database"


async def test_many_who_ask_at_once_ask_the_parts_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "HOLDS_SECONDS", 600.0)
    part = Part()
    asked = Health(lambda: True, {"database": part})
    assert await asyncio.gather(*(asked.failing() for _ in range(50))) == [None] * 50
    assert part.asked == 1
