"""The web channel added to a server."""

from __future__ import annotations

import asyncio

from sanic import Sanic
from sanic.request import Request
from sanic.response import BaseHTTPResponse

from bot.channels.web import guards
from bot.channels.web.channel import WebChannel
from bot.channels.web.conversing import conversing
from bot.channels.web.documents import documents
from bot.channels.web.insights import insights
from bot.channels.web.refusals import Refusal, refused
from bot.channels.web.registers import registers
from bot.channels.web.showing import showing
from bot.channels.web.signing_in import signing_in


def add_web_channel(app: Sanic, channel: WebChannel) -> None:
    """Adds the channel's routes to the server, and to every request and answer what guards them."""
    settings = channel.settings
    if settings.proxies:
        app.config.PROXIES_COUNT = settings.proxies

    @app.on_request
    async def guard(request: Request) -> BaseHTTPResponse | None:
        # Sanic runs this for errors too, where nothing that is raised here would be answered.
        try:
            guards.refuse_strangers(request, settings)
        except Refusal as refusal:
            return refused(request, refusal)
        return None

    @app.on_response
    async def finish(request: Request, response: BaseHTTPResponse) -> None:
        guards.add_headers(request, response, settings)
        for cookie in filter(None, (getattr(request.ctx, name, None) for name in ("set_cookie", "set_other_cookie"))):
            response.headers.add("Set-Cookie", cookie)

    @app.exception(Exception)
    async def refuse(request: Request, error: Exception) -> BaseHTTPResponse:
        return refused(request, error)

    @app.listener("before_server_stop")
    async def end_streams(app: Sanic, loop: asyncio.AbstractEventLoop) -> None:
        for stream in tuple(channel.streams):
            stream.cancel()

    for routes in (showing, signing_in, conversing, registers, documents, insights):
        app.blueprint(routes(channel))
