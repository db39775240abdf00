"""A real server that all hostile messages were sent to."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.records.database import SETTING
from bot.runtime.model import trained_model
from tests.channels.web.serving import Browser, browser
from tests.hostile.attack import WITNESSED, Outcome, attack, kept_of, seen_by
from tests.hostile.messages import hostile_messages
from tests.runtime.servers import Server, serving_many


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the server has its database and its log."""
    return tmp_path_factory.mktemp("hostile")


@pytest.fixture(scope="session")
def server(folder: Path) -> Iterator[Server]:
    """A server, which logs as it does where nothing is set."""
    trained_model()
    settings = {
        SETTING: f"sqlite:///{folder / 'guide.db'}",
        "GUIDE_SESSION_KEY": secrets.token_hex(32),
        "GUIDE_MESSAGES_A_MINUTE": "100000",
        "GUIDE_SESSIONS_A_MINUTE": "1000",
    }
    with serving_many(1, folder, settings) as [running]:
        yield running


class Witness:
    """Somebody else, and what they saw and had in the database before."""

    def __init__(self, page: Browser, database: Path) -> None:
        self._page = page
        self._database = database
        self.before: tuple[bytes, list[tuple[object, ...]]] = (b"", [])

    async def now(self) -> tuple[bytes, list[tuple[object, ...]]]:
        """What they see and have."""
        return await seen_by(self._page), kept_of(self._page, self._database)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def witness(server: Server, folder: Path) -> object:
    """Somebody with a conversation of their own."""
    async with browser(server.address) as page:
        await page.open()
        for text in WITNESSED:
            await page.say(text)
        somebody = Witness(page, folder / "guide.db")
        somebody.before = await somebody.now()
        yield somebody


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def outcomes(server: Server, witness: Witness) -> list[Outcome]:
    """What came of each message; somebody else had a conversation before."""
    return await attack(server.address, hostile_messages())
