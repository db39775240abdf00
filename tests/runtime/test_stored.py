"""Rasa's conversations in the records: read back as they were, never answered unsaved, erased when asked."""

from __future__ import annotations

import asyncio
import copy
import time
from pathlib import Path
from typing import Any

import pytest
from rasa.core.tracker_store import FailSafeTrackerStore
from rasa.shared.core.events import (
    ActionReverted,
    Event,
    Restarted,
    SessionStarted,
    SlotSet,
    UserUtteranceReverted,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker, EventVerbosity

from bot.channels.conversations import NotSaved
from bot.records.database import SETTING
from bot.records.erasing import erase_conversation
from bot.records.faults import NotKept
from bot.records.journal import Journal
from bot.records.reading import Records
from bot.records.retention import Retention, purge
from bot.records.store import Store, open_store
from bot.runtime import stored
from bot.runtime.assistant import Assistant
from bot.runtime.conversations import RunningConversations
from bot.runtime.memory import FORGOTTEN
from bot.runtime.one_at_a_time import OneAtATime
from bot.runtime.stored import StoredConversations, StoredDesks, WrittenMeanwhile
from bot.runtime.tracker import StoredTracker
from tests.conversations.driver import scenarios
from tests.records.postgres import Postgres
from tests.records.stores import Opens

pytestmark = pytest.mark.model

WALK_THROUGH = ("start the walk-through", "attendance is 87%", "late 14 times", "skip", "stop")


def on(assistant: Assistant, conversations: StoredConversations) -> Assistant:
    """The assistant with these conversations, as another process with the same model has them."""
    agent = copy.copy(assistant.agent)
    agent.processor = copy.copy(agent.processor)
    agent.tracker_store = agent.processor.tracker_store = conversations
    agent.lock_store = OneAtATime()
    conversations.domain = agent.domain
    return Assistant(agent)


def conversations_of(store: Store, assistant: Assistant) -> StoredConversations:
    """The conversations in a store, with the assistant's domain, as a process has them that starts."""
    conversations = StoredConversations(store)
    conversations.domain = assistant.agent.domain
    return conversations


def state(tracker: DialogueStateTracker | None) -> dict[str, Any]:
    """All that a tracker says of itself."""
    assert tracker is not None
    return dict(tracker.current_state(EventVerbosity.ALL))


async def test_rasa_is_given_our_store_with_nothing_behind_it_that_hides_a_failure(
    assistant: Assistant, store: Store
) -> None:
    from bot.runtime.model import trained_model

    conversations = StoredConversations(store)
    loaded = Assistant.load(trained_model(), conversations=conversations)
    assert loaded.agent.tracker_store is conversations
    assert loaded.agent.processor.tracker_store is conversations
    assert not isinstance(assistant.agent.tracker_store, FailSafeTrackerStore)


@pytest.mark.parametrize("scenario", scenarios()[::9], ids=lambda scenario: scenario.name)
async def test_a_tracker_read_after_a_restart_is_the_one_before(
    assistant: Assistant, scenario: Any, tmp_path: Path
) -> None:
    kept = open_store({}, alone=True, folder=tmp_path)
    before = StoredConversations(kept)
    talking = on(assistant, before)
    for place, step in enumerate(scenario.steps):
        await talking.reply(step.say or "yes", "c", f"m{place}")
    after = conversations_of(kept, assistant)
    assert state(await after.retrieve("c")) == state(await before.retrieve("c"))
    assert state(await after.retrieve_full_tracker("c")) == state(await before.retrieve_full_tracker("c"))
    kept.close()


async def test_a_copy_is_what_rasa_would_have_copied(assistant: Assistant, store: Store) -> None:
    conversations = StoredConversations(store)
    talking = on(assistant, conversations)
    for text in WALK_THROUGH:
        await talking.reply(text, "c")
        tracker = await conversations.retrieve("c")
        assert tracker is not None
        assert state(tracker.copy()) == state(DialogueStateTracker.copy(tracker))
        assert tracker.applied_events() == DialogueStateTracker.applied_events(tracker)
    copied = tracker.copy()
    copied.update(SlotSet("last_topic", "another"))
    assert tracker.get_slot("last_topic") != "another" and len(tracker.events) == len(copied.events) - 1


@pytest.mark.parametrize("extra", [Restarted(), SessionStarted(), UserUtteranceReverted(), ActionReverted()])
async def test_the_events_that_count_are_those_that_count_for_rasa(
    assistant: Assistant, store: Store, extra: Event
) -> None:
    conversations = StoredConversations(store)
    talking = on(assistant, conversations)
    await talking.reply("start the walk-through", "c")
    await talking.reply("87%", "c")
    tracker = await conversations.retrieve("c")
    assert tracker is not None
    tracker.update(extra)
    tracker.update(SlotSet("last_topic", "another"))
    assert tracker.applied_events() == DialogueStateTracker.applied_events(tracker)
    for _ in range(3):
        tracker.events.pop()
    assert tracker.applied_events() == DialogueStateTracker.applied_events(tracker)


async def test_a_conversation_goes_on_after_a_restart_where_it_was(assistant: Assistant, store: Store) -> None:
    await on(assistant, StoredConversations(store)).reply("start the walk-through", "c")
    answered = await on(assistant, StoredConversations(store)).reply("87%", "c")
    assert answered.messages[0]["custom"]["checklist"]["position"] == 2


async def test_events_are_numbered_without_a_gap_and_the_message_has_its_id(assistant: Assistant, store: Store) -> None:
    talking = on(assistant, StoredConversations(store))
    for place, text in enumerate(WALK_THROUGH):
        await talking.reply(text, "c", f"m{place}")
    events = Journal(store).events("c")
    assert [one.number for one in events] == list(range(1, len(events) + 1))
    assert [one.message_id for one in events if one.kind == "user"] == [f"m{n}" for n in range(len(WALK_THROUGH))]


async def test_what_was_worked_out_in_the_conversation_is_in_the_records(assistant: Assistant, store: Store) -> None:
    talking = on(assistant, StoredConversations(store))
    for text in (*WALK_THROUGH, "cin plan, should I escalate?", "what will the weather be"):
        await talking.reply(text, "c")
    records = Records(store).of("c")
    kept = {record.kind: record for record in records}
    assert kept["walk_through"].state == "stopped"
    assert kept["walk_through"].body["walkthrough"]["notes"]["lateness"] == "late 14 times"
    assert kept["escalation"].body["escalation"]["level"] == "flag"
    assert kept["escalation"].edition is not None and kept["escalation"].edition.startswith("england 2026-11 ")
    assert kept["declined"].body["text"] == "what will the weather be"
    assert sum(record.kind == "walk_through" for record in records) == 1


async def test_a_session_that_was_silent_too_long_begins_afresh_and_its_slots_do_not_come_back(
    assistant: Assistant, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    conversations = StoredConversations(store)
    talking = on(assistant, conversations)
    await talking.reply("start the walk-through", "c")
    await talking.reply("87%", "c")
    later = time.time() + 60 * 60 * 24
    monkeypatch.setattr(time, "time", lambda: later)
    await talking.reply("hello", "c")
    for read in (conversations, conversations_of(store, assistant)):
        tracker = await read.retrieve("c")
        whole = await read.retrieve_full_tracker("c")
        assert tracker is not None and whole is not None
        assert tracker.get_slot("walkthrough") is None and tracker.get_slot("child") is None
        assert whole.get_slot("walkthrough") is None
        assert (whole.before, len(whole.events)) == (0, tracker.before + len(tracker.events))
    answered = await talking.reply("what do I check about lateness", "c")
    assert "checklist.lateness" in answered.content


async def test_what_was_said_while_the_clock_was_wrong_is_kept_as_long_as_all_else(
    assistant: Assistant, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    conversations = StoredConversations(store)
    talking = on(assistant, conversations)
    right = time.time()
    for days in (0, -100, 0):
        monkeypatch.setattr(time, "time", lambda: right + 86_400 * days)  # noqa: B023 (asked within the loop)
        await talking.reply("what do I check about lateness", "c")
    purge(store, Retention())
    whole = await conversations.retrieve_full_tracker("c")
    assert whole is not None
    said = [event for event in whole.events if event.type_name == "user"]
    assert (whole.before, len(said)) == (0, 3)


async def test_a_conversation_that_is_forgotten_is_gone_with_all_its_records(
    assistant: Assistant, store: Store
) -> None:
    conversations = StoredConversations(store)
    talking = on(assistant, conversations)
    for text in (*WALK_THROUGH, "delete this conversation"):
        await talking.reply(text, "c")
    await talking.reply("hello", "d")
    assert Records(store).of("c")
    answered = await talking.reply("yes", "c")
    assert answered.content == ["privacy.forget"]
    assert Records(store).of("c") == []
    assert await conversations.keys() == ["d"]
    assert await conversations.retrieve("c") is None
    afresh = await talking.reply("hello", "c")
    assert afresh.content == ["help"]


async def test_what_a_command_erased_is_forgotten_by_a_server_that_had_it_in_memory(
    assistant: Assistant, store: Store
) -> None:
    conversations = StoredConversations(store)
    talking = on(assistant, conversations)
    await talking.reply("start the walk-through", "c")
    await talking.reply("start the walk-through", "d")
    await talking.reply("87%", "d")
    erase_conversation(store, "c")
    erase_conversation(store, "d")
    assert (await talking.reply("87%", "c")).content != ["checklist.start", "checklist.lateness"]
    assert "d" in conversations._trackers
    await conversations.drop_erased()
    assert "d" not in conversations._trackers


async def test_two_processes_on_one_conversation_keep_every_turn_once(assistant: Assistant, opens: Opens) -> None:
    both = [on(assistant, StoredConversations(opens())) for _ in range(2)]
    asked = [f"late {n} times" for n in range(8)]
    answers = await asyncio.gather(*(both[n % 2].reply(text, "c", f"m{n}") for n, text in enumerate(asked)))
    not_saved = "I couldn't save that, please send it again."
    acknowledged = {f"m{n}" for n, answered in enumerate(answers) if answered.text != not_saved}
    events = Journal(opens()).events("c")
    assert {one.message_id for one in events if one.kind == "user"} == acknowledged
    assert [one.number for one in events] == list(range(1, len(events) + 1))
    assert sum(one.kind == "user" for one in events) == len(acknowledged) >= 6


async def test_while_the_database_is_gone_nothing_is_acknowledged_and_afterwards_it_goes_on(
    assistant: Assistant,
    postgres: Postgres,
    tmp_path: Path,
) -> None:
    kept = open_store({SETTING: postgres.new_database()}, alone=True, folder=tmp_path)
    conversations = StoredConversations(kept)
    talking = on(assistant, conversations)
    await talking.reply("start the walk-through", "c", "m0")
    before = state(await conversations.retrieve("c"))
    postgres.stop()
    try:
        assert (await talking.reply("87%", "c", "m1")).text == "I couldn't save that, please send it again."
        with pytest.raises(NotSaved):
            await conversations.retrieve("c")
        with pytest.raises(NotSaved):
            await StoredDesks(kept).conversation_of("worker")
    finally:
        postgres.start()
    assert state(await conversations.retrieve("c")) == before
    answered = await talking.reply("87%", "c", "m1")
    assert answered.messages[0]["custom"]["checklist"]["position"] == 2
    kept.close()


async def test_of_many_conversations_those_used_last_are_in_memory_and_the_others_are_read_again(
    assistant: Assistant, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stored, "MOST_IN_MEMORY", 2)
    conversations = StoredConversations(store)
    talking = on(assistant, conversations)
    for name in ("a", "b", "c"):
        await talking.reply("start the walk-through", name)
    before = {name: await conversations.retrieve(name) for name in ("b", "a", "c")}
    assert await conversations.retrieve("a") is before["a"]
    again = await conversations.retrieve("b")
    assert again is not before["b"] and state(again) == state(before["b"])


async def test_a_turn_that_another_process_was_quicker_than_is_not_kept_and_leaves_nothing_in_memory(
    assistant: Assistant, store: Store
) -> None:
    slower, quicker = StoredConversations(store), StoredConversations(store)
    await on(assistant, slower).reply("start the walk-through", "c")
    begun = await slower.retrieve("c")
    assert begun is not None
    await on(assistant, quicker).reply("87%", "c")
    begun.update(SlotSet("last_topic", "unsaved"))
    with pytest.raises(WrittenMeanwhile):
        await slower.save(begun)
    assert state(await slower.retrieve("c")) == state(await conversations_of(store, assistant).retrieve("c"))


async def test_a_turn_in_a_conversation_that_was_erased_meanwhile_is_not_kept_under_its_name(
    assistant: Assistant, store: Store
) -> None:
    conversations = StoredConversations(store)
    await on(assistant, conversations).reply("start the walk-through", "c")
    begun = await conversations.retrieve("c")
    assert begun is not None
    erase_conversation(store, "c")
    begun.update(SlotSet("last_topic", "unsaved"))
    with pytest.raises(NotSaved) as refused:
        await conversations.save(begun)
    assert not isinstance(refused.value, WrittenMeanwhile)
    assert await conversations.keys() == []


async def test_a_tracker_that_is_kept_is_not_read_again(assistant: Assistant, store: Store) -> None:
    conversations = StoredConversations(store)
    talking = on(assistant, conversations)
    await talking.reply("hello", "c")
    tracker = await conversations.retrieve("c")
    await talking.reply("what do I check about lateness", "c")
    assert await conversations.retrieve("c") is tracker
    assert await conversations.retrieve_full_tracker("nobody") is None


async def test_a_turn_that_cannot_be_kept_leaves_memory_as_it_was_so_that_nothing_is_read_again(
    assistant: Assistant, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    conversations = StoredConversations(store)
    talking = on(assistant, conversations)
    with conversations.one_turn("c"):
        await talking.reply("start the walk-through", "c")
    before = state(await conversations.retrieve("c"))
    read_again: list[str] = []
    monkeypatch.setattr(conversations._journal, "session", read_again.append)
    with conversations.one_turn("c"), monkeypatch.context() as full:
        full.setattr(conversations._journal, "append", refuse)
        assert "couldn't" in (await talking.reply("87%", "c")).text
    assert state(await conversations.retrieve("c")) == before
    with conversations.one_turn("c"):
        answered = await talking.reply("87%", "c")
    assert answered.messages[0]["custom"]["checklist"]["position"] == 2
    assert read_again == []


async def test_what_another_server_added_is_read_on_from_what_is_in_memory_also_where_a_session_began(
    assistant: Assistant, opens: Opens, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_anew: list[str] = []
    session, later = Journal.session, time.time() + 60 * 60 * 24
    monkeypatch.setattr(Journal, "session", lambda journal, one: read_anew.append(one) or session(journal, one))
    servers = [StoredConversations(opens()), StoredConversations(opens())]
    for place, text in enumerate((*WALK_THROUGH, "hello", "87%")):
        if place == 3:
            monkeypatch.setattr(time, "time", lambda: later)
        with servers[place % 2].one_turn("c"):
            await on(assistant, servers[place % 2]).reply(text, "c")
    assert read_anew == ["c"], "only the second server had nothing in memory"
    for server in servers:
        anew = conversations_of(opens(), assistant)
        assert state(await server.retrieve("c")) == state(await anew.retrieve("c"))
        assert state(await server.retrieve_full_tracker("c")) == state(await anew.retrieve_full_tracker("c"))


async def test_a_conversation_that_is_erased_while_what_is_new_in_it_is_read_is_gone(
    assistant: Assistant, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, theirs = StoredConversations(store), StoredConversations(store)
    await on(assistant, ours).reply("87%", "c")
    await on(assistant, theirs).reply("skip", "c")
    events = Journal.events

    def erased_before(journal: Journal, *asked: Any) -> Any:
        erase_conversation(store, "c")
        return events(journal, *asked)

    monkeypatch.setattr(Journal, "events", erased_before)
    assert await ours.retrieve("c") is None


def refuse(_: object) -> None:
    """Keeps nothing, as on a full disk."""
    raise NotKept("the disk is full")


async def test_warming_up_keeps_nothing(assistant: Assistant, store: Store) -> None:
    conversations = StoredConversations(store)
    await on(assistant, conversations).warm_up()
    assert await conversations.keys() == []


async def test_a_channel_is_answered_from_the_records_and_the_same_message_once(
    assistant: Assistant, store: Store
) -> None:
    conversations = StoredConversations(store)
    channel = RunningConversations(on(assistant, conversations), StoredDesks(store), conversations.last_number)
    mine = await channel.current("worker")
    said = await channel.say(mine, "what do I check about lateness", "m1")
    assert await channel.say(mine, "what do I check about lateness", "m1") == said
    assert await channel.current("worker") == mine
    other = StoredConversations(store)
    elsewhere = RunningConversations(on(assistant, other), StoredDesks(store), other.last_number)
    assert await elsewhere.current("worker") == mine
    assert await elsewhere.since(mine, 0) == said
    assert await conversations.last_number(mine) == said[-1].number
    assert not await elsewhere.changed(mine, said[-1].number, 0.01)
    await channel.rate(mine, said[-1].number, True)
    assert [record.state for record in Records(store).of("worker")] == ["helpful"]
    await channel.erase(mine)
    assert await channel.current("worker") != mine
    assert Records(store).of("worker") == []


async def test_erasing_by_the_slot_alone_needs_no_turn(assistant: Assistant, store: Store) -> None:
    conversations = StoredConversations(store)
    await on(assistant, conversations).reply("hello", "c")
    tracker = await conversations.retrieve("c")
    assert isinstance(tracker, StoredTracker)
    tracker.update(SlotSet(FORGOTTEN, True))
    await conversations.save(tracker)
    assert await conversations.keys() == []


async def test_in_a_turn_memory_is_compared_with_what_is_kept_once(
    assistant: Assistant, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    conversations = StoredConversations(store)
    await on(assistant, conversations).reply("87%", "c")
    asked = []
    standing = conversations._journal.standing
    monkeypatch.setattr(conversations._journal, "standing", lambda one: asked.append(one) or standing(one))
    with conversations.one_turn("c"):
        first = await conversations.retrieve("c")
        assert await conversations.retrieve("c") is first
        assert asked == ["c"]
    assert conversations.goes_by_memory("c")
    await conversations.retrieve("c")
    assert asked == ["c", "c"], "outside a turn nothing is noted"


async def test_in_a_turn_what_another_process_wrote_is_noticed_when_it_is_kept(
    assistant: Assistant, store: Store
) -> None:
    ours, theirs = StoredConversations(store), StoredConversations(store)
    await on(assistant, ours).reply("87%", "c")
    with ours.one_turn("c"):
        await ours.retrieve("c")
        await on(assistant, theirs).reply("skip", "c")
        answered = await on(assistant, ours).reply("92%", "c")
    assert "15.2" in answered.text
    tracker = await theirs.retrieve("c")
    assert tracker is not None
    assert [event.text for event in tracker.events if isinstance(event, UserUttered)] == ["87%", "skip", "92%"]
