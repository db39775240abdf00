"""What servers share is counted once for all of them, written without a name, and deleted once it has run out."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.records import shared
from bot.records.cipher import Cipher
from bot.records.database import SETTING
from bot.records.desks import Desks
from bot.records.faults import CantOpen, NotKept
from bot.records.notices import LONGEST, Notice, Notices
from bot.records.shared import Shared
from bot.records.store import Store, open_store
from bot.records.tables import METADATA, conversation
from tests.records.postgres import Postgres
from tests.records.stores import Opens

pytestmark = pytest.mark.model

LATER = time.time() + 3600


@pytest.fixture
def two(postgres: Postgres, tmp_path: Path) -> list[Store]:
    """The stores of two servers."""
    url = postgres.new_database()
    stores = [open_store({SETTING: url}, alone=True, folder=tmp_path) for _ in range(2)]
    yield stores
    for store in stores:
        store.close()


def test_uses_on_one_server_count_on_the_other_and_each_practitioner_has_their_own(two: list[Store]) -> None:
    one, other = map(Shared, two)
    mine, others, session = ("message", "worker"), ("message", "somebody else"), ("session", "worker")
    assert one.counted({mine: 3})[mine][0] == 3
    counted = other.counted({mine: 1, others: 2, session: 5})
    assert {use: count for use, (count, _) in counted.items()} == {mine: 4, others: 2, session: 5}
    assert all(0 < seconds_left <= shared.WINDOW_SECONDS for _, seconds_left in counted.values())


def test_of_many_uses_at_once_each_is_counted_and_none_waits_for_the_other_for_good(two: list[Store]) -> None:
    servers = [Shared(store) for store in two]
    uses = [("message", worker) for worker in ("a", "b", "c")]

    def counts(place: int) -> list[int]:
        order = uses if place % 2 else uses[::-1]
        return [count for count, _ in servers[place % 2].counted(dict.fromkeys(order, 1)).values()]

    with ThreadPoolExecutor(8) as threads:
        counted = list(threads.map(counts, range(24)))
    assert max(map(max, counted)) == 24
    assert len({tuple(its) for its in counted}) >= 24 / 2


@pytest.mark.parametrize("further", ["-61 s", "36 h"], ids=["a minute later", "after PostgreSQL's clock was set back"])
def test_once_the_minute_of_the_first_use_is_not_now_counting_begins_again(two: list[Store], further: str) -> None:
    one, use = Shared(two[0]), ("message", "worker")
    assert [one.counted({use: 2})[use][0] for _ in range(2)] == [2, 4]
    with two[0].database.writing() as connection:
        connection.execute(sa.text(f"""UPDATE "use" SET begun = begun + interval '{further}'"""))
    count, seconds_left = one.counted({use: 1})[use]
    assert count == 1 and 0 < seconds_left <= shared.WINDOW_SECONDS


def test_what_is_taken_once_is_taken_by_one_of_many_servers(two: list[Store]) -> None:
    servers = [Shared(store) for store in two]
    with ThreadPoolExecutor(8) as threads:
        taken = list(threads.map(lambda place: servers[place % 2].spend("token", "t", LATER), range(16)))
    assert sum(taken) == 1
    assert servers[0].spend("token", "another", LATER) and servers[0].spend("session", "t", LATER)
    assert list(servers[1].spent("session").values()) == [pytest.approx(LATER)]


def test_no_name_is_written_and_nothing_stays_that_has_run_out(two: list[Store]) -> None:
    one = Shared(two[0])
    one.counted({("message", "a worker of ours"): 1})
    one.spend("token", "token of a worker of ours", time.time() - 1)
    with two[0].database.writing() as connection:
        rows = [str(row) for name in ("use", "spent") for row in connection.execute(sa.select(METADATA.tables[name]))]
        connection.execute(sa.text("""UPDATE "use" SET begun = begun - interval '61 s'"""))
    assert len(rows) == 2 and not [row for row in rows if "worker" in row]
    one.forget_old()
    with two[0].database.reading() as connection:
        for name in ("use", "spent"):
            assert connection.execute(sa.select(METADATA.tables[name])).all() == []


def test_servers_that_open_a_conversation_at_once_open_one_and_all_get_it(opens: Opens) -> None:
    desks = [Desks(opens()) for _ in range(4)]
    with ThreadPoolExecutor(4) as threads:
        got = list(threads.map(lambda place: desks[place].opened("worker", f"c{place}"), range(4)))
    assert len(set(got)) == 1
    store = opens()
    with store.database.reading() as connection:
        assert connection.execute(sa.select(conversation.c.id)).scalars().all() == got[:1]


def test_a_notice_is_read_by_other_servers_with_the_key_and_by_nobody_else() -> None:
    one, other, stranger = Notices(Cipher((b"k" * 32,))), Notices(Cipher((b"k" * 32,))), Notices(Cipher((b"o" * 32,)))
    notice = Notice("erased", "the conversation", {"practitioner": "a worker"})
    sent = one.written(notice)
    assert "worker" not in sent and "conversation" not in sent
    assert other.read(sent) == notice
    assert one.read(sent) is None
    with pytest.raises(NotKept):
        stranger.read(sent)


def test_a_notice_that_is_too_long_goes_without_what_it_says_more() -> None:
    one, other = Notices(Cipher((b"k" * 32,))), Notices(Cipher((b"k" * 32,)))
    words = " ".join(str(number * number) for number in range(5000))
    sent = one.written(Notice("erased", "c", {"farewell": words}))
    assert len(sent) <= LONGEST
    assert other.read(sent) == Notice("erased", "c")


@pytest.mark.parametrize("written", ["1", "0", "many", "501", "-5"])
def test_a_number_of_connections_that_can_not_be_is_refused_in_one_line(written: str, tmp_path: Path) -> None:
    with pytest.raises(CantOpen, match="GUIDE_DATABASE_CONNECTIONS"):
        open_store({"GUIDE_DATABASE_CONNECTIONS": written}, alone=True, folder=tmp_path)


def test_no_more_connections_are_used_than_the_setting_allows(
    postgres: Postgres, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.records.database.BUSY_SECONDS", 0.05)
    settings = {SETTING: postgres.new_database(), "GUIDE_DATABASE_CONNECTIONS": "2"}
    store = open_store(settings, alone=True, folder=tmp_path)
    reading = store.database.reading
    with reading(), reading(), pytest.raises(NotKept, match="no connection came free"), reading():
        pass
    store.close()
