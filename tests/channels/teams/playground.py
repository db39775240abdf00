"""Microsoft's Agents Playground and the guide on one machine: between them a relay that signs what the Playground
sends, as the Bot Framework service would. Run it from the repository: python -m tests.channels.teams.playground

It checks nothing of what comes to it, so it listens on this machine only.
"""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any

import aiohttp
from aiohttp import web

from tests.channels.teams.entra import Entra, serving_entra

HERE = "127.0.0.1"
RELAY_PORT, GUIDE_PORT = 3978, 5005
PATH = "/api/messages"

Activity = dict[str, Any]


@dataclass
class Relay:
    """Signs activities with the key of `entra` and passes them on to the guide's address."""

    entra: Entra
    guide: str
    session: aiohttp.ClientSession

    async def pass_on(self, request: web.Request) -> web.Response:
        """What the guide answers to the activity of a request, once it is signed."""
        activity = of_tenant(await request.json(), self.entra.tenant)
        authorization = self.entra.authorization(serviceurl=activity.get("serviceUrl"))
        async with self.session.post(self.guide, json=activity, headers={"Authorization": authorization}) as answered:
            return web.Response(status=answered.status, body=await answered.read(), content_type=answered.content_type)


def of_tenant(activity: Activity, tenant: str) -> Activity:
    """The activity as one of this tenant: the Playground's own tenant has an id that is no GUID."""
    channel_data = {**(activity.get("channelData") or {}), "tenant": {"id": tenant}}
    conversation = {**(activity.get("conversation") or {}), "tenantId": tenant}
    return {**activity, "channelData": channel_data, "conversation": conversation}


@asynccontextmanager
async def relaying(entra: Entra, guide: str, port: int) -> AsyncIterator[str]:
    """The address of a relay to the guide's address, while it runs; `port` 0 takes a free one."""
    async with aiohttp.ClientSession() as session:
        app = web.Application()
        app.router.add_post(PATH, Relay(entra, guide, session).pass_on)
        runner = web.AppRunner(app)
        await runner.setup()
        await web.TCPSite(runner, HERE, port).start()
        try:
            yield f"http://{HERE}:{runner.addresses[0][1]}{PATH}"
        finally:
            await runner.cleanup()


def settings_of(entra: Entra) -> dict[str, str]:
    """What the guide is started with, so that it takes this key and answers on this machine."""
    return {**entra.environment, "GUIDE_TEAMS_SERVICE_HOSTS": f"localhost, {HERE}"}


async def run(relay_port: int, guide_port: int) -> None:
    """Relays until it is stopped, and says how to start the other two."""
    async with (
        serving_entra() as entra,
        relaying(entra, f"http://{HERE}:{guide_port}/teams/messages", relay_port) as address,
    ):
        print("In a second terminal start the guide with these settings:\n")
        print("\n".join(f"export {name}='{value}'" for name, value in settings_of(entra).items()))
        print(f"guide run --port {guide_port}\n\nIn a third the Playground:\n")
        print(f"agentsplayground start -e {address} -c msteams --disable-telemetry", flush=True)
        await asyncio.Event().wait()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Signs what the Agents Playground sends to the guide.")
    parser.add_argument("--port", type=int, default=RELAY_PORT, help="of the relay")
    parser.add_argument("--guide-port", type=int, default=GUIDE_PORT, help="of the guide")
    chosen = parser.parse_args()
    with suppress(KeyboardInterrupt):
        asyncio.run(run(chosen.port, chosen.guide_port))
