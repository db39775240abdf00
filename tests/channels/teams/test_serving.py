"""The channel's routes: there where Teams is set up, and answering from the first moment."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from bot.channels.teams.pictures import PATH, Pictures
from bot.channels.teams.serving import MESSAGES, teams_channel
from bot.channels.teams.settings import TeamsSettings
from bot.channels.web.channel import WebChannel
from tests.channels.teams.serving import Guide
from tests.channels.teams.teams import Teams
from tests.channels.teams.test_cards import drawn, png, with_pictures
from tests.channels.web import serving as web_serving

pytestmark = pytest.mark.model


async def test_where_teams_is_not_set_up_there_is_no_such_route(assistant: Any) -> None:
    async with web_serving.serving(assistant) as address, httpx.AsyncClient(base_url=address) as client:
        assert (await client.post(MESSAGES, json={"type": "message"})).status_code == 404


async def test_before_the_guide_is_ready_teams_is_told_to_come_again(teams: Teams) -> None:
    settings = TeamsSettings.from_environment(teams.environment)
    assert settings is not None
    channel = teams_channel(settings, WebChannel(web_serving.ALONE))
    from tests.channels.teams.teams import Person

    body = httpx.Request("POST", "http://x", json=Person(teams, httpx.AsyncClient(), "a:1").activity(text="hello"))
    authorization = teams.entra.authorization(serviceurl=teams.service_url)
    assert (await channel.receive(authorization, body.content))[0] == 503
    assert channel.conversations is None
    await channel.stop()


async def test_a_picture_is_given_to_who_has_its_address_and_to_nobody_else(
    guide: Guide, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def since(conversation: str, number: int) -> list[Any]:
        return [with_pictures()] if (conversation, number) == ("c", 6) else []

    monkeypatch.setattr(guide.conversations, "since", since)
    monkeypatch.setattr(guide.channel.pictures, "_draws", drawn)
    pictures: Pictures = guide.channel.pictures
    calendar = pictures.addressed(with_pictures(), "c").custom["card"]["body"][0]["url"]
    answer = await guide.client.get(calendar)
    assert (answer.status_code, answer.headers["content-type"], answer.content) == (200, "image/png", png("red"))
    elsewhere = pictures.addressed(with_pictures(), "another").custom["card"]["body"][0]["url"]
    for url in (elsewhere, f"{PATH}a.b.c.png", f"{PATH}x"):
        assert (await guide.client.get(url)).status_code == 404
