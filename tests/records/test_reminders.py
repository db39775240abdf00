"""Reminders in the records: each is said once, where its practitioner reads it, whatever breaks; on both databases."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from bot.records.chats import Chats
from bot.records.database import SETTING
from bot.records.desks import Desks
from bot.records.erasing import erase_conversation, erase_practitioner
from bot.records.exporting import export
from bot.records.journal import Journal
from bot.records.reading import Records
from bot.records.record import Event, Record, Standing
from bot.records.reminders import Reminders
from bot.records.retention import Retention, purge
from bot.records.rotation import rotate
from bot.records.store import Store
from tests.records.giver import says
from tests.records.test_crashes import acknowledged, lines, writer
from tests.records.turns import answered, event, said, small_turn, turn

pytestmark = pytest.mark.model

GIVER = Path(__file__).parent / "giver.py"
DAY = date(2026, 12, 4)
BEGINNING = (event(0, "action", name="action_session_start"), event(0, "session_started"))


def reminder(on: date = DAY, day: date = DAY, of: str = "review", reference: str | None = None) -> dict[str, object]:
    """A reminder, as the message that sets it carries it."""
    return {"state": "set", "of": of, "day": day.isoformat(), "on": on.isoformat(), "reference": reference}


def set_in(store: Store, conversation: str, owner: str = "worker", **given: object) -> Standing:
    """A turn in which a reminder is set."""
    journal = Journal(store)
    standing = journal.standing(conversation)
    after = standing.last if standing else 0
    events = (said(after + 1, "remind me"), answered(after + 2, "I'll remind you.", reminder=reminder(**given)))  # type: ignore[arg-type]
    return journal.append(turn(conversation, standing, *events, owner=owner))


def set_all_in(store: Store, conversation: str, days: Sequence[date]) -> None:
    """A turn in which reminders are set for many days."""
    answers = (answered(2 + place, "Yes.", reminder=reminder(day, day)) for place, day in enumerate(days))
    Journal(store).append(turn(conversation, None, said(1, "remind me"), *answers))


def reminders_of(store: Store, owner: str = "worker") -> list[Record]:
    """A practitioner's reminders."""
    return Records(store).of(owner, "reminder")


def give(store: Store, through: date = DAY, new_id: str = "new") -> list[tuple[str, ...]]:
    """Gives what is due; where each was said."""
    reminders = Reminders(store)
    return [reminders.give(one, says, BEGINNING, new_id) for one in reminders.due(through)]


def told(store: Store, conversation: str) -> list[str]:
    """The reminders that were said in a conversation, whose events are numbered without a gap."""
    events = Journal(store).events(conversation)
    assert [one.number for one in events] == list(range(1, len(events) + 1))
    return [one.body["text"] for one in events if is_given(one)]


def is_given(one: Event) -> bool:
    """Whether it is a reminder that was given."""
    custom = (one.body.get("data") or {}).get("custom") or {}
    return one.kind == "bot" and (custom.get("reminder") or {}).get("state") == "given"


def test_a_reminder_is_kept_with_its_day_its_case_and_what_it_is_of(store: Store) -> None:
    set_in(store, "c", on=date(2026, 11, 27), reference="AB12")
    (kept,) = reminders_of(store)
    assert (kept.state, kept.due, kept.reference) == ("set", date(2026, 11, 27), "AB12")
    assert kept.body == {"of": "review", "day": "2026-12-04"}


def test_a_reminder_has_the_reference_of_the_case_that_is_spoken_of_then_or_later(store: Store) -> None:
    standing = set_in(store, "c")
    Journal(store).append(turn("c", standing, said(3, "this is for K204"), answered(4, "Noted."), reference="K204"))
    assert reminders_of(store)[0].reference == "K204"


def test_it_is_due_on_its_day_and_not_before(store: Store) -> None:
    set_in(store, "c")
    assert give(store, DAY - timedelta(days=1)) == []
    assert give(store) == [("c",)]


def test_it_is_said_once_after_what_was_said_before(store: Store) -> None:
    set_in(store, "c")
    give(store)
    assert give(store) == [] and told(store, "c") == ["Reminder: review 2026-12-04"]
    assert reminders_of(store)[0].state == "given"


def test_the_next_turn_comes_after_it(store: Store) -> None:
    standing = set_in(store, "c")
    give(store)
    journal = Journal(store)
    there = journal.standing("c")
    assert there is not None and there.last == standing.last + 1
    assert journal.append(small_turn("c", there, "thanks")).last == standing.last + 3


def test_it_goes_to_the_conversation_that_is_open_where_the_one_it_was_set_in_is_closed(store: Store) -> None:
    set_in(store, "before")
    Desks(store).closed("before")
    Desks(store).opened("worker", "after")
    assert give(store) == [("after",)]


def test_a_conversation_in_which_nothing_was_said_begins_with_it(store: Store) -> None:
    set_in(store, "before")
    Desks(store).closed("before")
    assert give(store) == [("new",)]
    assert [one.kind for one in Journal(store).events("new")] == ["action", "session_started", "bot"]
    assert Desks(store).conversation_of("worker") == "new"


def test_it_goes_to_the_page_and_to_teams_where_both_are_used(store: Store) -> None:
    set_in(store, "page")
    chat = Chats(store).opened("chat", "worker", "personal", {})
    (places,) = give(store)
    assert set(places) == {"page", chat.conversation}
    assert all(len(told(store, one)) == 1 for one in places)
    assert Chats(store).due() == ["chat"]


def test_who_uses_teams_alone_gets_it_there_alone(store: Store) -> None:
    chat = Chats(store).opened("chat", "worker", "personal", {})
    set_in(store, str(chat.conversation))
    assert give(store) == [(chat.conversation,)]
    assert Desks(store).conversation_of("worker") is None


