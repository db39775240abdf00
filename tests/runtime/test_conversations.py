"""Conversations answered by the assistant: once, in order, and shown only when saved."""

from __future__ import annotations

import asyncio
import secrets
from typing import Any

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker

from bot.channels.conversations import NotSaved, Said
from bot.runtime.conversations import RunningConversations
from bot.runtime.memory import ConversationMemory
from tests.desks import DesksInMemory

pytestmark = pytest.mark.model


class FullDisk(ConversationMemory):
    """A store that saves nothing while its disk is full."""

    full = False

    async def save(self, tracker: DialogueStateTracker) -> None:
        if self.full:
            raise OSError("no space left")
        await super().save(tracker)


@pytest.fixture
def conversations(assistant: Any) -> RunningConversations:
    """Conversations on the assistant's own store."""
    return RunningConversations(assistant, DesksInMemory())


@pytest.fixture
async def conversation(conversations: RunningConversations) -> str:
    """A new practitioner's conversation."""
    return await conversations.current(secrets.token_hex(8))


@pytest.fixture
def store(assistant: Any) -> Any:
    """A store that can be full, in the place of the assistant's own."""
    agent, own = assistant.agent, assistant.agent.tracker_store
    mine = FullDisk(Domain.empty())
    mine.domain = own.domain
    agent.tracker_store = agent.processor.tracker_store = mine
    yield mine
    agent.tracker_store = agent.processor.tracker_store = own


def shown(said: list[Said]) -> list[str]:
    """The texts of what was said."""
    return [one.text for one in said]


async def test_a_practitioner_has_one_conversation_however_many_ask_for_it(conversations: RunningConversations) -> None:
    asked = await asyncio.gather(*(conversations.current("somebody") for _ in range(5)))

    assert len(set(asked)) == 1
    assert await conversations.current("somebody else") not in asked


async def test_what_was_said_is_numbered_by_where_it_is_kept(
    conversations: RunningConversations, conversation: str, assistant: Any
) -> None:
    said = await conversations.say(conversation, "87%", "one")
    tracker = await assistant.agent.tracker_store.retrieve_full_tracker(conversation)

    assert [one.author for one in said[:2]] == ["practitioner", "guide"]
    assert shown(said) == [tracker.events[one.number - 1].text for one in said]
    assert await conversations.since(conversation, 0) == said
    assert await conversations.since(conversation, said[0].number) == said[1:]


async def test_turns_are_answered_in_the_order_in_which_they_came(
    conversations: RunningConversations, conversation: str
) -> None:
    figures = [f"{figure}%" for figure in range(81, 89)]
    await asyncio.gather(*(conversations.say(conversation, figure, figure) for figure in figures))

    said = await conversations.since(conversation, 0)
    assert shown([one for one in said if one.author == "practitioner"]) == figures
    assert [one.number for one in said] == sorted({one.number for one in said})


async def test_a_caller_that_gives_up_does_not_break_off_the_turn(
    conversations: RunningConversations, conversation: str
) -> None:
    caller = asyncio.create_task(conversations.say(conversation, "87%", "one"))
    await asyncio.sleep(0)
    caller.cancel()

    again = await conversations.say(conversation, "87%", "one")
    assert await conversations.since(conversation, 0) == again


async def test_a_turn_that_could_not_be_saved_is_not_shown_and_may_be_sent_again(
    store: FullDisk, conversations: RunningConversations, conversation: str
) -> None:
    before = await conversations.say(conversation, "87%", "one")
    store.full = True
    with pytest.raises(NotSaved):
        await conversations.say(conversation, "95%", "two")
    assert await conversations.since(conversation, 0) == before

    store.full = False
    after = await conversations.say(conversation, "95%", "two")
    assert await conversations.since(conversation, 0) == [*before, *after]


async def test_a_first_turn_that_could_not_be_saved_leaves_nothing(
    store: FullDisk, conversations: RunningConversations, conversation: str
) -> None:
    store.full = True
    with pytest.raises(NotSaved):
        await conversations.say(conversation, "87%", "one")

    assert await conversations.since(conversation, 0) == []


async def test_who_waits_is_woken_when_something_is_said(
    conversations: RunningConversations, conversation: str
) -> None:
    waiting = asyncio.create_task(conversations.changed(conversation, 0, 600))
    await asyncio.sleep(0)
    said = await conversations.say(conversation, "87%", "one")

    assert await waiting is True
    assert await conversations.changed(conversation, 0, 600) is True
    assert await conversations.changed(conversation, said[-1].number, 0) is False


async def test_what_another_server_writes_is_seen_too(assistant: Any) -> None:
    async def last_number(conversation: str) -> int:
        said = await other.since(conversation, 0)
        return said[-1].number if said else 0

    other = RunningConversations(assistant, DesksInMemory())
    here = RunningConversations(assistant, DesksInMemory(), last_number)
    conversation = await here.current("somebody")
    waiting = asyncio.create_task(here.changed(conversation, 0, 600))
    said = await other.say(conversation, "87%", "one")

    assert await waiting is True
    assert await here.since(conversation, 0) == said


async def test_erasing_leaves_nothing_and_opens_another_conversation(
    conversations: RunningConversations, assistant: Any
) -> None:
    conversation = await conversations.current("somebody")
    said = await conversations.say(conversation, "87%", "one")
    await conversations.rate(conversation, said[1].number, True)
    waiting = asyncio.create_task(conversations.changed(conversation, said[-1].number, 600))
    await asyncio.sleep(0)
    await conversations.erase(conversation)

    assert await waiting is True
    assert conversation not in list(await assistant.agent.tracker_store.keys())
    assert await conversations.since(conversation, 0) == []
    assert await conversations.current("somebody") != conversation


async def test_erasing_a_conversation_in_which_nothing_was_said_opens_another(
    conversations: RunningConversations,
) -> None:
    conversation = await conversations.current("somebody")
    await conversations.erase(conversation)

    assert await conversations.current("somebody") != conversation


async def test_the_turn_that_erases_is_shown_once_and_kept_nowhere(
    conversations: RunningConversations, assistant: Any
) -> None:
    conversation = await conversations.current("somebody")
    await conversations.say(conversation, "delete this conversation", "one")
    farewell = await conversations.say(conversation, "yes", "two")

    assert shown(farewell)[0] == "yes"
    assert "has been erased" in farewell[1].text
    assert await conversations.since(conversation, 0) == farewell
    assert conversation not in list(await assistant.agent.tracker_store.keys())
    following = await conversations.current("somebody")
    assert await conversations.say(following, "yes", "two") == farewell
    assert await conversations.since(following, 0) == []


async def test_a_message_that_waited_while_its_conversation_was_erased_is_not_kept_under_its_name(
    conversations: RunningConversations, assistant: Any
) -> None:
    conversation = await conversations.current("somebody")
    await conversations.say(conversation, "delete this conversation", "one")
    erasing = asyncio.create_task(conversations.say(conversation, "yes", "two"))
    waited = asyncio.create_task(conversations.say(conversation, "87%", "three"))

    assert "has been erased" in (await erasing)[1].text
    with pytest.raises(NotSaved):
        await waited
    assert conversation not in list(await assistant.agent.tracker_store.keys())


async def test_ratings_are_kept_replaced_and_erased_with_their_conversation(assistant: Any) -> None:
    desks = DesksInMemory()
    conversations = RunningConversations(assistant, desks)
    conversation = await conversations.current("somebody")
    for helpful in (True, False):
        await conversations.rate(conversation, 5, helpful)
    assert desks.ratings == {conversation: {5: False}}

    await conversations.erase(conversation)
    assert desks.ratings == {}
