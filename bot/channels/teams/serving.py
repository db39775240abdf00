"""The Teams channel added to a server."""

from __future__ import annotations

import asyncio
from typing import Any

from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, empty, json, raw

from bot.channels.registers import add_register
from bot.channels.teams.addresses import RunOut
from bot.channels.teams.channel import TeamsChannel
from bot.channels.teams.connector import Connector
from bot.channels.teams.documents import PATH as DOCUMENTS
from bot.channels.teams.documents import Documents
from bot.channels.teams.pictures import PATH as PICTURES
from bot.channels.teams.pictures import Pictures
from bot.channels.teams.references import ISSUER
from bot.channels.teams.settings import TeamsSettings
from bot.channels.teams.signing import OutgoingToken
from bot.channels.teams.tokens import IncomingTokens
from bot.channels.web.channel import WebChannel
from bot.channels.web.documents import handed_out
from bot.channels.web.pages import page
from bot.channels.web.refusals import Refusal, line
from bot.channels.web.settings import WebSettings

MESSAGES = "/teams/messages"
"""The address that the bot's registration names as its messaging endpoint."""


def teams_channel(settings: TeamsSettings, web: WebChannel) -> TeamsChannel:
    """The channel with these settings; what it shares with the page's are people's pseudonyms and the signing key."""
    return TeamsChannel(
        settings.app_id,
        IncomingTokens(settings),
        Connector(OutgoingToken(settings)),
        Pictures(web.settings.public_url, web.settings.session_key),
        documents_in(settings, web.settings),
        web.sessions.pseudonym,
        add_register,
    )


def documents_in(teams: TeamsSettings, web: WebSettings) -> Documents:
    """Hands documents out where those who sign in to the page are known there as in Teams; nobody else could open
    one."""
    issuers = {ISSUER.format(tenant=tenant) for tenant in teams.allowed_tenants}
    known = web.provider is not None and web.provider.issuer in issuers
    return Documents(web.public_url if known else None, web.session_key)


def add_teams_channel(app: Sanic, channel: TeamsChannel, web: WebChannel) -> None:
    """Adds the channel's routes to the server; documents are for those who have a session of the page's."""

    @app.post(MESSAGES)
    async def activity(request: Request) -> HTTPResponse:
        status, body = await channel.receive(request.headers.getone("authorization", None), request.body)
        return empty(status) if body is None else json(body, status=status)

    @app.get(f"{PICTURES}<name:str>")
    async def picture(request: Request, name: str) -> HTTPResponse:
        asked, conversations = channel.pictures.asked(name), channel.conversations
        if asked is None or conversations is None:
            raise Refusal(404, "not_found")
        said = await conversations.since(asked.conversation, asked.number - 1)
        found = next((one for one in said if one.number == asked.number), None)
        png = await asyncio.to_thread(channel.pictures.png, found, asked.kind) if found else None
        if png is None:
            raise Refusal(404, "not_found")
        return raw(png, content_type="image/png")

    @app.get(f"{DOCUMENTS}<name:str>")
    async def document(request: Request, name: str) -> HTTPResponse:
        conversations = web.conversations
        try:
            asked = channel.documents.asked(name)
        except RunOut as error:
            raise Refusal(410, "document_expired") from error
        if asked is None:
            raise Refusal(404, "no_document")
        session = web.session_of(request)
        if session is None:
            return page("signed_out", web.settings, status=401, line=line("document_signed_out"))
        if asked.conversation != await channel.conversation_of(session.practitioner):
            raise Refusal(404, "no_document")
        return await handed_out(conversations, asked.conversation, asked.number, asked.ending)

    @app.listener("before_server_stop")
    async def stop(app: Sanic, loop: Any) -> None:
        await channel.stop()
