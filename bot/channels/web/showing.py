"""Routes of the pages and what they load."""

from __future__ import annotations

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, redirect

from bot.channels.web.channel import WebChannel
from bot.channels.web.pages import WIDGET_SCRIPT, built_file, page
from bot.channels.web.refusals import line

SIGN_IN = "/sign-in"


def showing(channel: WebChannel) -> Blueprint:
    """GET /, /widget, /widget.js, /static/<file>, /accessibility, /privacy."""
    blueprint = Blueprint("pages")
    settings = channel.settings

    @blueprint.get("/")
    async def guide(request: Request) -> HTTPResponse:
        if await channel.session_or_new(request) is not None:
            return page("page", settings)
        if channel.sign_in is not None:
            return redirect(SIGN_IN, status=303)
        return page("signed_out", settings, status=401, line=line("signed_out"))

    @blueprint.get("/widget")
    async def widget(request: Request) -> HTTPResponse:
        # A provider can't be shown in a frame: the page in it signs in with its host's token, or in a tab of its own.
        await channel.session_or_new(request)
        return page("widget", settings)

    @blueprint.get("/accessibility")
    async def accessibility(request: Request) -> HTTPResponse:
        return page("accessibility", settings)

    @blueprint.get("/privacy")
    async def privacy(request: Request) -> HTTPResponse:
        return page("privacy", settings)

    @blueprint.get("/widget.js")
    async def widget_script(request: Request) -> HTTPResponse:
        return built_file(request, WIDGET_SCRIPT)

    @blueprint.get("/static/<name:str>")
    async def static(request: Request, name: str) -> HTTPResponse:
        return built_file(request, name)

    return blueprint
