"""The Teams channel added to a server."""

from __future__ import annotations

import asyncio
from typing import Any

from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, empty, json, raw

from bot.channels.registers import add_register
from bot.channels.teams.channel import TeamsChannel
from bot.channels.teams.connector import Connector
from bot.channels.teams.pictures import PATH, Pictures
from bot.channels.teams.settings import TeamsSettings
from bot.channels.teams.signing import OutgoingToken
from bot.channels.teams.tokens import IncomingTokens
from bot.channels.web.channel import WebChannel
from bot.channels.web.refusals import Refusal

MESSAGES = "/teams/messages"
"""The address that the bot's registration names as its messaging endpoint."""


def teams_channel(settings: TeamsSettings, web: WebChannel) -> TeamsChannel:
    """The channel with these settings; what it shares with the page's are people's pseudonyms and the signing key."""
    return TeamsChannel(
        settings.app_id,
        IncomingTokens(settings),
        Connector(OutgoingToken(settings)),
        Pictures(web.settings.public_url, web.settings.session_key),
        web.sessions.pseudonym,
        add_register,
    )


def add_teams_channel(app: Sanic, channel: TeamsChannel) -> None:
    """Adds the channel's routes to the server."""

    @app.post(MESSAGES)
    async def activity(request: Request) -> HTTPResponse:
        status, body = await channel.receive(request.headers.getone("authorization", None), request.body)
        return empty(status) if body is None else json(body, status=status)

    @app.get(f"{PATH}<name:str>")
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

    @app.listener("before_server_stop")
    async def stop(app: Sanic, loop: Any) -> None:
        await channel.stop()
