"""The route of the insights: what practitioners as a whole asked for, to those who may see it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from markupsafe import Markup
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.web.channel import WebChannel
from bot.channels.web.pages import page
from bot.channels.web.refusals import Refusal, line

SECONDS_KEPT = 10 * 60.0
"""How long what was counted is shown again."""


class Counted:
    """What counting everything gave, counted again when it is asked for after ten minutes; once at a time."""

    def __init__(self, count: Callable[[], str], clock: Callable[[], float] = time.monotonic) -> None:
        self._count = count
        self._clock = clock
        self._counting = asyncio.Lock()
        self._shown = ""
        self._until: float | None = None

    async def html(self) -> str:
        """What to show, as HTML. Raises what counting raises."""
        async with self._counting:
            if self._until is None or self._clock() >= self._until:
                self._shown = await asyncio.to_thread(self._count)
                self._until = self._clock() + SECONDS_KEPT
            return self._shown


def insights(channel: WebChannel) -> Blueprint:
    """GET /insights."""
    blueprint = Blueprint("insights")
    counted = Counted(channel.insights) if channel.insights else None

    @blueprint.get("/insights")
    async def shown(request: Request) -> HTTPResponse:
        refusal = refusal_of(channel, request)
        if refusal is not None:
            status, name = refusal
            return page("insights", channel.settings, status=status, line=line(name), main="")
        if counted is None:
            raise Refusal(503, "not_ready")
        return page("insights", channel.settings, main=Markup(await counted.html()))

    return blueprint


def refusal_of(channel: WebChannel, request: Request) -> tuple[int, str] | None:
    """Why who asks may not see the insights: the status, and the name of the line that says so. None where they may."""
    if not channel.settings.signs_in:
        return 404, "insights_need_sign_in"
    if not channel.settings.shows_insights:
        return 404, "no_insights_group"
    session = channel.session_of(request)
    if session is None:
        return 401, "insights_signed_out"
    return None if session.sees_insights else (403, "not_in_insights_group")