def test_what_was_set_on_the_page_is_there_too_where_the_page_was_left_for_teams(store: Store) -> None:
    set_in(store, "page")
    Desks(store).closed("page")
    chat = Chats(store).opened("chat", "worker", "personal", {})
    assert [set(one) for one in give(store)] == [{"new", chat.conversation}]


def test_a_chat_whose_conversation_was_erased_gets_another_one(store: Store) -> None:
    set_in(store, "page")
    first = Chats(store).opened("chat", "worker", "personal", {}).conversation
    erase_conversation(store, str(first))
    (places,) = give(store)
    chat = Chats(store).chat("chat")
    assert chat is not None and chat.conversation in places and chat.conversation != first and chat.delivered == 0


def test_a_chat_that_cannot_be_written_into_is_left_out(store: Store) -> None:
    set_in(store, "page")
    Chats(store).opened("chat", "worker", "personal", {})
    Chats(store).stopped("chat")
    assert give(store) == [("page",)]


def test_a_reminder_that_is_stopped_is_not_given(store: Store) -> None:
    standing = set_in(store, "c")
    (kept,) = reminders_of(store)
    stopping = answered(4, "Stopped.", reminder={"state": "stopped", "stopped": [kept.id]})
    Journal(store).append(turn("c", standing, said(3, "stop reminders"), stopping))
    assert give(store) == [] and reminders_of(store)[0].state == "stopped"


def test_nobody_stops_another_practitioners_reminder(store: Store) -> None:
    set_in(store, "c")
    (kept,) = reminders_of(store)
    stopping = answered(2, "Stopped.", reminder={"state": "stopped", "stopped": [kept.id]})
    Journal(store).append(turn("d", None, said(1, "stop reminders"), stopping, owner="other"))
    assert give(store) == [("c",)]


def test_nothing_comes_where_the_practitioner_was_forgotten(store: Store) -> None:
    set_in(store, "c")
    due = Reminders(store).due(DAY)
    assert erase_practitioner(store, "worker").is_complete
    assert Reminders(store).give(due[0], says, (), "new") == ()
    assert Journal(store).conversations() == [] and export(store, "worker") is None


def test_who_erases_the_conversation_erases_the_reminders_set_in_it(store: Store) -> None:
    set_in(store, "c")
    assert erase_conversation(store, "c").is_complete
    assert Reminders(store).due(DAY) == []


def test_an_export_has_reminders(store: Store) -> None:
    set_in(store, "c", reference="AB12")
    exported = export(store, "worker")
    assert exported is not None
    (record,) = (one for one in exported["records"] if one["kind"] == "reminder")
    assert (record["of"], record["due"], record["reference"]) == ("review", "2026-12-04", "AB12")


def test_a_reminder_is_kept_until_it_is_given_however_long_that_is_and_then_for_its_days(store: Store) -> None:
    set_in(store, "c")
    later = datetime.now(timezone.utc) + timedelta(days=600)
    purge(store, Retention(), later)
    assert Journal(store).conversations() == [] and len(reminders_of(store)) == 1
    assert give(store) == [("new",)]
    purge(store, Retention(), later)
    assert reminders_of(store) == [] and export(store, "worker") is None


def test_reviews_that_are_due_are_not_reminders(store: Store) -> None:
    set_in(store, "c")
    assert Records(store).due("worker", DAY) == []


def test_reminders_are_read_after_the_key_was_changed(store: Store) -> None:
    set_in(store, "c", reference="AB12")
    rotate(store)
    assert reminders_of(store)[0].reference == "AB12" and give(store) == [("c",)]


def giver(url: str, folder: Path, manner: str) -> subprocess.Popen[str]:
    """A process that gives reminders."""
    command = [sys.executable, str(GIVER), str(folder), manner]
    environ = {**os.environ, SETTING: url}
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environ)


def test_a_server_killed_between_saying_and_keeping_leaves_it_to_another_one_to_say_it_once(
    url: str, tmp_path: Path, store: Store
) -> None:
    set_in(store, "c")
    process = giver(url, tmp_path, "halfway")
    assert lines(process, 2) == ["READY", "SAID"]
    assert told(store, "c") == []
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=30)
    assert give(store) == [("c",)] and len(told(store, "c")) == 1


@pytest.mark.parametrize("before_the_kill", [0.0, 0.01, 0.03])
def test_a_server_killed_at_any_moment_loses_and_doubles_nothing(
    url: str, tmp_path: Path, store: Store, before_the_kill: float
) -> None:
    days = [DAY + timedelta(days=number) for number in range(30)]
    set_all_in(store, "c", days)
    process = giver(url, tmp_path, "all")
    assert lines(process, 1) == ["READY"]
    time.sleep(before_the_kill)
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=30)
    give(store, days[-1])
    assert sorted(told(store, "c")) == [f"Reminder: review {day}" for day in days]


def test_two_servers_say_each_reminder_once_while_the_practitioner_goes_on_talking(
    url: str, tmp_path: Path, store: Store
) -> None:
    days = [DAY + timedelta(days=number) for number in range(40)]
    set_all_in(store, "c", days)
    both = [giver(url, tmp_path, "all") for _ in range(2)]
    talking = writer(url, tmp_path, "m", 25)
    said_by_practitioner = acknowledged(talking)
    given = [int(process.communicate("\n", timeout=120)[0].split()[-1]) for process in both]
    assert sum(given) == len(days)
    assert sorted(told(store, "c")) == [f"Reminder: review {day}" for day in days]
    kept = [str(one.message_id) for one in Journal(store).events("c") if one.message_id and one.message_id[0] == "m"]
    assert kept == said_by_practitioner
