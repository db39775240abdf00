"""Reminders from the question to the message, in conversations of their own, and by two servers at once."""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from bot.channels.conversations import Said
from bot.practice.dates import in_words
from bot.records.database import SETTING
from bot.records.desks import Desks
from bot.records.erasing import erase_practitioner
from bot.records.journal import Journal
from bot.records.reading import Records
from bot.records.record import Record
from bot.records.store import Store, open_store
from bot.reminders.clock import LONDON, in_london
from bot.reminders.words import day_in_words
from bot.runtime.assistant import Assistant
from bot.runtime.conversations import RunningConversations
from bot.runtime.model import trained_model
from bot.runtime.reminding import Reminding
from bot.runtime.stored import StoredDesks
from bot.services import keep_records
from tests.channels.web.serving import browser
from tests.records.postgres import Postgres
from tests.records.test_reminders import set_in
from tests.runtime.servers import serving_many, until
from tests.runtime.test_kept_in_the_chat import Practitioner
from tests.runtime.test_stored import conversations_of, on

pytestmark = pytest.mark.model

TODAY = in_london().date()
REVIEW = TODAY + timedelta(days=30)
"""The review date of the action that is made here."""

LATER = TODAY + timedelta(days=20)


class Desk(Practitioner):
    """Someone whose reminders can be looked at, on any day."""

    def __init__(self, conversations: RunningConversations, store: Store, name: str) -> None:
        super().__init__(conversations, store, name)
        self._store = store
        self.conversations = conversations

    async def makes_an_action(self) -> None:
        """A SMART action with a review on a day."""
        for text in (
            "write a SMART action",
            "the family support worker visits on school mornings to help set up a morning routine",
            "two visits a week, from 80% to 88% attendance",
            "the family support worker and mum",
            f"by {in_words(REVIEW - timedelta(days=5))}",
            f"at the review on {in_words(REVIEW)}",
        ):
            await self.says(text)

    @property
    def set(self) -> list[Record]:
        """The reminders that are set."""
        return Records(self._store).of(self.name, "reminder", ("set",))

    async def wakes_up_on(self, day: date, hour: int = 9) -> int:
        """Lets the server give what is due on a day; how many reminders that were."""
        then = LONDON.localize(datetime(day.year, day.month, day.day, hour))
        return await Reminding(self._store, self.conversations, 9, lambda: then).give_due()

    async def sees(self) -> list[Said]:
        """All that the page shows."""
        return await self.conversations.since(await self.conversations.current(self.name), 0)


@pytest.fixture
def conversations(assistant: Assistant, store: Store) -> Iterator[RunningConversations]:
    """The assistant on a store of its own, with the records handed to its skills."""
    keep_records(Records(store))
    kept = conversations_of(store, assistant)
    yield RunningConversations(on(assistant, kept), StoredDesks(store), kept.last_number)
    keep_records(None)


@pytest.fixture
def worker(conversations: RunningConversations, store: Store) -> Desk:
    """Someone who uses the guide."""
    return Desk(conversations, store, "worker")


async def test_the_review_of_the_action_just_made_is_told_on_its_day(worker: Desk) -> None:
    await worker.makes_an_action()
    answer = await worker.says("remind me of the review date")
    assert f"on {day_in_words(REVIEW)}, from 9:00" in answer
    assert f'"Reminder: the review is on {day_in_words(REVIEW)}."' in answer
    assert await worker.wakes_up_on(REVIEW, hour=8) == 0
    assert await worker.wakes_up_on(REVIEW) == 1
    last = (await worker.sees())[-1]
    assert (last.author, last.text, last.message_id) == (
        "guide",
        f"Reminder: the review is on {day_in_words(REVIEW)}.",
        None,
    )


async def test_a_week_before_is_a_week_before_the_day_spoken_of(worker: Desk) -> None:
    await worker.makes_an_action()
    await worker.says("remind me of the review date")
    answer = await worker.says("remind me a week before")
    assert f"on {day_in_words(REVIEW - timedelta(days=7))}" in answer
    assert [one.due for one in worker.set] == [REVIEW - timedelta(days=7), REVIEW]


