"""What may be done so often in a minute may be done so often on all servers together."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pytest

from bot.records.database import SETTING
from bot.records.faults import NotKept
from bot.records.shared import WINDOW_SECONDS, Shared, Use
from bot.records.store import Store, open_store
from bot.runtime import rates
from bot.runtime.rates import Rates
from bot.runtime.stored import NotSaved
from tests.records.postgres import Postgres

pytestmark = pytest.mark.model

MOST = 8
UNASKED = 2
MESSAGE = ("message", "worker", MOST)


@pytest.fixture
def stores(postgres: Postgres, tmp_path: Path) -> Iterator[list[Store]]:
    """The stores of three servers."""
    url = postgres.new_database()
    opened = [open_store({SETTING: url}, alone=True, folder=tmp_path) for _ in range(3)]
    yield opened
    for store in opened:
        store.close()


@pytest.fixture
def servers(stores: list[Store], monkeypatch: pytest.MonkeyPatch) -> list[Rates]:
    """The rates of three servers, that tell each other twenty times a second."""
    monkeypatch.setattr(rates, "TELL_SECONDS", 0.05)
    return [Rates(Shared(store)) for store in stores]


async def told(servers: Iterable[Rates]) -> None:
    """Waits until each server has told what was done there."""
    await asyncio.gather(*(server._telling for server in servers if server._telling is not None))


async def test_one_server_lets_through_just_as_many_as_may_be(servers: list[Rates]) -> None:
    waits = [await servers[0].seconds_to_wait(*MESSAGE) for _ in range(MOST + 2)]
    assert waits[:MOST] == [0] * MOST
    assert all(0 < wait <= WINDOW_SECONDS for wait in waits[MOST:])
    assert await servers[0].seconds_to_wait("message", "somebody else", MOST) == 0


async def test_several_servers_let_through_just_as_many_together(servers: list[Rates]) -> None:
    waits = [await servers[place % 3].seconds_to_wait(*MESSAGE) for place in range(3 * MOST)]
    assert waits[: 3 * UNASKED] == [0] * 3 * UNASKED
    assert sum(wait == 0 for wait in waits) == MOST


async def test_a_burst_on_several_servers_passes_by_what_each_of_the_others_needs_not_ask_for(
    servers: list[Rates],
) -> None:
    waits = await asyncio.gather(*(servers[place % 2].seconds_to_wait(*MESSAGE) for place in range(4 * MOST)))
    assert MOST <= sum(wait == 0 for wait in waits) <= MOST + UNASKED


async def test_what_was_done_on_some_servers_is_soon_known_on_another(servers: list[Rates]) -> None:
    for server in (servers[0], servers[1]) * (MOST // 2):
        assert await server.seconds_to_wait(*MESSAGE) == 0
    await told(servers)
    # This one had heard nothing yet, so the first goes by itself; telling that, it learns of the others.
    assert await servers[2].seconds_to_wait(*MESSAGE) == 0
    await told(servers)
    assert all([await server.seconds_to_wait(*MESSAGE) for server in servers])


async def test_a_quarter_of_what_may_be_done_waits_for_nobody(
    monkeypatch: pytest.MonkeyPatch, stores: list[Store]
) -> None:
    asked: list[Mapping[Use, int]] = []

    class Counting(Shared):
        def counted(self, uses: Mapping[Use, int]) -> dict[Use, tuple[int, float]]:
            asked.append(uses)
            return super().counted(uses)

    monkeypatch.setattr(rates, "TELL_SECONDS", 1)
    server = Rates(Counting(stores[0]))
    for _ in range(UNASKED):
        assert await server.seconds_to_wait(*MESSAGE) == 0
    assert asked == []
    await told([server])
    assert asked == [{("message", "worker"): UNASKED}]


async def test_where_postgresql_is_gone_who_did_much_is_refused_and_afterwards_counted_as_before(
    monkeypatch: pytest.MonkeyPatch, stores: list[Store]
) -> None:
    class Going(Shared):
        gone = False

        def counted(self, uses: Mapping[Use, int]) -> dict[Use, tuple[int, float]]:
            if self.gone:
                raise NotKept("PostgreSQL is gone")
            return super().counted(uses)

    shared = Going(stores[0])
    server = Rates(shared)
    for _ in range(UNASKED):
        await server.seconds_to_wait(*MESSAGE)
    shared.gone = True
    with pytest.raises(NotSaved):
        await server.seconds_to_wait(*MESSAGE)
    shared.gone = False
    waits = [await server.seconds_to_wait(*MESSAGE) for _ in range(MOST + 1)]
    assert waits[:MOST] == [0] * MOST and waits[MOST] > 0


async def test_a_minute_later_counting_begins_again(monkeypatch: pytest.MonkeyPatch, stores: list[Store]) -> None:
    passed = 0.0
    monkeypatch.setattr(rates, "monotonic", lambda: passed)
    server = Rates(Shared(stores[0]))
    for _ in range(MOST):
        await server.seconds_to_wait(*MESSAGE)
    assert await server.seconds_to_wait(*MESSAGE) > 0
    with stores[0].database.writing() as connection:
        connection.exec_driver_sql("""UPDATE "use" SET begun = begun - interval '61 s'""")
    passed = WINDOW_SECONDS + 1
    assert await server.seconds_to_wait(*MESSAGE) == 0
