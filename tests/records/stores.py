"""Fixtures of a store on each of the two databases, so that the same tests run on both."""

from __future__ import annotations

import atexit
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path

import pytest

from bot.records.store import Store, open_store
from tests.records.postgres import NoPostgres, Postgres

Opens = Callable[[], Store]


@lru_cache(maxsize=1)
def running() -> Postgres:
    """The one PostgreSQL of all tests, gone when they end. Raises NoPostgres."""
    server = Postgres()
    atexit.register(server.take_down)
    server.start()
    return server


@pytest.fixture(scope="session")
def postgres() -> Postgres:
    """A PostgreSQL that runs."""
    try:
        return running()
    except NoPostgres as error:
        pytest.skip(str(error))


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'guide.db'}"
    return request.getfixturevalue("postgres").new_database()


@pytest.fixture
def opens(url: str, tmp_path: Path) -> Iterator[Opens]:
    """Opens the store, as often as it is called: each time as another process would."""
    opened: list[Store] = []

    def open_it() -> Store:
        opened.append(open_store({"GUIDE_DATABASE": url}, alone=True, folder=tmp_path))
        return opened[-1]

    yield open_it
    for store in opened:
        store.close()


@pytest.fixture
def store(opens: Opens) -> Store:
    """The store, opened."""
    return opens()