async def test_a_case_is_named_by_its_reference_and_the_reminder_names_it(worker: Desk) -> None:
    await worker.says("this is for AB12")
    await worker.makes_an_action()
    await worker.comes_back_later()
    answer = await worker.says("remind me of the review date for AB12")
    assert "the review for AB12 is on" in answer
    assert worker.set[0].reference == "AB12"


async def test_a_day_that_is_named_is_said_in_words_with_what_will_be_said(worker: Desk) -> None:
    answer = await worker.says(f"remind me on {in_words(LATER)}")
    assert day_in_words(LATER) in answer and "In Teams it comes as a message" in answer
    assert [one.due for one in worker.set] == [LATER]


async def test_the_end_of_a_part_time_timetable_is_that_of_the_walk_through(worker: Desk) -> None:
    for text in ("walk me through the school checklist", "91%", "late 9 times", "skip"):
        await worker.says(text)
    await worker.says(f"10 to 2 until {in_words(LATER)}")
    answer = await worker.says("remind me when the part-time timetable ends")
    assert f"the part-time timetable ends on {day_in_words(LATER)}" in answer
    assert "5 of 7" in answer


async def test_a_day_that_is_not_known_is_asked_for_and_what_waited_goes_on(worker: Desk) -> None:
    await worker.says("walk me through the school checklist")
    answer = await worker.says("remind me when the part-time timetable ends")
    assert "On which day is it?" in answer and worker.set == []
    answer = await worker.says(in_words(LATER))
    assert f"the part-time timetable ends on {day_in_words(LATER)}" in answer and "1 of 7" in answer


async def test_the_question_for_the_day_can_be_declined(worker: Desk) -> None:
    await worker.says("remind me of the review date")
    assert "I've set no reminder" in await worker.says("don't know")
    assert worker.set == []


async def test_several_days_are_taken_one_by_one(worker: Desk) -> None:
    days = [LATER, LATER + timedelta(days=7)]
    answer = await worker.says(f"remind me on {in_words(days[0])} and on {in_words(days[1])}")
    assert "one at a time" in answer and worker.set == []
    await worker.says(worker.last[-1].buttons[1]["payload"])
    assert [one.due for one in worker.set] == [days[1]]


async def test_days_that_have_passed_and_days_too_far_ahead_are_refused(worker: Desk) -> None:
    assert "has passed" in await worker.says("remind me on 4 December 2020")
    assert "too far ahead" in await worker.says(f"remind me on 4 December {TODAY.year + 4}")
    assert worker.set == []


async def test_the_same_reminder_is_set_once(worker: Desk) -> None:
    for _ in range(2):
        answer = await worker.says(f"remind me on {in_words(LATER)}")
    assert "already" in answer and len(worker.set) == 1


async def test_reminders_are_listed_and_one_of_them_is_cancelled(worker: Desk) -> None:
    for day in (LATER, REVIEW):
        await worker.says(f"remind me on {in_words(day)}")
    listed = await worker.says("what reminders have I got?")
    assert day_in_words(LATER) in listed and day_in_words(REVIEW) in listed
    await worker.says(worker.last[-1].buttons[0]["payload"])
    assert [one.due for one in worker.set] == [REVIEW]


async def test_stop_reminders_stops_all_of_mine_and_nobody_elses(
    worker: Desk, conversations: RunningConversations, store: Store
) -> None:
    other = Desk(conversations, store, "other")
    for person in (worker, other):
        for day in (LATER, REVIEW):
            await person.says(f"remind me on {in_words(day)}")
    answer = await worker.says("stop reminders")
    assert day_in_words(LATER) in answer and worker.set == []
    assert len(other.set) == 2
    assert await worker.wakes_up_on(REVIEW) == 2
    assert "no reminders set" in await worker.says("what reminders have I got?")


