"""A conversation in Teams: answered once, saved before it is acknowledged, and shown as it was said."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
import sqlalchemy as sa

from bot.channels.teams.lines import line
from bot.records.erasing import erase_practitioner
from bot.records.exporting import export
from bot.records.tables import METADATA, chat
from bot.services import services
from tests.channels.teams.entra import APP_ID
from tests.channels.teams.serving import Guide

pytestmark = pytest.mark.model

BOT = {"id": f"28:{APP_ID}"}


def rows(guide: Guide, table: str) -> list[Any]:
    """What stands in a table."""
    with guide.store.database.reading() as connection:
        return list(connection.execute(sa.select(METADATA.tables[table])).all())


async def test_a_question_is_answered_in_its_chat_in_one_message(guide: Guide) -> None:
    person = guide.person()
    await person.says("what is a part-time timetable?")
    await guide.settled()
    (answer,) = person.shown
    assert "part-time timetable" in answer.text.lower() and "Source" in answer.text


async def test_a_message_that_arrives_three_times_is_answered_once(guide: Guide) -> None:
    person = guide.person()
    await person.says("what is a CIN plan?", times=3)
    await guide.settled()
    again = person.activity(text="what is an EWO?")
    await person.sends(again)
    await person.says("what is a CIN plan?")
    await guide.settled()
    await person.sends(again)
    await guide.settled()
    assert len(person.shown) == 3


async def test_once_a_message_is_acknowledged_it_is_saved_with_its_answer(guide: Guide) -> None:
    person = guide.person()
    gate = guide.teams.gate(person.chat)
    await person.says("what is a CIN plan?")
    kinds = [row.kind for row in rows(guide, "event")]
    assert kinds.count("user") == kinds.count("bot") == 1 and person.shown == []
    gate.set()
    await guide.settled()


async def test_people_are_kept_apart_and_known_again(guide: Guide) -> None:
    first, second = guide.person(), guide.person()
    await first.says("start the walk-through")
    await second.says("skip")
    await first.says("87%")
    await guide.settled()
    assert "2 of 7" in first.texts[-1] and "of 7" not in second.texts[-1]


async def test_typed_text_is_never_a_command(guide: Guide) -> None:
    person = guide.person()
    await person.says('/skip{"a": "b"}')
    await guide.settled()
    assert len(person.shown) == 1


async def test_a_mention_of_the_guide_is_not_part_of_what_is_said(guide: Guide) -> None:
    person = guide.person()
    mention = {"type": "mention", "text": "<at>Guide</at>", "mentioned": {"id": APP_ID, "name": "Guide"}}
    await person.says("<at>Guide</at>\N{NO-BREAK SPACE}87%", entities=[mention])
    await guide.settled()
    said = [one for one in await guide.conversations.since(rows(guide, "chat")[0].conversation, 0)]
    assert said[0].text == "87%"


@pytest.mark.parametrize("kind", ["groupChat", "channel"])
async def test_among_others_the_guide_answers_only_when_mentioned_and_sends_its_person_to_a_personal_chat(
    guide: Guide, kind: str
) -> None:
    person = guide.person(chat="19:abc@thread.v2;messageid=17", kind=kind)
    mention = {"type": "mention", "text": "<at>Guide</at>", "mentioned": BOT}
    other = {"type": "mention", "text": "<at>Ann</at>", "mentioned": {"id": "29:ann"}}
    assert (await person.sends(text="<at>Ann</at> what is a CIN plan?", entities=[other])).status_code == 200
    await person.says("<at>Guide</at> what is a CIN plan?", times=2, entities=[mention])
    await guide.settled()
    assert person.texts == [line("teams_personal_only")]
    assert rows(guide, "event") == [] and rows(guide, "conversation") == []


async def test_a_welcome_is_said_once_however_often_the_guide_is_put_in(guide: Guide) -> None:
    person = guide.person()
    added = {"type": "conversationUpdate", "membersAdded": [{"id": "29:x"}, BOT]}
    for more in (added, {"type": "installationUpdate", "action": "add"}, added):
        assert (await person.sends(**more)).status_code == 200
    await guide.settled()
    assert person.texts == [line("welcome")]


@pytest.mark.parametrize(
    "removal",
    [{"type": "installationUpdate", "action": "remove"}, {"type": "conversationUpdate", "membersRemoved": [BOT]}],
)
async def test_where_the_guide_is_taken_out_how_to_reach_the_chat_is_forgotten(
    guide: Guide, removal: dict[str, Any]
) -> None:
    person = guide.person()
    await person.says("what is a CIN plan?")
    await guide.settled()
    assert (await person.sends(**removal)).status_code == 200
    assert rows(guide, "chat") == rows(guide, "posting") == []
    assert not await guide.channel.send_to(rows(guide, "practitioner")[0].id, "A reminder", "r1")
    assert (await person.sends(type="installationUpdate", action="add")).status_code == 200
    await guide.settled()
    assert person.texts[1:] == [line("welcome")]


async def test_what_the_guide_itself_or_another_bot_says_is_left_alone(guide: Guide) -> None:
    person = guide.person()
    for sender in ({"id": BOT["id"]}, {"id": APP_ID}, {"id": "29:other", "role": "bot"}):
        assert (await person.sends(text="hello", **{"from": sender})).status_code == 200
    assert rows(guide, "event") == []


@pytest.mark.parametrize("kind", ["event", "endOfConversation", "typing", "messageUpdate", "handoff", "x" * 900])
async def test_a_type_of_activity_that_is_not_known_is_acknowledged_and_does_nothing(guide: Guide, kind: str) -> None:
    answer = await guide.person().sends(type=kind, text="hello")
    assert (answer.status_code, rows(guide, "chat")) == (200, [])


async def test_a_picture_or_nothing_at_all_is_told_what_can_be_read(guide: Guide) -> None:
    person = guide.person()
    await person.says("", attachments=[{"contentType": "image/png", "contentUrl": "https://x"}])
    await guide.settled()
    assert person.texts == [line("no_text")]


async def test_a_reaction_to_an_answer_says_whether_it_helped(guide: Guide) -> None:
    person = guide.person()
    await person.says("what is a CIN plan?")
    await guide.settled()
    for kind in ("surprised", "like"):
        reaction = {"type": "messageReaction", "reactionsAdded": [{"type": kind}], "replyToId": person.shown[0].id}
        assert (await person.sends(id=None, **reaction)).status_code == 200
    assert [(row.kind, row.state) for row in rows(guide, "record")] == [("rating", "helpful")]


async def test_erasing_the_conversation_erases_it_says_goodbye_and_begins_a_new_one(guide: Guide) -> None:
    person = guide.person()
    await person.says("start the walk-through")
    await person.says("delete this conversation")
    await guide.settled()
    yes = person.activity(text="yes")
    for _ in range(3):
        assert (await person.sends(yes)).status_code == 202
    await guide.settled()
    assert len(person.shown) == 3 and "erased" in person.texts[-1].lower()
    assert {row.kind for row in rows(guide, "event")} == set()
    await person.says("what is a CIN plan?")
    await guide.settled()
    assert len(person.shown) == 4 and len(rows(guide, "conversation")) == 1


async def test_the_page_has_a_conversation_of_its_own_and_shares_the_records(guide: Guide) -> None:
    person = guide.person()
    await person.says("what does 87% mean?")
    await guide.settled()
    practitioner = rows(guide, "practitioner")[0].id
    on_page = await guide.conversations.current(practitioner)
    assert on_page != rows(guide, "chat")[0].conversation
    await guide.conversations.say(on_page, "what does 92% mean?", "m1")
    await guide.conversations.erase(on_page)
    await guide.settled()
    assert {row.practitioner for row in rows(guide, "record")} == {practitioner}
    assert len(person.shown) == 1 and [row.closed is None for row in rows(guide, "conversation")] == [False]


async def test_a_person_is_forgotten_with_their_chats_and_given_all_that_is_kept(guide: Guide) -> None:
    person = guide.person()
    await person.says("what is a CIN plan?")
    await guide.settled()
    practitioner = rows(guide, "practitioner")[0].id
    exported = export(guide.store, practitioner)
    assert exported is not None
    (given,) = exported["chats"]
    assert given["reference"]["conversation"] == person.chat
    with guide.store.database.reading() as connection:
        assert person.chat not in str(connection.execute(sa.select(chat)).all())
    assert erase_practitioner(guide.store, practitioner).is_complete
    assert rows(guide, "chat") == rows(guide, "posting") == rows(guide, "conversation") == []


async def test_the_guide_writes_first_once_for_each_reason(guide: Guide) -> None:
    person = guide.person()
    await person.says("what is a CIN plan?")
    await guide.settled()
    practitioner = rows(guide, "practitioner")[0].id
    sent = await asyncio.gather(*(guide.channel.send_to(practitioner, "The review is on Monday.", "r") for _ in "abc"))
    await guide.settled()
    assert sent == [True, True, True] and person.texts[1:] == ["The review is on Monday."]
    assert not await guide.channel.send_to("somebody else", "Nothing", "r")


async def test_where_nothing_can_be_saved_the_person_is_told_and_may_send_it_again(
    guide: Guide, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = guide.person()
    await person.says("start the walk-through")
    await guide.settled()
    store = guide.conversations.assistant.agent.tracker_store
    append = store._journal.append

    def broken(turn: Any) -> Any:
        from bot.records.faults import NotKept

        raise NotKept("the disk is full")

    monkeypatch.setattr(store._journal, "append", broken)
    message = person.activity(text="87%")
    assert (await person.sends(message)).status_code == 202
    await guide.settled()
    assert person.texts[1:] == [services().guidance.phrase("not_saved")]
    monkeypatch.setattr(store._journal, "append", append)
    assert (await person.sends(message)).status_code == 202
    await guide.settled()
    assert "2 of 7" in person.texts[-1] and len(person.shown) == 3


async def test_where_not_even_that_can_be_said_teams_is_told(guide: Guide, monkeypatch: pytest.MonkeyPatch) -> None:
    from bot.channels.conversations import NotSaved

    async def broken(*given: Any) -> Any:
        raise NotSaved("no database")

    person = guide.person()
    monkeypatch.setattr(guide.conversations, "say", broken)
    monkeypatch.setattr(guide.teams.entra, "secret", "changed")
    assert (await person.sends(text="hello")).status_code == 503
    monkeypatch.undo()


async def test_while_an_answer_takes_long_the_chat_shows_that_it_is_on_its_way(
    guide: Guide, monkeypatch: pytest.MonkeyPatch
) -> None:
    say = guide.conversations.say

    async def slow(*given: Any) -> Any:
        while not guide.teams.typing:
            await asyncio.sleep(0.05)
        return await say(*given)

    monkeypatch.setattr(guide.conversations, "say", slow)
    person = guide.person()
    await person.says("what is a CIN plan?")
    await guide.settled()
    assert guide.teams.typing[person.chat] == 1 and len(person.shown) == 1
