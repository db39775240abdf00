"""Routes of the conversation: messages, live events, erasing, ratings."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import contextmanager

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, json

from bot.channels.conversations import Said
from bot.channels.web import events, guards
from bot.channels.web.bodies import message_in, rating_in
from bot.channels.web.channel import MOST_STREAMS, WebChannel
from bot.channels.web.refusals import Refusal
from bot.channels.web.sessions import Session
from bot.observing.metrics import METRICS

HEARTBEAT_SECONDS = 15.0
"""Proxies close a connection over which nothing comes for a while."""

FAREWELL_SECONDS = 2.0
"""How long a page of a conversation that is gone is kept from being told so, for the last words to come first."""


def conversing(channel: WebChannel) -> Blueprint:
    """POST /conversation/messages, /conversation/delete, /conversation/ratings; GET /conversation/events."""
    blueprint = Blueprint("conversation", url_prefix="/conversation")

    @blueprint.post("/messages")
    async def message(request: Request) -> HTTPResponse:
        session = channel.changing_session(request)
        sent = message_in(request.body)
        await channel.count_message(session)
        conversation, said = await channel.conversations.say_in_open(session.practitioner, sent.text, sent.id)
        return turn_shown(channel, conversation, said)

    @blueprint.get("/events")
    async def live(request: Request) -> None:
        guards.refuse_reading_elsewhere(request)
        session = channel.required_session(request)
        position = asked_position(request)
        # What can be refused is refused before the answer begins.
        conversation = await channel.conversations.current(session.practitioner)
        with one_stream(channel, session):
            response = await request.respond(content_type=events.CONTENT_TYPE, headers=events.HEADERS)
            # Headers go out with the first words; a page waits for them to know that it is connected.
            await response.send(events.HEARTBEAT)
            async for event in stream(channel, session, conversation, position):
                await response.send(event)
            await response.eof()

    @blueprint.post("/delete")
    async def delete(request: Request) -> HTTPResponse:
        session = channel.changing_session(request)
        await channel.conversations.erase(await channel.conversations.current(session.practitioner))
        return json({"erased": True})

    @blueprint.post("/ratings")
    async def rate(request: Request) -> HTTPResponse:
        session = channel.changing_session(request)
        number, helpful = rating_in(request.body)
        conversation = await channel.conversations.current(session.practitioner)
        found = [one for one in await channel.conversations.since(conversation, number - 1) if one.number == number]
        if not found or found[0].author != "guide":
            raise Refusal(400, "bad_rating")
        await channel.conversations.rate(conversation, number, helpful)
        return json({"number": number, "helpful": helpful})

    return blueprint


def turn_shown(channel: WebChannel, conversation: str, said: Sequence[Said]) -> HTTPResponse:
    """The answer to a request that took a turn: what was said in it, and that it erased the conversation, if it did."""
    shown = [events.said_event(conversation, one) for one in said]
    if channel.conversations.is_erased(conversation):
        shown.append(erased_event())
    return HTTPResponse("".join([*shown, events.event("done", {})]), content_type=events.CONTENT_TYPE)


def asked_position(request: Request) -> tuple[int, str | None]:
    """After which event a client goes on: as its browser says, or its address. Raises Refusal (400)."""
    asked = request.headers.getone("last-event-id", None) or request.args.get("after") or "0"
    position = events.position_in(asked)
    if position is None:
        raise Refusal(400, "bad_number")
    return position


@contextmanager
def one_stream(channel: WebChannel, session: Session) -> Iterator[None]:
    """Counts a stream while it is open. Raises Refusal (429) for too many of one practitioner."""
    if channel.streams_of[session.practitioner] >= MOST_STREAMS:
        raise Refusal(429, "too_many_streams")
    task = asyncio.current_task()
    assert task is not None
    channel.streams_of[session.practitioner] += 1
    channel.streams.add(task)
    try:
        with METRICS.streams.track_inprogress():
            yield
    finally:
        channel.streams.discard(task)
        channel.streams_of.subtract([session.practitioner])
        if not channel.streams_of[session.practitioner]:
            del channel.streams_of[session.practitioner]


async def stream(
    channel: WebChannel, session: Session, conversation: str, position: tuple[int, str | None]
) -> AsyncIterator[str]:
    """The events of a practitioner's conversation from `position` on, until the session ends."""
    conversations = channel.conversations
    number, mark = position
    said = await conversations.since(conversation, 0)
    newest = said[-1].number if said else 0
    if number and (number > newest if mark is None else mark != events.mark_of(conversation)):
        yield erased_event()
        number = 0
    while (left := channel.sessions.seconds_left(session)) > 0:
        current = await conversations.current(session.practitioner)
        if current != conversation and not conversations.is_erased(conversation):
            # What was said last comes with the word of another server, which may come after the erasure itself.
            await conversations.changed(conversation, number, FAREWELL_SECONDS)
        for one in await conversations.since(conversation, number):
            yield events.said_event(conversation, one)
            number = one.number
        if current != conversation:
            yield erased_event()
            conversation, number = current, 0
        elif not await conversations.changed(conversation, number, min(left, HEARTBEAT_SECONDS)):
            yield events.HEARTBEAT
    yield events.event("signed-out", {})


def erased_event() -> str:
    """The event after which a page starts afresh; the next things said begin from 1 again."""
    return events.event("erased", {}, "0")
