"""Nothing acknowledged is lost or doubled, whatever breaks: real processes are killed, real servers stopped."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import psycopg2
import pytest
from sqlalchemy.engine import make_url

from bot.records import database
from bot.records.database import SETTING
from bot.records.erasing import erase_conversation
from bot.records.faults import NotKept
from bot.records.journal import Journal
from bot.records.store import open_store
from tests.records.postgres import Postgres
from tests.records.stores import Opens
from tests.records.turns import small_turn

pytestmark = pytest.mark.model

WRITER = Path(__file__).parent / "writer.py"
ENOUGH = 100_000
"""Turns that no writer comes to the end of before it is killed."""


def writer(url: str, folder: Path, name: str, turns: int, **settings: str) -> subprocess.Popen[str]:
    """A process that writes turns."""
    environ = {**os.environ, SETTING: url, **settings}
    command = [sys.executable, str(WRITER), str(folder), name, str(turns)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environ)


def lines(process: subprocess.Popen[str], many: int) -> list[str]:
    """The next lines that a process writes."""
    assert process.stdout is not None
    return [process.stdout.readline().strip() for _ in range(many)]


def acknowledged(process: subprocess.Popen[str]) -> list[str]:
    """What a process was told is kept, to its end."""
    assert process.stdout is not None
    # `communicate` would pass over what `lines` has read ahead.
    written = process.stdout.read()
    process.wait(timeout=120)
    return [line for line in written.split() if line not in ("READY", "REFUSED")]


def kept(journal: Journal) -> list[str]:
    """The messages that are kept, in order; every one with its answer."""
    events = journal.events("c")
    assert [one.number for one in events] == list(range(1, len(events) + 1))
    assert [one.kind for one in events] == ["user", "bot"] * (len(events) // 2)
    return [str(one.message_id) for one in events if one.kind == "user"]


@pytest.mark.parametrize("turns_before", [1, 7, 40])
def test_a_writer_that_is_killed_loses_nothing_that_was_acknowledged(
    url: str, tmp_path: Path, opens: Opens, turns_before: int
) -> None:
    process = writer(url, tmp_path, "m", ENOUGH)
    first = lines(process, turns_before + 1)[1:]
    process.send_signal(signal.SIGKILL)
    told = first + acknowledged(process)
    there = kept(Journal(opens()))
    # The last turn may have been kept without its writer living to say so.
    assert told == there[: len(told)] and len(there) - len(told) in (0, 1)


def test_two_processes_on_one_conversation_keep_every_turn_once_and_in_order(
    url: str, tmp_path: Path, opens: Opens
) -> None:
    journal = Journal(opens())
    both = [writer(url, tmp_path, name, 25) for name in ("a", "b")]
    told = {name: acknowledged(process) for name, process in zip("ab", both, strict=True)}
    there = kept(journal)
    assert sorted(there) == sorted([*told["a"], *told["b"]]) and len(there) == 50
    for name, its in told.items():
        assert [one for one in there if one.startswith(name)] == its


def test_on_a_full_disk_nothing_is_acknowledged_that_is_not_kept_and_it_goes_on_once_there_is_room(
    tmp_path: Path,
) -> None:
    url = f"sqlite:///{tmp_path / 'guide.db'}"
    store = open_store({SETTING: url}, alone=True, folder=tmp_path)
    process = writer(url, tmp_path, "m", ENOUGH, LARGEST_FILE="1000000")
    told = acknowledged(process)
    assert process.returncode == 0 and len(told) > 10
    journal = Journal(store)
    assert kept(journal) == told
    journal.append(small_turn("c", journal.standing("c"), "after"))
    assert kept(journal) == [*told, "after"]
    store.close()


def test_a_database_that_takes_no_writes_is_said_to_and_goes_on_once_it_does(
    postgres: Postgres, tmp_path: Path
) -> None:
    url = postgres.new_database()
    store = open_store({SETTING: url}, alone=True, folder=tmp_path)
    journal = Journal(store)
    standing = journal.append(small_turn("c", None, "before"))
    store.database.close()
    told_to(url, "on")
    with pytest.raises(NotKept, match="read-only"):
        journal.append(small_turn("c", standing, "meanwhile"))
    told_to(url, "off")
    store.database.close()
    journal.append(small_turn("c", standing, "after"))
    assert kept(journal) == ["before", "after"]
    store.close()


def told_to(url: str, read_only: str) -> None:
    """Makes a PostgreSQL database take no writes on new connections, or take them again."""
    connection = psycopg2.connect(url)
    connection.autocommit = True
    cursor = connection.cursor()
    cursor.execute("SET default_transaction_read_only TO off")
    cursor.execute(f"ALTER DATABASE {url.rpartition('/')[2]} SET default_transaction_read_only TO {read_only}")
    connection.close()


def test_a_server_that_is_gone_for_a_while_loses_nothing_and_is_found_again(postgres: Postgres, tmp_path: Path) -> None:
    store = open_store({SETTING: postgres.new_database()}, alone=True, folder=tmp_path)
    journal = Journal(store)
    standing = journal.append(small_turn("c", None, "before"))
    postgres.stop()
    try:
        for _ in range(2):
            with pytest.raises(NotKept, match="can't be read or written"):
                journal.append(small_turn("c", standing, "meanwhile"))
            with pytest.raises(NotKept):
                journal.standing("c")
    finally:
        postgres.start()
    standing = journal.standing("c")
    journal.append(small_turn("c", standing, "after"))
    assert kept(journal) == ["before", "after"]
    store.close()


def test_a_server_that_was_started_again_while_nobody_asked_is_not_noticed(postgres: Postgres, tmp_path: Path) -> None:
    store = open_store({SETTING: postgres.new_database()}, alone=True, folder=tmp_path)
    journal = Journal(store)
    standing = journal.append(small_turn("c", None, "before"))
    postgres.stop()
    postgres.start()
    journal.append(small_turn("c", standing, "after"))
    assert kept(journal) == ["before", "after"]
    store.close()


def test_a_file_that_another_process_holds_is_said_to_and_goes_on_once_it_is_free(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shorter = tuple(line for line in database.SQLITE_PRAGMAS if "busy" not in line)
    monkeypatch.setattr(database, "SQLITE_PRAGMAS", (*shorter, "PRAGMA busy_timeout = 100"))
    url = f"sqlite:///{tmp_path / 'guide.db'}"
    store, holder = (open_store({SETTING: url}, alone=True, folder=tmp_path) for _ in range(2))
    journal = Journal(store)
    standing = journal.append(small_turn("c", None, "before"))
    with holder.database.writing(), pytest.raises(NotKept, match="locked"):
        journal.append(small_turn("c", standing, "meanwhile"))
    journal.append(small_turn("c", standing, "after"))
    assert kept(journal) == ["before", "after"]
    store.close()
    holder.close()


def test_an_erasure_that_is_killed_erases_all_or_nothing(url: str, tmp_path: Path, opens: Opens) -> None:
    store = opens()
    journal = Journal(store)
    standing = None
    for number in range(30):
        standing = journal.append(small_turn("c", standing, f"m{number}"))
    code = (
        "import os, sys; sys.path.insert(0, os.getcwd())\n"
        "from pathlib import Path\n"
        "from bot.records.store import open_store\nfrom bot.records.erasing import erase_conversation\n"
        f"store = open_store(os.environ, True, Path({str(tmp_path)!r}))\nprint('READY', flush=True)\n"
        "erase_conversation(store, 'c')\n"
    )
    environ = {**os.environ, SETTING: url}
    process = subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, env=environ, cwd=WRITER.parents[2]
    )
    assert lines(process, 1) == ["READY"]
    time.sleep(0.003)
    process.send_signal(signal.SIGKILL)
    process.wait(30)
    process.communicate()
    assert len(journal.events("c")) in (0, 60)
    assert erase_conversation(store, "c").is_complete


@pytest.mark.parametrize("asked_after", [0, 1])
@pytest.mark.parametrize("use", ["asking", "reading", "writing"])
def test_a_connection_that_breaks_while_it_is_used_makes_room_for_another(
    postgres: Postgres, use: str, asked_after: int
) -> None:
    url = postgres.new_database()
    used, others = database.Database(make_url(url), connections=2), psycopg2.connect(url)
    others.autocommit = True
    for _ in range(3):
        with getattr(used, use)() as connection:  # which is used again
            connection.exec_driver_sql("SELECT 1")
        with suppress(NotKept), getattr(used, use)() as connection:
            process = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar()
            others.cursor().execute(f"SELECT pg_terminate_backend({process}, 5000)")
            for _ in range(asked_after):
                connection.exec_driver_sql("SELECT 1")
    with used.asking() as connection:
        assert connection.exec_driver_sql("SELECT 1").scalar() == 1
    others.close()
    used.close()
