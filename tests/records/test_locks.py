"""A conversation's lock is one server's at a time, goes to who waits, and goes with who held it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg2
import pytest

from bot.records import line, locks
from bot.records.database import SETTING, Database, database_url
from bot.records.faults import NotKept
from bot.records.line import Line
from bot.records.locks import MOST_WAITING, Locks
from tests.records.postgres import Postgres

pytestmark = pytest.mark.model

HOLDER = """
import os, sys, time
from pathlib import Path
from bot.records.database import Database, database_url
from bot.records.locks import Locks
locks = Locks(Database(database_url(os.environ, Path("."))))
held = locks.take(sys.argv[1])
print("HELD", flush=True)
time.sleep(600)
"""


@pytest.fixture(scope="module")
def address(postgres: Postgres) -> str:
    """The address of a database."""
    return postgres.new_database()


@pytest.fixture
def server(address: str, tmp_path: Path) -> Iterator[Callable[[], Locks]]:
    """The locks of a server, of another one each time that it is called."""
    made: list[tuple[Locks, Database]] = []

    def another() -> Locks:
        database = Database(database_url({SETTING: address}, tmp_path))
        made.append((Locks(database), database))
        return made[-1][0]

    yield another
    for of_one, database in made:
        of_one.close()
        database.close()


class Waiting(threading.Thread):
    """Somebody who waits for a lock."""

    def __init__(self, of: Locks, name: str, then: Callable[[Any], None] = lambda held: None) -> None:
        super().__init__()
        self._of, self._name, self._then = of, name, then
        self.held: locks.Held | None = None
        self.start()

    def run(self) -> None:
        """Waits."""
        self.held = self._of.wait(self._name)
        self._then(self.held)


def waiting(address: str, many: int) -> None:
    """Returns once so many wait for a lock, as PostgreSQL sees it."""
    connection = psycopg2.connect(address)
    connection.autocommit = True
    cursor = connection.cursor()
    there = -1
    while there < many:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
        there = cursor.fetchone()[0]
    connection.close()


def test_a_lock_is_one_servers_and_those_of_other_conversations_stay_free(server: Callable[[], Locks]) -> None:
    one, other = server(), server()
    held = one.take("c")
    assert held is not None
    assert other.take("c") is None
    assert other.take("d") is not None
    one.free(held)
    assert other.take("c") is not None


def test_a_lock_that_its_server_took_again_is_free_once_it_was_freed_as_often(server: Callable[[], Locks]) -> None:
    one, other = server(), server()
    first, second = one.take("c"), one.take("c")
    assert first is not None and second is not None
    one.free(first)
    assert other.take("c") is None
    one.free(second)
    assert other.take("c") is not None


def test_who_waits_is_woken_in_the_order_in_which_they_came(server: Callable[[], Locks], address: str) -> None:
    holder = server()
    held = holder.take("c")
    assert held is not None
    order: list[int] = []
    threads = []
    for place in range(3):
        of = server()

        def then(its: Any, place: int = place, of: Locks = of) -> None:
            order.append(place)
            of.free(its)

        threads.append(Waiting(of, "c", then))
        waiting(address, place + 1)
    # Nobody goes before who waits already.
    assert server().take("c") is None
    holder.free(held)
    for thread in threads:
        thread.join()
    assert order == [0, 1, 2]


def test_a_lock_is_freed_with_the_process_that_held_it_when_that_is_killed(
    server: Callable[[], Locks], address: str
) -> None:
    root = Path(__file__).parents[2]
    environ = {**os.environ, SETTING: address}
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, "c"], stdout=subprocess.PIPE, text=True, env=environ, cwd=root
    )
    assert process.stdout is not None and process.stdout.readline().strip() == "HELD"
    mine = server()
    assert mine.take("c") is None
    thread = Waiting(mine, "c")
    waiting(address, 1)
    process.send_signal(signal.SIGKILL)
    thread.join()
    assert thread.held is not None
    process.communicate()


def test_who_waits_too_long_is_told_and_leaves_no_lock_behind(
    server: Callable[[], Locks], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(line, "SETTINGS", "SET lock_timeout TO '50ms'")
    one, other = server(), server()
    held = one.take("c")
    assert held is not None
    for _ in range(MOST_WAITING + 1):
        with pytest.raises(NotKept, match="lock timeout"):
            other.wait("c")
    one.free(held)
    assert other.take("c") is not None


def test_only_so_many_wait_at_once_and_their_lines_are_used_again(
    server: Callable[[], Locks], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locks, "BUSY_SECONDS", 0.05)
    other = server()
    held = [other.wait(f"c{place}") for place in range(MOST_WAITING)]
    with pytest.raises(NotKept, match="too many"):
        other.wait("c9")
    other.free(held[0])
    assert other.wait("c9").line is held[0].line


def test_after_postgresql_was_away_locks_are_there_again(postgres: Postgres, server: Callable[[], Locks]) -> None:
    one, other = server(), server()
    held = one.take("c")
    waited = one.wait("d")
    assert held is not None
    postgres.stop()
    with pytest.raises(NotKept):
        other.take("c")
    one.free(waited)
    postgres.start()
    mine = other.take("c")
    assert mine is not None and one.take("c") is None
    # What was held before is gone with its connection, and to free it frees nobody else's.
    one.free(held)
    assert one.take("c") is None
    assert one.wait("d").name == "d"


def test_what_is_told_is_heard_on_a_line_that_listens(
    server: Callable[[], Locks], address: str, tmp_path: Path
) -> None:
    database = Database(database_url({SETTING: address}, tmp_path))
    listening = Line(database)
    listening.ask("LISTEN guide")
    one = server()
    for notice in ("first", "second"):
        held = one.take("c")
        assert held is not None
        one.free(held, notice)
    heard: list[str] = []
    while len(heard) < 2:
        heard += listening.heard()
    assert heard == ["first", "second"]
    listening.close()
    database.close()
