"""Servers that start at once on an empty database bring its tables up to date once, and all of them start."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.records.database import SETTING
from tests.records.postgres import Postgres

pytestmark = pytest.mark.model

STARTER = """
import os, sys
from pathlib import Path
from bot.records import migrating
from bot.records.store import open_store
upgrade = migrating.upgrade
def told(connection, to):
    print("MIGRATES", flush=True)
    upgrade(connection, to)
migrating.upgrade = told
print("READY", flush=True)
sys.stdin.readline()
open_store(os.environ, True, Path(sys.argv[1])).close()
print("OPEN", flush=True)
"""


def test_several_starts_at_once_migrate_once(postgres: Postgres, tmp_path: Path) -> None:
    environ = {**os.environ, SETTING: postgres.new_database(), "GUIDE_RECORDS_KEYS": "a" * 43 + "="}
    starters = [
        subprocess.Popen(
            [sys.executable, "-c", STARTER, str(tmp_path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environ,
            cwd=Path(__file__).parents[2],
        )
        for _ in range(3)
    ]
    for one in starters:
        assert one.stdout is not None and one.stdout.readline().strip() == "READY"
    for one in starters:
        assert one.stdin is not None
        one.stdin.write("go\n")
        one.stdin.flush()
    printed = [one.communicate()[0].split() for one in starters]
    assert sorted(printed) == [["MIGRATES", "OPEN"], ["OPEN"], ["OPEN"]]
