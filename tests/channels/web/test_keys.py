"""Keys fetched from whoever signs the tokens."""

from __future__ import annotations

import pytest
from aiohttp import web

from bot.channels.web.keys import Away, FetchedKeys
from tests.channels.web.serving import free_address
from tests.listening import answering

pytestmark = pytest.mark.model


@pytest.mark.parametrize("shown", ["{}", '{"keys": 1}', '{"keys": [{"kty": "unheard of"}]}', "[]", "no JSON"])
async def test_what_is_no_set_of_keys_is_like_keys_that_are_away(shown: str) -> None:
    async def keys(request: web.Request) -> web.Response:
        return web.Response(text=shown)

    async def where() -> str:
        return address

    listening, address = free_address()
    app = web.Application()
    app.router.add_get("/", keys)
    async with answering(app, listening):
        with pytest.raises(Away):
            await FetchedKeys(where).claims("token")
