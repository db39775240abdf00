"""The route of registers: a file from the school, handed over as the body of a request."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import unquote

from sanic import Blueprint
from sanic.exceptions import PayloadTooLarge
from sanic.http import Http
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.registers import LARGEST_FILE, add_register
from bot.channels.web.bodies import MESSAGE_ID
from bot.channels.web.channel import WebChannel
from bot.channels.web.conversing import turn_shown
from bot.channels.web.refusals import Refusal
from bot.channels.web.sessions import Session

MEGABYTE = 1024 * 1024

MOST_READ_PAST = 4 * LARGEST_FILE
"""Bytes of a file that is refused which are read all the same; a larger one's connection is cut."""


def registers(channel: WebChannel) -> Blueprint:
    """POST /conversation/registers: the file's bytes, with X-Message-Id and X-File-Name (percent-encoded UTF-8)."""
    blueprint = Blueprint("registers", url_prefix="/conversation/registers")

    @blueprint.post("/", stream=True, strict_slashes=False)
    async def register(request: Request) -> HTTPResponse:
        assert request.stream is not None
        with taking_files(request.stream):
            try:
                session, message_id = await allowed(channel, request)
                data = await file_in(request)
            except Refusal:
                # A browser that is still sending would see a cut connection in place of the line.
                await read_past(request.stream)
                raise
        conversation = await channel.conversations.current(session.practitioner)
        name = unquote(request.headers.getone("x-file-name", ""))
        said = await add_register(channel.conversations, conversation, data, name, message_id)
        return turn_shown(channel, conversation, said)

    return blueprint


async def allowed(channel: WebChannel, request: Request) -> tuple[Session, str]:
    """Whose register it is, and the client's id of the message, before the file is read. Raises Refusal."""
    session = channel.changing_session(request)
    message_id = request.headers.getone("x-message-id", "")
    if not MESSAGE_ID.fullmatch(message_id):
        raise Refusal(400, "bad_message_id")
    await channel.count_message(session)
    return session, message_id


@contextmanager
def taking_files(stream: Http) -> Iterator[None]:
    """Lets the body be as large as a file here alone: the next request of the connection is held to the usual size."""
    stream.request_max_size = LARGEST_FILE
    try:
        yield
    finally:
        stream.request_max_size = stream.protocol.request_max_size


async def file_in(request: Request) -> bytes:
    """The file. Raises Refusal (413, 400 for an empty one)."""
    try:
        await request.receive_body()
    except PayloadTooLarge as error:
        raise Refusal(413, "file_too_large", most=LARGEST_FILE // MEGABYTE) from error
    data: bytes = request.body
    if not data:
        raise Refusal(400, "file_empty")
    return data


async def read_past(stream: Http) -> None:
    """Reads what is left of the body, and keeps nothing of it."""
    stream.request_max_size = MOST_READ_PAST
    try:
        async for _ in stream:
            pass
    except PayloadTooLarge:
        return
