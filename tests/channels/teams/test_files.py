"""A file that can't be had from where Teams says that it is."""

from __future__ import annotations

from typing import Any

import pytest
from aiohttp import web

from bot.channels.teams.files import Files, NotFetched
from tests.channels.web.serving import free_address
from tests.listening import answering

pytestmark = pytest.mark.model

HERE = Files(hosts=("127.0.0.1",), schemes=("http",))


@pytest.mark.parametrize(
    "attachment",
    [
        {},
        {"content": "https://council.sharepoint.com/a", "name": "a.csv"},
        {"content": {}, "name": "a.csv"},
        {"content": {"downloadUrl": "https://council.sharepoint.com/a"}, "name": None},
        {"content": {"downloadUrl": "https://elsewhere.example/a"}, "name": "a.csv"},
    ],
    ids=str,
)
async def test_what_says_no_place_that_is_allowed_is_not_fetched(attachment: dict[str, Any]) -> None:
    with pytest.raises(NotFetched) as raised:
        await Files().fetched(attachment)
    assert raised.value.line == "file_not_fetched"


@pytest.mark.parametrize("status", [302, 404, 500])
async def test_a_place_that_does_not_give_the_file_is_told_of(status: int) -> None:
    async def other(request: web.Request) -> web.Response:
        return web.Response(status=status, headers={"Location": "/elsewhere"})

    listening, address = free_address()
    app = web.Application()
    app.router.add_get("/a", other)
    async with answering(app, listening):
        with pytest.raises(NotFetched):
            await HERE.fetched({"content": {"downloadUrl": f"{address}/a"}, "name": "a.csv"})


async def test_a_place_that_is_away_is_told_of() -> None:
    listening, address = free_address()
    listening.close()
    with pytest.raises(NotFetched):
        await HERE.fetched({"content": {"downloadUrl": f"{address}/a"}, "name": "a.csv"})
