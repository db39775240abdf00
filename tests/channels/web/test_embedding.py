"""Who is signed in to the intranet page around the guide, as that page's server says in a token."""

from __future__ import annotations

import secrets
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.channels.web.provider import Key, new_key, providing, signed, signed_with_the_public_key, unsigned
from tests.channels.web.serving import ALONE, Browser, browser, free_address, serving, texts

pytestmark = pytest.mark.model

SITES = ("https://intranet.example.gov.uk",)


@dataclass
class Intranet:
    """The guide, and the key of the intranet page around it."""

    address: str
    key: Key

    def claims(self, **changes: Any) -> dict[str, Any]:
        """What the intranet says in a token, with changes; None takes a claim out."""
        now = int(time.time())
        claims = {"sub": "worker", "aud": self.address, "exp": now + 120, "jti": secrets.token_hex(8), **changes}
        return {name: value for name, value in claims.items() if value is not None}


@asynccontextmanager
async def embedded(assistant: Any, key: Key, named: str) -> AsyncIterator[Intranet]:
    """The guide in a page of an intranet whose key is found as `named`."""
    listening, address = free_address()
    settings = replace(ALONE, public_url=address, embedding_key=named, embedding_sites=SITES)
    async with serving(assistant, settings, listening):
        yield Intranet(address, key)


@pytest.fixture(params=["RSA", "EC"])
async def intranet(assistant: Any, tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[Intranet]:
    """A guide embedded in an intranet whose key is in a file."""
    key = new_key(request.param)
    path = tmp_path / "intranet.pem"
    path.write_bytes(key.as_pem(private=False))
    async with embedded(assistant, key, str(path)) as found:
        yield found


async def given(page: Browser, token: Any) -> httpx.Response:
    """What the page gets for a token."""
    return await page.post("/session", {"token": token})


async def test_who_is_signed_in_to_the_intranet_talks_to_the_guide(intranet: Intranet) -> None:
    async with browser(intranet.address) as page:
        assert (await page.open())["signed_in"] is False
        answer = await given(page, signed(intranet.claims(), intranet.key))
        assert (answer.status_code, answer.json()["signed_in"]) == (200, True)
        page.token = answer.json()["csrf"]

        assert texts(await page.say("87%"))[0] == "87%"


async def test_the_same_person_goes_on_with_the_same_conversation(intranet: Intranet) -> None:
    said = []
    for subject in ("worker", "worker", "somebody else"):
        async with browser(intranet.address) as page:
            page.token = (await given(page, signed(intranet.claims(sub=subject), intranet.key))).json()["csrf"]
            said.append(texts(await page.history()))
            await page.say(f"87% {subject}")

    assert said[0] == said[2] == []
    assert said[1][0] == "87% worker"


async def test_a_token_is_taken_once(intranet: Intranet) -> None:
    token = signed(intranet.claims(), intranet.key)
    async with browser(intranet.address) as page, browser(intranet.address) as thief:
        assert (await given(page, token)).status_code == 200
        assert (await given(thief, token)).status_code == 401


@pytest.mark.parametrize(
    "changes",
    [
        {"aud": "https://guide.example.gov.uk"},
        {"aud": None},
        {"exp": int(time.time()) - 3600},
        {"exp": int(time.time()) + 3600},
        {"exp": None},
        {"exp": "tomorrow"},
        {"nbf": int(time.time()) + 3600},
        {"jti": None},
        {"jti": ""},
        {"jti": ["a"]},
        {"sub": None},
        {"sub": ""},
        {"sub": 5},
        {"sub": "a" * 201},
    ],
    ids=str,
)
async def test_a_token_with_wrong_claims_signs_nobody_in(intranet: Intranet, changes: Any) -> None:
    await refused(intranet, signed(intranet.claims(**changes), intranet.key))


async def test_a_token_with_a_wrong_signature_signs_nobody_in(intranet: Intranet) -> None:
    claims = intranet.claims()
    for token in (
        signed(claims, new_key("RSA")),
        signed(claims, new_key("EC")),
        unsigned(claims, intranet.key),
        signed_with_the_public_key(claims, intranet.key),
        signed(claims, intranet.key)[:-3],
        "token",
        "",
    ):
        await refused(intranet, token)


@pytest.mark.parametrize("token", [None, 5, ["a"], {"a": "b"}])
async def test_a_token_that_is_no_text_signs_nobody_in(intranet: Intranet, token: Any) -> None:
    await refused(intranet, token, 400)


async def refused(intranet: Intranet, token: Any, status: int = 401) -> None:
    """Checks that a token gets a line and no session."""
    async with browser(intranet.address) as page:
        answer = await given(page, token)
        assert (answer.status_code, list(answer.json())) == (status, ["error"])
        assert "guide" not in page.client.cookies


async def test_keys_can_be_fetched_from_the_intranet(assistant: Any) -> None:
    async with (
        providing() as provider,
        embedded(assistant, provider.key, f"{provider.issuer}/keys") as intranet,
        browser(intranet.address) as page,
    ):
        assert (await given(page, signed(intranet.claims(), provider.key))).status_code == 200


async def test_an_intranet_whose_keys_are_away_is_told_of(assistant: Any) -> None:
    listening, nowhere = free_address()
    listening.close()
    async with embedded(assistant, new_key(), f"{nowhere}/keys") as intranet, browser(intranet.address) as page:
        assert (await given(page, signed(intranet.claims(), intranet.key))).status_code == 503


async def test_there_is_no_token_to_give_for_one_person_on_this_machine(page: Browser) -> None:
    assert (await given(page, "token")).status_code == 400
