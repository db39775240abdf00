"""Routes of documents: what a message of the guide offers, as Word and as plain text, for an hour, to its owner."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, raw

from bot.channels.conversations import Conversations
from bot.channels.web import guards
from bot.channels.web.channel import WebChannel
from bot.channels.web.refusals import Refusal
from bot.clock import CLOCK
from bot.documents.document import Document
from bot.documents.kept import document_for
from bot.documents.text import as_text
from bot.documents.word import as_word
from bot.services import services

WRITERS: Mapping[str, tuple[str, Callable[[Document], bytes]]] = {
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", as_word),
    "txt": ("text/plain; charset=utf-8", lambda document: as_text(document).encode("utf-8")),
}
"""By the ending of the file's name: its type, and what writes it."""

NAME = re.compile(rf"(?P<number>[0-9]{{1,9}})\.(?P<ending>{'|'.join(WRITERS)})")


def documents(channel: WebChannel) -> Blueprint:
    """GET /conversation/documents/<number of the message>.<docx or txt>."""
    blueprint = Blueprint("documents", url_prefix="/conversation/documents")

    @blueprint.get("/<name:str>")
    async def document(request: Request, name: str) -> HTTPResponse:
        guards.refuse_reading_elsewhere(request)
        session = channel.required_session(request)
        asked = NAME.fullmatch(name)
        if asked is None:
            raise Refusal(404, "no_document")
        conversation = await channel.conversations.current(session.practitioner)
        return await handed_out(channel.conversations, conversation, int(asked["number"]), asked["ending"])

    return blueprint


async def handed_out(conversations: Conversations, conversation: str, number: int, ending: str) -> HTTPResponse:
    """The document that message `number` of a conversation offers, as a file with this ending.

    Raises Refusal: 404 where it offers none, 410 once its hour is over.
    """
    said = await conversations.since(conversation, number - 1)
    offered = next((one.custom.get("document") for one in said if one.number == number), None)
    if not offered:
        raise Refusal(404, "no_document")
    if CLOCK.now() > datetime.fromisoformat(offered["until"]):
        raise Refusal(410, "document_expired")
    file_name, kind, body = await asyncio.to_thread(written, offered, ending)
    return raw(body, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{file_name}"'})


def written(offered: Mapping[str, Any], ending: str) -> tuple[str, str, bytes]:
    """The file's name, its type and its bytes."""
    made = datetime.fromisoformat(offered["made"]).date()
    parts = services()
    document = document_for(
        offered["kind"], offered["kept"], parts.guidance, parts.measures, made, offered.get("reference")
    )
    kind, write = WRITERS[ending]
    return document.file_name(ending), kind, write(document)
