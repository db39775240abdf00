"""A setting, a key or a database that can't be used stops the start with one line, and nothing is changed."""

from __future__ import annotations

import base64
import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy.engine import URL

from bot.records.cipher import KEYS
from bot.records.database import SETTING, Database, database_url
from bot.records.faults import CantOpen
from bot.records.journal import Journal
from bot.records.store import open_store
from tests.records.postgres import Postgres, free_port
from tests.records.stores import Opens
from tests.records.turns import small_turn

pytestmark = pytest.mark.model

KEY, OTHER_KEY = (base64.b64encode(bytes([number]) * 32).decode() for number in (1, 2))


def refusal(folder: Path, **environ: str) -> str:
    """The line with which opening is refused."""
    with pytest.raises(CantOpen) as refused:
        open_store(environ, alone=True, folder=folder)
    assert "\n" not in str(refused.value)
    return str(refused.value)


def test_with_no_setting_the_records_are_in_a_file_for_this_user_only(tmp_path: Path) -> None:
    open_store({}, alone=True, folder=tmp_path / "records").close()
    assert stat.S_IMODE((tmp_path / "records/guide.db").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("written", "line"),
    [
        ("mysql://me@host/db", "names a mysql database"),
        ("nonsense", "is no address of a database"),
        ("postgresql://me@host:port/db", "is no address of a database"),
        ("sqlite://", "names no file"),
        ("sqlite:///:memory:", "names no file"),
    ],
)
def test_an_address_that_cannot_be_used_is_refused_with_what_would_be_right(
    tmp_path: Path, written: str, line: str
) -> None:
    said = refusal(tmp_path, **{SETTING: written})
    assert said.startswith(SETTING) and line in said
    assert "write sqlite:///path/to/guide.db or postgresql://user:password@host:5432/name" in said


def test_postgres_and_postgresql_mean_the_same(tmp_path: Path) -> None:
    urls = {str(database_url({SETTING: f"{name}://me@host/db"}, tmp_path)) for name in ("postgres", "postgresql")}
    assert urls == {"postgresql+psycopg2://me@host/db"}


def test_a_server_that_cannot_be_reached_is_named_without_the_password(tmp_path: Path) -> None:
    port = free_port()
    said = refusal(tmp_path, **{SETTING: f"postgresql://me:secret@127.0.0.1:{port}/guide"})
    assert f"127.0.0.1:{port}/guide can't be opened" in said and "refused" in said
    assert "secret" not in said


def test_a_database_that_is_not_there_is_named(tmp_path: Path, postgres: Postgres) -> None:
    assert 'database "nowhere" does not exist' in refusal(tmp_path, **{SETTING: postgres.url("nowhere")})


def test_a_file_that_is_no_database_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "guide.db").write_text("minutes of a meeting, and far more of them than a header is long" * 20)
    before = (tmp_path / "guide.db").read_bytes()
    assert "not a database" in refusal(tmp_path)
    assert (tmp_path / "guide.db").read_bytes() == before


def test_a_folder_in_which_nothing_can_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    said = refusal(tmp_path, **{SETTING: f"sqlite:///{tmp_path}/file/guide.db"})
    assert "can't be made or written" in said


def test_another_key_than_the_records_were_written_with_is_refused_and_nothing_overwritten(
    url: str, tmp_path: Path
) -> None:
    settings = {SETTING: url, KEYS: KEY}
    store = open_store(settings, alone=False, folder=tmp_path)
    standing = Journal(store).append(small_turn("c", None, "lateness"))
    store.close()
    said = refusal(tmp_path, **{SETTING: url, KEYS: OTHER_KEY})
    assert "a key that is missing here" in said and KEYS in said
    again = open_store(settings, alone=False, folder=tmp_path)
    assert Journal(again).standing("c") == standing
    again.close()


def test_a_key_may_be_taken_away_only_once_nothing_is_written_with_it(url: str, tmp_path: Path) -> None:
    for keys in (KEY, f"{OTHER_KEY},{KEY}"):
        open_store({SETTING: url, KEYS: keys}, alone=False, folder=tmp_path).close()
    assert "a key that is missing" in refusal(tmp_path, **{SETTING: url, KEYS: OTHER_KEY})
    assert "a key that is missing" in refusal(tmp_path, **{SETTING: url, KEYS: KEY})


def test_what_is_written_is_on_the_disk_before_it_is_acknowledged(tmp_path: Path, opens: Opens) -> None:
    store = opens()
    with store.database.reading() as connection:
        if store.database.is_sqlite:
            asked = {
                name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
                for name in ("synchronous", "journal_mode", "foreign_keys", "secure_delete")
            }
            assert asked == {"synchronous": 2, "journal_mode": "wal", "foreign_keys": 1, "secure_delete": 1}
        else:
            assert connection.exec_driver_sql("SHOW synchronous_commit").scalar() == "on"


def test_several_that_start_at_once_on_an_empty_database_all_start(url: str, tmp_path: Path) -> None:
    def start(_: int) -> int:
        store = open_store({SETTING: url, KEYS: KEY}, alone=False, folder=tmp_path)
        found = len(Journal(store).conversations())
        store.close()
        return found

    with ThreadPoolExecutor(4) as starters:
        assert list(starters.map(start, range(4))) == [0] * 4


def test_nobody_is_refused_who_opens_an_empty_file_while_others_do(tmp_path: Path) -> None:
    def open_it(url: URL) -> None:
        Database(url).close()

    # SQLite refuses about one of these in forty tries.
    with ThreadPoolExecutor(8) as starters:
        for number in range(60):
            url = URL.create("sqlite", database=str(tmp_path / f"{number}.db"))
            list(starters.map(open_it, [url] * 8))


def test_no_words_and_no_pseudonym_reach_an_error(opens: Opens) -> None:
    journal = Journal(opens())
    standing = journal.append(small_turn("c", None, "lateness", owner="pseudonym"))
    journal.append(small_turn("c", standing, "planted words"))
    with pytest.raises(Exception, match="wrote to the conversation first") as refused:
        journal.append(small_turn("c", standing, "planted words of another"))
    assert "planted" not in repr(refused.value) and "planted" not in repr(refused.value.__cause__)


def test_the_working_folder_is_where_the_records_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    open_store({}, alone=True).close()
    assert sorted(os.listdir("records")) == ["guide.db", "key"]
