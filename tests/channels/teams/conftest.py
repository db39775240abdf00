"""A Teams, and a guide in it with a database of its own."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot.records.store import Store, open_store
from tests.records.stores import postgres

__all__ = ["postgres"]


@pytest_asyncio.fixture(loop_scope="session")
async def teams() -> AsyncIterator[Any]:
    """A Teams in which nothing was said yet."""
    from tests.channels.teams.entra import serving_entra
    from tests.channels.teams.teams import serving_teams

    async with serving_entra() as entra, serving_teams(entra) as served:
        yield served
        assert served.wrong == []


@pytest.fixture
def kept(tmp_path: Path) -> Store:
    """An empty database."""
    store = open_store({}, alone=True, folder=tmp_path)
    yield store
    store.close()


@pytest_asyncio.fixture(loop_scope="session")
async def guide(assistant: Any, kept: Store, teams: Any) -> AsyncIterator[Any]:
    """A guide in that Teams."""
    from tests.channels.teams.serving import serving

    async with serving(assistant, kept, teams) as served:
        yield served
