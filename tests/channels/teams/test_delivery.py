"""Whatever the connector does, what was said arrives: all of it, once, in order, and no chat waits for another."""

from __future__ import annotations

import asyncio
import random
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.channels.conversations import NotSaved
from bot.channels.teams import delivery
from bot.channels.teams.connector import Patience, id_in, seconds_in
from bot.records.chats import Chats, Waiting
from bot.records.store import Store, now, open_store
from bot.records.tables import chat, posting
from bot.runtime.chats import StoredChats
from tests.channels.teams.entra import Answer
from tests.channels.teams.serving import QUICK, Guide, serving
from tests.channels.teams.teams import Person, Teams, Trouble
from tests.records.postgres import Postgres

pytestmark = pytest.mark.model

WALK = ("start the walk-through", "87%", "late 14 times", "skip", "skip")
STEPS = ["1 of 7", "2 of 7", "3 of 7", "4 of 7", "5 of 7"]

TROUBLES = {
    "429 that asks to wait a second": Trouble(429, {"Retry-After": "1"}, lasts=1.0),
    "429 that asks to wait no time": Trouble(429, {"Retry-After": "0"}),
    "429 that says nothing": Trouble(429),
    "401": Trouble(401),
    "412": Trouble(412),
    "502": Trouble(502),
    "504": Trouble(504),
    "a broken connection": Trouble(reset=True),
}


def steps(person: Person) -> list[str]:
    """The steps of the walk-through as they were shown."""
    return [step for text in person.texts for step in STEPS if step in text]


@pytest.mark.parametrize("name", TROUBLES)
async def test_a_message_arrives_once_after(guide: Guide, name: str) -> None:
    person = guide.person()
    guide.teams.troubles[person.chat].append(TROUBLES[name])
    await person.says("what is a CIN plan?")
    await guide.settled()
    assert len(person.shown) == 1 and guide.teams.early == 0
    assert not guide.teams.troubles[person.chat]


async def test_a_server_that_looks_while_a_turn_is_being_answered_loses_nothing(
    guide: Guide, monkeypatch: pytest.MonkeyPatch
) -> None:
    say, chats = guide.conversations.say, Chats(guide.store)

    async def looked_at_meanwhile(*given: Any) -> Any:
        (waiting,) = chats.due()
        seen = chats.claimed(waiting, 60)
        assert seen is not None and chats.released(waiting, seen) is None
        return await say(*given)

    monkeypatch.setattr(guide.conversations, "say", looked_at_meanwhile)
    person = guide.person()
    await person.says("what is a CIN plan?")
    await guide.settled()
    assert len(person.shown) == 1


async def test_however_often_it_fails_a_message_is_not_dropped(guide: Guide) -> None:
    person = guide.person()
    guide.teams.troubles[person.chat].extend([Trouble(502)] * (QUICK.times * 2 + 1))
    await person.says("what is a CIN plan?")
    await person.says("what is an EWO?")
    await guide.settled()
    assert ["CIN" in person.texts[0], "EWO" in person.texts[1], len(person.shown)] == [True, True, 2]


async def test_a_token_that_was_taken_back_is_replaced_once_for_all(guide: Guide) -> None:
    person = guide.person()
    await person.says("what is a CIN plan?")
    await guide.settled()
    guide.teams.entra.take_back()
    await person.says("what is an EWO?")
    await guide.settled()
    assert (len(person.shown), guide.teams.entra.asked, guide.teams.asked[401]) == (2, 2, 1)


async def test_while_entra_gives_no_token_messages_wait(guide: Guide) -> None:
    person = guide.person()
    guide.teams.entra.answers.extend([Answer(500)] * 2)
    await person.says("what is a CIN plan?")
    await guide.settled()
    assert len(person.shown) == 1


async def test_where_the_guide_was_blocked_nothing_more_is_sent_until_its_person_writes(guide: Guide) -> None:
    person = guide.person()
    guide.teams.troubles[person.chat].append(Trouble(403))
    await person.says("what is a CIN plan?")
    await guide.settled()
    assert (person.shown, guide.teams.asked) == ([], {403: 1})
    with guide.store.database.reading() as connection:
        (row,) = connection.execute(sa.select(chat)).all()
    assert row.stopped is not None and not await guide.channel.send_to(row.practitioner, "A reminder", "r")
    await person.says("what is an EWO?")
    await guide.settled()
    assert ["CIN" in person.texts[0], "EWO" in person.texts[1], len(person.shown)] == [True, True, 2]


async def test_a_card_that_is_never_taken_goes_as_its_text(guide: Guide) -> None:
    person = guide.person()
    guide.teams.troubles[person.chat].append(Trouble(413))
    await person.says("start the walk-through")
    await guide.settled()
    assert [(one.card, "1 of 7" in one.text) for one in person.shown] == [(None, True)]


async def test_what_is_never_taken_at_all_holds_up_nothing_after_it(guide: Guide) -> None:
    person = guide.person()
    guide.teams.troubles[person.chat].append(Trouble(400))
    await person.says("what is a CIN plan?")
    await person.says("what is an EWO?")
    await guide.settled()
    assert len(person.shown) == 1 and "EWO" in person.texts[0]


