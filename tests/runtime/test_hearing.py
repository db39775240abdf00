"""Who hears other servers leaves alone whoever comes to the descriptor of a line that broke."""

from __future__ import annotations

import asyncio
import os
import socket
from pathlib import Path

import psycopg2
import pytest

from bot.records.database import SETTING
from bot.records.faults import NotKept
from bot.records.line import Line
from bot.records.notices import CHANNEL
from bot.records.store import open_store
from bot.runtime.cluster import Cluster
from tests.records.postgres import Postgres

pytestmark = pytest.mark.model


class BreakingLine(Line):
    """A line that breaks as soon as anything is heard; a visitor's connection gets its descriptor."""

    visitor: socket.socket
    read: asyncio.Event

    def heard(self) -> list[str]:
        """Raises NotKept, as a line does whose connection the driver has closed."""
        number = self.fileno()
        self.close()
        os.dup2(self.visitor.fileno(), number)
        asyncio.get_running_loop().add_reader(number, self.read.set)
        raise NotKept("it broke")


async def test_a_visitor_who_gets_the_descriptor_of_a_line_that_broke_is_read_all_the_same(
    postgres: Postgres, tmp_path: Path
) -> None:
    url = postgres.new_database()
    store = open_store({SETTING: url}, alone=True, folder=tmp_path)
    line = BreakingLine(store.database)
    number = line.fileno()
    line.visitor, browser = socket.socketpair()
    line.read = asyncio.Event()
    listening = asyncio.create_task(Cluster(store)._listen_on(line))
    for _ in range(100):
        other = psycopg2.connect(url)
        other.autocommit = True
        other.cursor().execute(f"NOTIFY {CHANNEL}")
        other.close()
        if (await asyncio.wait({listening}, timeout=0.1))[0]:
            break
    with pytest.raises(NotKept):
        await listening
    browser.send(b"hello")
    await asyncio.wait_for(line.read.wait(), timeout=5)
    asyncio.get_running_loop().remove_reader(number)
    os.close(number)
    line.visitor.close()
    browser.close()
    store.close()
