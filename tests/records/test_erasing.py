"""What is erased is gone from every table and from the files, and it is proven by counting."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.records.chats import Chats, Waiting
from bot.records.desks import Desks
from bot.records.erasing import erase_conversation, erase_practitioner
from bot.records.faults import CantOpen
from bot.records.journal import Journal
from bot.records.keeping import id_of
from bot.records.reading import Records
from bot.records.record import Standing
from bot.records.retention import SETTINGS, Retention, purge
from bot.records.store import Store, now
from bot.records.tables import METADATA, chat, conversation, erasure, event, posting, practitioner, record
from tests.records.turns import answered, remembered, said, turn
from tests.records.turns import event as any_event

pytestmark = pytest.mark.model

NOTED = {"position": 2, "notes": {"attendance": "87%"}, "skipped": [], "state": "asking"}


def worked(store: Store, name: str, owner: str = "worker", standing: Standing | None = None) -> Standing:
    """A turn with a record of each sort: one kept as notes are, one kept for the audit, a rating; and a chat elsewhere
    to which something of it, and something else, is to be sent."""
    after = standing.last if standing else 0
    events = (
        said(after + 1, "87%", f"{name}{after}"),
        answered(after + 2, "24.7 days", impact={"days_missed": 24.7}),
        remembered(after + 3, "walkthrough", NOTED),
    )
    standing = Journal(store).append(turn(name, standing, *events, owner=owner))
    Desks(store).rated(name, after + 2, True)
    chat_id = id_of(name, "chat", 0)
    Chats(store).opened(chat_id, owner, "groupChat", {"conversation": "19:meeting"})
    Chats(store).posted(chat_id, Waiting(f"receipt {after}", name, after, {"activity": {}}))
    Chats(store).posted(chat_id, Waiting(f"own {after}", None, 0, {"activity": {}}))
    return standing


def rows(store: Store) -> dict[str, int]:
    """How many rows there are in each table."""
    with store.database.reading() as connection:
        return {
            table.name: int(connection.execute(sa.select(sa.func.count()).select_from(table)).scalar())
            for table in METADATA.sorted_tables
        }


def test_a_conversation_goes_with_its_events_and_records_and_others_stay(store: Store) -> None:
    worked(store, "c")
    worked(store, "d")
    erased = erase_conversation(store, "c")
    assert erased.erased == {"event": 3, "record": 3, "posting": 1, "conversation": 1}
    assert erased.left == {"event": 0, "record": 0, "posting": 0, "conversation": 0} and erased.is_complete
    assert Journal(store).conversations() == ["d"]
    assert len(Records(store).of("worker")) == 3


def test_a_practitioner_goes_from_every_table_and_others_stay(store: Store) -> None:
    worked(store, "c")
    worked(store, "d")
    worked(store, "e", owner="other")
    before = rows(store)
    erased = erase_practitioner(store, "worker")
    assert erased.erased == {"event": 6, "record": 6, "posting": 4, "chat": 2, "conversation": 2, "practitioner": 1}
    assert set(erased.left.values()) == {0}
    after = rows(store)
    assert {name: before[name] - after[name] for name in erased.erased} == erased.erased
    assert len(Records(store).of("other")) == 3


def test_every_table_that_names_a_practitioner_or_a_conversation_is_erased_from() -> None:
    named = {
        table.name
        for table in METADATA.sorted_tables
        if {"practitioner", "conversation"} & ({column.name for column in table.columns} | {table.name})
    }
    assert named == {"practitioner", "conversation", "event", "record", "chat", "posting"}


def test_erasing_what_is_not_there_erases_nothing_and_notes_nothing(store: Store) -> None:
    worked(store, "c")
    assert set(erase_practitioner(store, "nobody").erased.values()) == {0}
    assert rows(store)["erasure"] == 0


def test_what_was_erased_is_noted_by_counts_and_never_by_name(store: Store) -> None:
    worked(store, "conversation-of-worker", owner="pseudonym")
    erase_practitioner(store, "pseudonym")
    with store.database.reading() as connection:
        (note,) = connection.execute(sa.select(erasure)).all()
    assert (note.why, json.loads(note.counts)["event"]) == ("forget", 3)
    assert "pseudonym" not in repr(note) and "conversation-of-worker" not in repr(note)


@pytest.mark.parametrize("thoroughly", [True, False])
def test_nothing_of_what_was_erased_is_left_in_sqlites_files(store: Store, tmp_path: Path, thoroughly: bool) -> None:
    if not store.database.is_sqlite:
        return  # the files of a server are its own
    worked(store, "PLANTED-CONVERSATION", owner="PLANTED-PRACTITIONER")
    with store.database.reading() as connection:
        token = connection.execute(sa.select(event.c.body)).scalars().first()
    planted = [b"PLANTED-CONVERSATION", b"PLANTED-PRACTITIONER", str(token)[40:120].encode()]

    def found() -> list[bytes]:
        written = b"".join(path.read_bytes() for path in tmp_path.glob("guide.db*"))
        return [words for words in planted if words in written]

    assert found() == planted
    if thoroughly:
        erase_practitioner(store, "PLANTED-PRACTITIONER")
        assert found() == []
    else:
        erase_conversation(store, "PLANTED-CONVERSATION")
        assert found() == [b"PLANTED-PRACTITIONER"]


def aged(store: Store, days: int) -> None:
    """Makes all that is kept so many days older."""
    by = timedelta(days=days)
    with store.database.writing() as connection:
        for table, columns in (
            (conversation, ("opened", "last")),
            (event, ("at",)),
            (record, ("made", "changed")),
            (practitioner, ("first_seen", "last_seen")),
            (chat, ("opened",)),
            (posting, ("at",)),
        ):
            keys = list(table.primary_key.columns)
            for row in connection.execute(sa.select(table)).all():
                same = sa.and_(*(key == getattr(row, key.name) for key in keys))
                values = {name: getattr(row, name) - by for name in columns}
                connection.execute(sa.update(table).where(same).values(**values))


def test_each_kind_goes_when_its_days_are_over_and_not_before(store: Store) -> None:
    worked(store, "c")
    kinds = []
    for days in (29, 2, 58, 2, 638, 2):
        aged(store, days)
        purge(store, Retention())
        kinds.append((len(Journal(store).conversations()), sorted(one.kind for one in Records(store).of("worker"))))
    every = ["impact", "rating", "walk_through"]
    assert kinds == [(1, every), (0, every), (0, every), (0, ["impact"]), (0, ["impact"]), (0, [])]
    assert rows(store) == {**dict.fromkeys(rows(store), 0), "erasure": 3, "key_used": 1}


def test_shorter_days_in_the_settings_are_kept_to(store: Store) -> None:
    worked(store, "c")
    aged(store, 3)
    retention = Retention.from_environment({name: "2" for name, _ in SETTINGS.values()})
    counts = {"event": 3, "record": 3, "posting": 2, "chat": 1, "conversation": 1, "practitioner": 1}
    assert purge(store, retention) == counts


def test_a_conversation_that_goes_on_loses_its_earlier_sessions_as_they_get_old(store: Store) -> None:
    standing = Journal(store).append(turn("c", None, any_event(1, "session_started"), said(2, "long ago")))
    aged(store, 31)
    standing = Journal(store).standing("c")
    assert standing is not None
    Journal(store).append(turn("c", standing, any_event(3, "action"), any_event(4, "session_started"), said(5, "now")))
    assert purge(store, Retention())["event"] == 2
    assert [one.number for one in Journal(store).events("c")] == [3, 4, 5]


def test_a_practitioner_who_came_back_lately_is_kept(store: Store) -> None:
    aged(store, 400)
    Desks(store).opened("worker", "c")
    assert not any(purge(store, Retention()).values())
    assert Desks(store).conversation_of("worker") == "c"


@pytest.mark.parametrize("written", ["0", "-1", "31", "a month", "1.5", "９", "99999999999999999999"])
def test_days_that_are_none_or_longer_than_allowed_are_refused_in_one_line(written: str) -> None:
    name, most = SETTINGS["conversations"]
    with pytest.raises(CantOpen) as refused:
        Retention.from_environment({name: written})
    assert str(refused.value) == (
        f"{name} is {written!r}: write a number of days from 1 to {most}, which is the longest allowed"
    )


STEPS = st.lists(
    st.tuples(st.sampled_from(["turn", "erase", "forget", "day"]), st.sampled_from(["ann", "bob"]), st.integers(0, 1)),
    max_size=14,
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_however_turns_erasures_and_days_mix_only_what_should_be_there_is(store: Store, steps: list[tuple]) -> None:
    for one in ("ann", "bob"):
        erase_practitioner(store, one)
    expected: dict[tuple[str, int], int] = {}
    standings: dict[tuple[str, int], Standing] = {}
    for what, who, which in steps:
        key, name = (who, which), f"{who}{which}"
        if what == "turn":
            current = Journal(store).standing(name)
            standings[key] = worked(store, name, who, current)
            expected[key] = 0
        elif what == "erase":
            assert erase_conversation(store, name).is_complete
            expected.pop(key, None)
        elif what == "forget":
            assert erase_practitioner(store, who).is_complete
            expected = {other: age for other, age in expected.items() if other[0] != who}
        else:
            aged(store, 16)
            purge(store, Retention(), at=now())
            expected = {other: age + 16 for other, age in expected.items() if age + 16 < 30}
    assert sorted(Journal(store).conversations()) == sorted(f"{who}{which}" for who, which in expected)
    with store.database.reading() as connection:
        kept = set(connection.execute(sa.select(event.c.conversation)).scalars())
    assert kept == {f"{who}{which}" for who, which in expected}


def test_the_id_of_a_record_says_nothing_of_the_conversation() -> None:
    assert "worker" not in id_of("worker", "impact", 1) and len(id_of("worker", "impact", 1)) == 32