async def test_the_reminder_for_a_case_is_cancelled_by_its_reference(worker: Desk) -> None:
    for reference, day in (("AB12", LATER), ("K204", REVIEW)):
        await worker.says(f"remind me about {reference} on {in_words(day)}")
    await worker.says("cancel the reminder for AB12")
    assert [one.reference for one in worker.set] == ["K204"]
    assert "no such reminder" in await worker.says("cancel the reminder for ZZ9")


async def test_stop_reminders_does_not_stop_the_walk_through(worker: Desk) -> None:
    await worker.says("walk me through the school checklist")
    await worker.says(f"remind me on {in_words(LATER)}")
    answer = await worker.says("stop reminders")
    assert "1 of 7" in answer and worker.set == []


async def test_a_conversation_goes_on_after_a_reminder_came(worker: Desk) -> None:
    await worker.says("walk me through the school checklist")
    await worker.says(f"remind me on {in_words(LATER)}")
    await worker.wakes_up_on(LATER)
    assert "2 of 7" in await worker.says("91%")
    numbers = [one.number for one in await worker.sees()]
    assert numbers == sorted(set(numbers))
    assert sum("Reminder:" in one.text and one.message_id is None for one in await worker.sees()) == 1


async def test_a_new_conversation_begins_with_the_reminder_and_goes_on_from_it(worker: Desk) -> None:
    await worker.says(f"remind me on {in_words(LATER)}")
    await worker.comes_back_later()
    await worker.wakes_up_on(LATER)
    assert ["Reminder" in one.text for one in await worker.sees()] == [True]
    assert "TAC" in await worker.says("what is a TAC?")
    assert len(await worker.sees()) == 3


async def test_a_page_that_waits_is_woken(worker: Desk) -> None:
    await worker.says(f"remind me on {in_words(LATER)}")
    conversation = await worker.conversations.current("worker")
    last = (await worker.sees())[-1].number
    waiting = asyncio.create_task(worker.conversations.changed(conversation, last, 60))
    await asyncio.sleep(0)
    await worker.wakes_up_on(LATER)
    assert await waiting


async def test_nothing_comes_once_the_practitioner_was_forgotten(worker: Desk, store: Store) -> None:
    await worker.says(f"remind me on {in_words(LATER)}")
    erase_practitioner(store, "worker")
    assert await worker.wakes_up_on(LATER) == 0
    assert Journal(store).conversations() == []


async def test_without_records_it_says_that_it_cannot_remind(assistant: Assistant) -> None:
    keep_records(None)
    answered = await assistant.reply("remind me on 4 December", secrets.token_hex(8))
    assert "can't remind you" in answered.text


async def test_two_servers_that_start_on_one_database_give_each_reminder_once_and_pages_show_it(
    postgres: Postgres, tmp_path: Path
) -> None:
    url, key = postgres.new_database(), Fernet.generate_key().decode()
    trained_model()
    settings = {SETTING: url, "GUIDE_RECORDS_KEYS": key, "GUIDE_SESSION_KEY": secrets.token_hex(32)}
    store = open_store({SETTING: url, "GUIDE_RECORDS_KEYS": key}, alone=False)
    people = [f"person-{number}" for number in range(10)]
    for person in people:
        set_in(store, f"of {person}", owner=person, on=TODAY - timedelta(days=1))
    with serving_many(2, tmp_path, settings) as servers:
        until(lambda: all(reminders_in(store, person) for person in people))
        async with browser(servers[0].address) as page:
            await page.open()
            assert (await page.client.get("/health/ready")).status_code == 200
    assert [reminders_in(store, person) for person in people] == [1] * len(people)
    assert all(Desks(store).conversation_of(person) == f"of {person}" for person in people)
    store.close()


def reminders_in(store: Store, person: str) -> int:
    """How many reminders a person was given."""
    events = Journal(store).events(f"of {person}")
    return sum('"given"' in json.dumps(dict(one.body)) for one in events)