async def test_what_went_out_and_could_not_be_noted_is_not_sent_again(
    guide: Guide, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent, errors = StoredChats.sent, [NotSaved("the database is away")] * 2

    async def sent_or_not(self: StoredChats, *given: Any) -> None:
        if errors:
            raise errors.pop()
        await sent(self, *given)

    monkeypatch.setattr(StoredChats, "sent", sent_or_not)
    monkeypatch.setattr(delivery, "SECONDS_BETWEEN_ROUNDS", 0.2)
    person = guide.person()
    await person.says("what is a CIN plan?")
    await person.says("what is an EWO?")
    await guide.settled()
    assert errors == []
    assert ["CIN" in person.texts[0], "EWO" in person.texts[1], len(person.shown)] == [True, True, 2]


async def test_a_chat_can_be_written_in_while_what_was_sent_there_is_noted(
    postgres: Postgres, tmp_path: Path
) -> None:
    store = open_store({"GUIDE_DATABASE": postgres.new_database()}, alone=True, folder=tmp_path)
    chats = Chats(store)
    there = chats.opened("chat", "somebody", "personal", {})
    values = {"chat": there.id, "key": "k", "after": 0, "at": now()}
    with store.database.writing() as noting:
        noting.execute(sa.insert(posting).values(**values))
        opened = asyncio.create_task(asyncio.to_thread(chats.opened, "chat", "somebody", "personal", {}))
        wanted = asyncio.create_task(asyncio.to_thread(chats.wanted, "chat"))
        await asyncio.wait_for(asyncio.gather(opened, wanted), timeout=5)
    store.close()


@pytest.mark.parametrize("error", [NotSaved("the database is away"), RuntimeError("nobody thought of this")], ids=repr)
async def test_what_goes_wrong_while_a_chat_is_read_delays_its_messages_and_loses_none(
    guide: Guide, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    waiting, errors = StoredChats.waiting, [error, error]

    async def waiting_or_not(self: StoredChats, chat: str) -> Any:
        if errors:
            raise errors.pop()
        return await waiting(self, chat)

    monkeypatch.setattr(StoredChats, "waiting", waiting_or_not)
    monkeypatch.setattr(delivery, "SECONDS_BETWEEN_ROUNDS", 0.2)
    monkeypatch.setattr(delivery, "SECONDS_HELD", 0.2)
    person = guide.person()
    await person.says("what is a CIN plan?")
    await guide.settled()
    assert (errors, len(person.shown)) == ([], 1)


async def test_a_chat_that_cannot_be_taken_for_a_moment_is_found_on_the_next_round(
    assistant: Any, kept: Store, teams: Teams, monkeypatch: pytest.MonkeyPatch
) -> None:
    claimed, due, fails = StoredChats.claimed, StoredChats.due, {"claimed", "due"}

    async def claimed_or_not(self: StoredChats, chat: str, seconds: float) -> Any:
        if "claimed" in fails:
            fails.remove("claimed")
            raise NotSaved("the database is away")
        return await claimed(self, chat, seconds)

    async def due_or_not(self: StoredChats) -> Any:
        if "due" in fails:
            fails.remove("due")
            raise NotSaved("the database is away")
        return await due(self)

    monkeypatch.setattr(StoredChats, "claimed", claimed_or_not)
    monkeypatch.setattr(StoredChats, "due", due_or_not)
    monkeypatch.setattr(delivery, "SECONDS_BETWEEN_ROUNDS", 0.2)
    async with serving(assistant, kept, teams) as guide:
        person = guide.person()
        await person.says("what is a CIN plan?")
        await guide.settled()
    assert (fails, len(person.shown)) == (set(), 1)


async def test_a_chat_that_is_slow_to_take_messages_holds_up_no_other(guide: Guide) -> None:
    slow, *others = (guide.person() for _ in range(12))
    gate = guide.teams.gate(slow.chat)
    await slow.says("what is a CIN plan?")
    for other in others:
        await other.says("what is an EWO?")
    while not all(other.shown for other in others):
        await asyncio.sleep(0.01)
    assert slow.shown == []
    gate.set()
    await guide.settled()
    assert len(slow.shown) == 1


@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(troubles=st.lists(st.sampled_from(sorted(TROUBLES)[1:]), max_size=12), seed=st.integers(0, 99))
async def test_a_walk_through_sent_twice_through_any_trouble_is_shown_whole_and_in_order(
    guide: Guide, troubles: list[str], seed: int
) -> None:
    person = guide.person()
    guide.teams.troubles[person.chat].extend(TROUBLES[name] for name in troubles)
    earlier: list[dict[str, Any]] = []
    order = random.Random(seed)
    for text in WALK:
        message = person.activity(text=text)
        # An activity of before comes late once more, in between.
        for one in order.sample([message, message, *earlier[-2:]], k=min(4, 2 + len(earlier))):
            await person.sends(one)
        await person.sends(message)
        earlier.append(message)
    await guide.settled()
    assert steps(person) == STEPS and len(person.shown) == len(STEPS)


async def test_messages_that_arrive_at_once_are_answered_one_after_the_other(guide: Guide) -> None:
    person = guide.person()
    await asyncio.gather(*(person.says(f"what does {figure}% mean?") for figure in range(80, 92)))
    await guide.settled()
    said = [one for one in await guide.conversations.since(found(guide.store).conversation, 0)]
    asked = [one.text.split()[2] for one in said if one.author == "practitioner"]
    assert len(asked) == len(person.shown) == 12
    assert all(figure in text for figure, text in zip(asked, person.texts, strict=True))


async def test_what_was_not_delivered_before_a_stop_is_after_the_next_start(
    assistant: Any, kept: Store, teams: Teams
) -> None:
    async with serving(assistant, kept, teams) as before:
        person = before.person()
        teams.troubles[person.chat].extend([Trouble(502)] * 200)
        await person.says("what is a CIN plan?")
        await person.says("what is an EWO?")
    teams.troubles[person.chat].clear()
    Chats(kept).free_all()
    while not Chats(kept).due():
        await asyncio.sleep(0.05)
    async with serving(assistant, kept, teams) as after:
        await after.settled()
    assert ["CIN" in person.texts[0], "EWO" in person.texts[1], len(person.shown)] == [True, True, 2]


async def test_a_server_that_stops_finishes_what_is_on_its_way_and_leaves_the_rest_to_another(
    assistant: Any, kept: Store, teams: Teams
) -> None:
    async with serving(assistant, kept, teams) as before:
        person = before.person()
        gate = teams.gate(person.chat)
        for text in ("what is a CIN plan?", "what is an EWO?"):
            await person.says(text)
        asyncio.get_running_loop().call_later(0.5, gate.set)
    assert "CIN" in person.texts[0] and Chats(kept).due() == [found(kept).id]
    async with serving(assistant, kept, teams) as after:
        await after.settled()
    assert ["CIN" in person.texts[0], "EWO" in person.texts[1], len(person.shown)] == [True, True, 2]


async def test_two_servers_on_one_database_deliver_each_message_once(
    assistant: Any, postgres: Postgres, tmp_path: Path, teams: Teams
) -> None:
    address = {"GUIDE_DATABASE": postgres.new_database()}
    stores = [open_store(address, alone=True, folder=tmp_path) for _ in "ab"]
    async with serving(assistant, stores[0], teams) as one, serving(assistant, stores[1], teams) as other:
        person = one.person()
        there = Person(teams, other.client, person.chat, person.name)
        for place, text in enumerate(WALK):
            message = person.activity(text=text)
            both = [person.sends(message), there.sends(message)]
            await asyncio.gather(*(both if place % 2 else reversed(both)))
        await one.channel.send_to(found(stores[0]).practitioner, "A reminder", "r")
        await other.channel.send_to(found(stores[0]).practitioner, "A reminder", "r")
        await one.settled()
    assert steps(person) == STEPS and person.texts.count("A reminder") == 1 and len(person.shown) == len(STEPS) + 1
    for store in stores:
        store.close()


async def test_a_chat_is_delivered_to_by_one_server_until_that_lets_go_or_is_silent_for_long(kept: Store) -> None:
    one, other = Chats(kept), Chats(kept)
    one.opened("chat", "worker", "personal", {})
    assert one.claimed("chat", 60) is None
    one.posted("chat", Waiting("a", None, 0, {}))
    seen = one.claimed("chat", 60)
    assert seen is not None and other.claimed("chat", 60) is None and other.due() == []
    other.posted("chat", Waiting("b", None, 0, {}))
    due = one.released("chat", seen)
    assert due is not None and other.due() == ["chat"]
    assert other.claimed("chat", 0) == due and one.claimed("chat", 60) == due
    assert one.released("chat", due) is None and one.due() == []


@pytest.mark.parametrize(
    ("header", "seconds"),
    [(None, 0), ("", 0), ("7", 7), ("soon", 0), ("-1", 0), ("Wed, 21 Oct 2015 07:28:00 GMT", 0), ("٣", 0)],
)
def test_a_pause_is_read_as_it_may_be_written(header: str | None, seconds: float) -> None:
    assert seconds_in(header) == seconds


@pytest.mark.parametrize("answered", [b"", b"no JSON", b"[" * 100_000, b"[]", b'{"id": 5}', b'{"id": ""}'])
def test_an_answer_without_an_id_gives_none(answered: bytes) -> None:
    assert id_in(answered) is None


def test_a_connector_is_waited_for_no_longer_than_a_chat_is_held() -> None:
    from bot.channels.teams.delivery import SECONDS_HELD

    usual = Patience()
    assert usual.times * (usual.timeout + usual.longest) < SECONDS_HELD


def found(store: Store) -> Any:
    """The one chat there is."""
    with store.database.reading() as connection:
        return connection.execute(sa.select(chat)).one()
