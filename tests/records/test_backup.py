"""A backup taken as docs/operations.md says, while the guide writes, gives back whole conversations."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
from pathlib import Path

import pytest

from bot.records.database import SETTING
from bot.records.journal import Journal
from bot.records.store import open_store
from tests.records.postgres import Postgres
from tests.records.test_crashes import ENOUGH, acknowledged, kept, lines, writer

pytestmark = pytest.mark.model


def test_a_copy_of_sqlites_file_made_while_it_is_written_is_restored_whole(tmp_path: Path) -> None:
    process = writer(f"sqlite:///{tmp_path / 'guide.db'}", tmp_path, "m", ENOUGH)
    told = lines(process, 20)[1:]
    with sqlite3.connect(tmp_path / "guide.db") as connection:
        connection.execute(f"VACUUM INTO '{tmp_path / 'backup.db'}'")
    process.kill()
    acknowledged(process)
    restored = tmp_path / "restored"
    restored.mkdir()
    shutil.copy(tmp_path / "backup.db", restored / "guide.db")
    shutil.copy(tmp_path / "key", restored / "key")
    store = open_store({}, alone=True, folder=restored)
    assert kept(Journal(store))[: len(told)] == told
    store.close()


def test_a_dump_of_postgresql_made_while_it_is_written_is_restored_whole(postgres: Postgres, tmp_path: Path) -> None:
    dump, restore = (postgres.program(name) for name in ("pg_dump", "pg_restore"))
    if dump is None or restore is None:
        pytest.skip("this PostgreSQL comes without pg_dump: install the system's package postgresql-client")
    url, empty = postgres.new_database(), postgres.new_database()
    process = writer(url, tmp_path, "m", ENOUGH)
    told = lines(process, 20)[1:]
    subprocess.run([dump, "--format=custom", f"--file={tmp_path / 'guide.dump'}", url], check=True)
    process.kill()
    acknowledged(process)
    subprocess.run([restore, "--no-owner", f"--dbname={empty}", tmp_path / "guide.dump"], check=True)
    store = open_store({SETTING: empty}, alone=True, folder=tmp_path)
    assert kept(Journal(store))[: len(told)] == told
    store.close()
