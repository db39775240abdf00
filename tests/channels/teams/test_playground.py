"""The relay for Microsoft's Agents Playground: the guide checks what comes through it, and takes it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
from aiohttp import web

from bot.channels.teams.settings import TeamsSettings
from bot.channels.teams.tokens import Claims, IncomingTokens, Refused
from tests.channels.teams.entra import TENANT, activity, serving_entra
from tests.channels.teams.playground import HERE, relaying, settings_of

CONNECTOR = "http://localhost:56150/_connector"
SENT = activity(
    serviceUrl=CONNECTOR,
    conversation={"id": "personal-chat-id", "tenantId": "00000000-0000-0000-0000-0000000000001"},
    channelData={"tenant": {"id": "00000000-0000-0000-0000-0000000000001"}, "source": {"name": "message"}},
)
"""A message as the Playground sends it: its tenant's id has a digit too many."""


@asynccontextmanager
async def checking(settings: TeamsSettings, taken: list[Claims]) -> AsyncIterator[str]:
    """The address of a server that checks activities as the guide does, and notes what is certain of them."""
    tokens = IncomingTokens(settings)

    async def take(request: web.Request) -> web.Response:
        try:
            taken.append(await tokens.claims_of(request.headers.get("Authorization"), await request.json()))
        except Refused as refused:
            return web.json_response({"error": refused.why}, status=refused.status)
        return web.Response(status=202)

    app = web.Application()
    app.router.add_post("/teams/messages", take)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, HERE, 0).start()
    try:
        yield f"http://{HERE}:{runner.addresses[0][1]}/teams/messages"
    finally:
        await runner.cleanup()


async def posted(address: str, sent: dict[str, Any]) -> int:
    """The status of the answer to an activity that comes without credentials."""
    async with aiohttp.ClientSession() as session, session.post(address, json=sent) as answered:
        return answered.status


async def test_what_the_playground_sends_is_taken_through_the_relay_and_refused_without() -> None:
    taken: list[Claims] = []
    async with serving_entra() as entra:
        settings = TeamsSettings.from_environment(settings_of(entra))
        assert settings is not None
        async with checking(settings, taken) as guide, relaying(entra, guide, 0) as relay:
            assert await posted(relay, SENT) == 202
            assert await posted(guide, SENT) == 401
    assert taken == [Claims(service_url=CONNECTOR, tenant=TENANT)]
