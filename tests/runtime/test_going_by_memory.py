"""A turn goes by memory where nobody else can have added to its conversation, and finds out where somebody had."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
import sqlalchemy as sa

from bot.channels.conversations import NotSaved, Said
from bot.records.erasing import erase_practitioner
from bot.records.exporting import export
from bot.records.notices import Notice
from bot.records.store import Store, now
from bot.records.tables import conversation, practitioner
from bot.runtime.assistant import Assistant
from bot.runtime.cluster import Hears, OneServer
from bot.runtime.conversations import RunningConversations
from bot.runtime.stored import StoredConversations, StoredDesks
from tests.runtime.test_stored import on

pytestmark = pytest.mark.model


class OneOfSeveral(OneServer):
    """A server that is told of others."""

    alone = False
    hears = True

    def told_to(self, hears: Hears) -> None:
        self.tell = hears


def serving(assistant: Assistant, store: Store, servers: OneServer | None = None) -> RunningConversations:
    """What a server has of its own, on the records that it shares."""
    own = StoredConversations(store)
    return RunningConversations(on(assistant, own), StoredDesks(store), own.last_number, servers)


@contextmanager
def reads_of(store: Store) -> Iterator[list[str]]:
    """The statements that read conversations and their events meanwhile."""
    found: list[str] = []
    engine = store.database._engine

    def note(connection: object, cursor: object, statement: str, *_: object) -> None:
        if statement.startswith(("SELECT conversation.", "SELECT event.")):
            found.append(statement)

    sa.event.listen(engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        sa.event.remove(engine, "before_cursor_execute", note)


async def said_by(guide: RunningConversations, text: str, message_id: str) -> str:
    """What the guide answers."""
    _, said = await guide.say_in_open("worker", text, message_id)
    return " ".join(one.text for one in said if one.author == "guide")


def texts(said: list[Said]) -> list[str]:
    return [one.text for one in said if one.author == "practitioner"]


async def test_from_the_second_turn_on_nothing_is_read(assistant: Assistant, store: Store) -> None:
    guide = serving(assistant, store)
    await guide.say_in_open("worker", "hello", "m1")
    with reads_of(store) as read:
        assert "87%" in await said_by(guide, "87%", "m2")
    assert read == []


async def test_what_was_erased_by_a_command_is_followed_by_a_new_conversation(
    assistant: Assistant, store: Store
) -> None:
    guide = serving(assistant, store)
    before, _ = await guide.say_in_open("worker", "we are on AB12", "m1")
    erase_practitioner(store, "worker")
    after, said = await guide.say_in_open("worker", "87%", "m2")
    assert after != before and texts(said) == ["87%"] and len(said) > 1
    assert await guide.since(after, 0) == said
    assert await guide.since(before, 0) == []


async def test_what_somebody_else_added_comes_first(assistant: Assistant, store: Store) -> None:
    here, there = serving(assistant, store), serving(assistant, store)
    mine, _ = await here.say_in_open("worker", "start the walk-through", "m1")
    await there.say_in_open("worker", "skip", "m2")
    await here.say_in_open("worker", "late 14 times", "m3")
    assert texts(await there.since(mine, 0)) == ["start the walk-through", "skip", "late 14 times"]


async def test_a_message_that_another_server_answered_is_not_answered_again(assistant: Assistant, store: Store) -> None:
    here, there = serving(assistant, store), serving(assistant, store)
    await here.say_in_open("worker", "hello", "m1")
    said = await there.say_in_open("worker", "87%", "m2")
    assert await here.say_in_open("worker", "87%", "m2") == said


async def test_a_server_that_starts_reads_what_is_going_on_before_it_is_asked(
    assistant: Assistant, store: Store
) -> None:
    await serving(assistant, store).say_in_open("worker", "87%", "m1")
    own = StoredConversations(store)
    started = RunningConversations(on(assistant, own), StoredDesks(store), own.last_number)
    await started.remember(await own.lately(), 5)
    with reads_of(store) as read:
        assert "91%" in await said_by(started, "91%", "m2")
    assert not [one for one in read if one.startswith("SELECT event.")]


async def test_a_server_that_starts_reads_no_longer_than_it_may(assistant: Assistant, store: Store) -> None:
    await serving(assistant, store).say_in_open("worker", "87%", "m1")
    own = StoredConversations(store)
    started = RunningConversations(on(assistant, own), StoredDesks(store), own.last_number)
    with reads_of(store) as read:
        await started.remember(["no conversation", *await own.lately()], 0)
    assert not [one for one in read if one.startswith("SELECT event.")]


async def test_what_is_over_for_a_while_is_not_read_again(assistant: Assistant, store: Store) -> None:
    guide = serving(assistant, store)
    mine, _ = await guide.say_in_open("worker", "87%", "m1")
    own = StoredConversations(store)
    assert await own.lately() == [mine]
    with store.database.writing() as connection:
        connection.execute(sa.update(conversation).values(last=now() - timedelta(minutes=16)))
    assert await own.lately() == []


@pytest.mark.parametrize("heard", ["this conversation", "nothing for a while"])
async def test_a_server_that_hears_of_another_turn_looks(assistant: Assistant, store: Store, heard: str) -> None:
    servers = OneOfSeveral()
    guide = serving(assistant, store, servers)
    mine, _ = await guide.say_in_open("worker", "hello", "m1")
    servers.tell(Notice("said", "another"))
    with reads_of(store) as read:
        await guide.say_in_open("worker", "87%", "m2")
        assert read == []
        servers.tell(Notice("said", mine) if heard == "this conversation" else None)
        await guide.say_in_open("worker", "91%", "m3")
        assert len(read) == 1


async def test_a_server_that_cannot_hear_the_others_looks_each_time(assistant: Assistant, store: Store) -> None:
    servers = OneOfSeveral()
    servers.hears = False
    guide = serving(assistant, store, servers)
    await guide.say_in_open("worker", "hello", "m1")
    with reads_of(store) as read:
        await guide.say_in_open("worker", "87%", "m2")
    assert len(read) == 1


async def test_what_cannot_be_kept_is_said_not_to_be_and_the_next_turn_looks(
    assistant: Assistant, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bot.records.faults import NotKept
    from bot.records.journal import Journal

    def refuse(*_: object) -> None:
        raise NotKept("the disk is full")

    guide = serving(assistant, store)
    mine, _ = await guide.say_in_open("worker", "hello", "m1")
    with monkeypatch.context() as full:
        full.setattr(Journal, "append", refuse)
        with pytest.raises(NotSaved):
            await guide.say_in_open("worker", "87%", "m2")
    with reads_of(store) as read:
        assert "91%" in await said_by(guide, "91%", "m3")
    assert len(read) == 1
    assert texts(await guide.since(mine, 0)) == ["hello", "91%"]


async def test_when_a_practitioner_was_last_seen_is_noted_once_a_day_and_told_as_it_was(
    assistant: Assistant, store: Store
) -> None:
    guide = serving(assistant, store)
    await guide.say_in_open("worker", "hello", "m1")
    with store.database.writing() as connection:
        noted = connection.execute(sa.select(practitioner.c.last_seen)).scalar()
    await guide.say_in_open("worker", "87%", "m2")
    with store.database.reading() as connection:
        assert connection.execute(sa.select(practitioner.c.last_seen)).scalar() == noted
        last = connection.execute(sa.select(conversation.c.last)).scalar()
    exported = export(store, "worker")
    assert noted is not None and last is not None and last > noted
    assert exported is not None and exported["last_seen"] == last.isoformat()
