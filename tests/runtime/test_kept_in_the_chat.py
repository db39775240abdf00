"""What a practitioner gets back of their own work, days later, in a conversation of its own."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from bot.practice.dates import in_words
from bot.records.faults import NotKept
from bot.records.reading import Records
from bot.records.store import Store
from bot.runtime.assistant import Assistant
from bot.runtime.conversations import RunningConversations
from bot.runtime.stored import StoredDesks
from bot.services import keep_records, services
from tests.runtime.test_stored import conversations_of, on

pytestmark = pytest.mark.model

OWNER = Records.owner


class Practitioner:
    """Someone who talks to the guide, in one conversation after the other."""

    def __init__(self, conversations: RunningConversations, store: Store, name: str) -> None:
        self._conversations, self._desks, self.name, self._sent = conversations, StoredDesks(store), name, 0

    async def says(self, text: str) -> str:
        """All that the guide answers."""
        self._sent += 1
        conversation = await self._conversations.current(self.name)
        said = await self._conversations.say(conversation, text, f"{self.name}-{self._sent}")
        self.last = [one for one in said if one.author == "guide"]
        return "\n\n".join(one.text for one in self.last)

    async def comes_back_later(self) -> None:
        """Begins another conversation, with the last one over but kept."""
        await self._desks.closed(await self._conversations.current(self.name))


@pytest.fixture
def conversations(assistant: Assistant, store: Store) -> Iterator[RunningConversations]:
    """The assistant on a store of its own, with the records handed to its skills."""
    keep_records(Records(store))
    yield RunningConversations(on(assistant, conversations_of(store, assistant)), StoredDesks(store))
    keep_records(None)


@pytest.fixture
def worker(conversations: RunningConversations, store: Store) -> Practitioner:
    """Someone who uses the guide."""
    return Practitioner(conversations, store, "worker")


async def walked_half_way(worker: Practitioner, attendance: str = "91%") -> None:
    """Three items of a walk-through for AB12, and then something else to do."""
    for text in ("walk me through the school checklist", attendance, "this is for AB12", "late 9 times", "skip"):
        await worker.says(text)
    await worker.comes_back_later()


async def test_a_walk_through_is_carried_on_with_where_it_was_left(worker: Practitioner) -> None:
    await walked_half_way(worker)
    answer = await worker.says("carry on with AB12")
    assert "4 of 7" in answer
    assert "91%" in answer
    summary = await worker.says("summary")
    assert "late 9 times" in summary


async def test_carrying_on_asks_for_the_next_item_once(worker: Practitioner) -> None:
    await walked_half_way(worker)
    await worker.says("carry on with ab12")
    assert len(worker.last) == 1


async def test_a_walk_through_that_was_carried_on_with_is_still_one(worker: Practitioner) -> None:
    await walked_half_way(worker)
    await worker.says("carry on with AB12")
    await worker.says("10 to 2 until July")
    listed = await worker.says("show my walk-throughs")
    assert listed.count("Walk-through for AB12") == 1
    assert "3 of 7 noted" in listed


async def test_a_returning_practitioner_is_offered_what_is_unfinished(worker: Practitioner) -> None:
    await walked_half_way(worker)
    answer = await worker.says("hello")
    assert "unfinished" in answer
    assert "Walk-through for AB12: 2 of 7 noted (not finished)" in answer
    assert worker.last[-1].buttons[0]["title"].startswith("Carry on: walk-through for AB12")


async def test_an_attendance_that_fell_since_last_time_counts_as_declining(worker: Practitioner) -> None:
    await walked_half_way(worker, "96%")
    named = await worker.says("this is for AB12")
    assert "96%" in named
    suggestion = await worker.says("should I escalate? early help, attendance is 93%")
    assert worker.last[0].custom["escalation"]["level"] == "flag"
    assert "96" in suggestion


async def test_what_was_said_last_time_is_told(worker: Practitioner) -> None:
    await walked_half_way(worker)
    answer = await worker.says("what did we say about AB12 last time?")
    assert "2 of 7 noted" in answer
    assert "91%" in answer


async def test_what_is_due_for_review_is_told_with_its_day(worker: Practitioner) -> None:
    for text in (
        "write a SMART action",
        "the family support worker visits on school mornings to help set up a morning routine",
        "two visits a week, from 80% to 88% attendance",
        "the family support worker and mum",
        f"by {in_words(date.today() + timedelta(days=5))}",
        f"at the review on {in_words(date.today() + timedelta(days=10))}",
    ):
        await worker.says(text)
    await worker.comes_back_later()
    answer = await worker.says("what's due for review?")
    assert "family support worker visits" in answer


async def test_nobody_gets_what_is_another_practitioners(
    worker: Practitioner, conversations: RunningConversations, store: Store
) -> None:
    await walked_half_way(worker)
    other = Practitioner(conversations, store, "other")
    assert "nothing kept under AB12" in await other.says("carry on with AB12")
    assert "AB12" not in await other.says("show my walk-throughs")


async def test_nothing_is_due_and_nothing_is_kept_is_said_plainly(worker: Practitioner) -> None:
    assert "Nothing of yours is due" in await worker.says("what's due for review?")
    assert "nothing kept for you yet" in await worker.says("show my walk-throughs")


async def test_a_name_is_no_reference(worker: Practitioner) -> None:
    await worker.says("walk me through the school checklist")
    answer = await worker.says("save this as Jamie")
    assert "Jamie" not in answer
    assert "reference" in answer


async def test_names_are_masked_before_anything_is_kept_and_that_is_told_once(
    worker: Practitioner, conversations: RunningConversations
) -> None:
    await worker.says("walk me through the school checklist")
    first = await worker.says("Jamie's mum Aisha Khan says it's 87%")
    second = await worker.says("Jamie is late on Mondays")
    assert "taken out" in first
    assert "taken out" not in second
    kept = await conversations.since(await conversations.current(worker.name), 0)
    assert not any("Jamie" in one.text or "Khan" in one.text for one in kept)


async def test_a_document_of_the_walk_through_is_offered_for_an_hour(worker: Practitioner) -> None:
    await walked_half_way(worker)
    await worker.says("carry on with AB12")
    await worker.says("can I have that as a Word document?")
    document = worker.last[0].custom["document"]
    assert document["kind"] == "walk_through"
    assert document["reference"] == "AB12"
    assert document["kept"]["walkthrough"]["notes"]["lateness"] == "late 9 times"


async def test_a_rehearsal_is_compared_with_the_one_of_another_day(worker: Practitioner) -> None:
    for text in ("I want to practise with a 9 year old", "Do you like school?", "Do you like maths?", "stop"):
        first = await worker.says(text)
    await worker.comes_back_later()
    for text in ("I want to practise with a 9 year old", "Tell me about school.", "What's lunch like for you?", "stop"):
        second = await worker.says(text)
    assert "last time" not in first.lower()
    assert "last time" in second.lower()


async def test_a_smart_action_is_carried_on_with_where_it_was_left(worker: Practitioner) -> None:
    for text in ("this is for AB12", "write a SMART action", "the family support worker visits on school mornings"):
        left = await worker.says(text)
    await worker.comes_back_later()
    assert "2 of 5" in left
    assert "2 of 5" in await worker.says("carry on with AB12")


async def test_each_kind_of_work_is_told_of_in_a_line(worker: Practitioner) -> None:
    for text in ("this is for AB12", "88% and on a CIN plan, should I escalate?", "what does 88% mean?"):
        await worker.says(text)
    for text in ("write a SMART action", "the family support worker visits on school mornings", "stop"):
        await worker.says(text)
    await worker.comes_back_later()
    answer = await worker.says("what did we say about AB12 last time?")
    assert "Flag attendance" in answer
    assert "88%" in answer
    assert "the family support worker visits on school mornings" in answer


async def test_nobody_else_waits_while_a_skill_asks_the_records(
    worker: Practitioner, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked_by: list[threading.Thread] = []

    def owner(of: Records, conversation: str) -> str | None:
        """Who asks, and then what the records say."""
        asked_by.append(threading.current_thread())
        return OWNER(of, conversation)

    monkeypatch.setattr(Records, "owner", owner)
    for said in ("hello", "show my records", "remind me to call the school on Friday, for AB12"):
        asked_by.clear()
        await worker.says(said)
        assert asked_by
        assert threading.current_thread() not in asked_by


async def test_a_greeting_needs_no_records(worker: Practitioner, monkeypatch: pytest.MonkeyPatch) -> None:
    def owner(of: Records, conversation: str) -> str | None:
        raise NotKept("the database doesn't answer")

    monkeypatch.setattr(Records, "owner", owner)
    assert services().guidance.phrase("greeting") in await worker.says("hello")
