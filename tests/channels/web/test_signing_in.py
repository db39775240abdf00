"""Signing in with an OpenID Connect provider, one that keeps to the standard and one that doesn't."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace
from typing import Any

import httpx
import pytest

from bot.channels.web import settings
from bot.channels.web import sign_in as sign_in_module
from bot.channels.web.keys import Away
from bot.channels.web.sessions import Sessions
from bot.channels.web.sign_in import subject_in
from tests.channels.web.provider import (
    CLIENT_ID,
    CLIENT_SECRET,
    Provider,
    new_key,
    providing,
    signed,
    signed_with_the_public_key,
    unsigned,
)
from tests.channels.web.serving import ALONE, Browser, browser, free_address, serving, texts

pytestmark = pytest.mark.model


@dataclass
class Council:
    """The guide, and the provider that its practitioners sign in with."""

    provider: Provider
    address: str


@pytest.fixture
async def council(assistant: Any) -> AsyncIterator[Council]:
    """A guide that one signs in to."""
    async with providing() as provider, signed_in_through(assistant, provider) as address:
        yield Council(provider, address)


def signed_in_through(assistant: Any, provider: Provider, group: str | None = None) -> Any:
    """The guide with a provider to sign in with."""
    listening, address = free_address()
    known = settings.Provider(provider.issuer, CLIENT_ID, CLIENT_SECRET, group)
    return serving(assistant, replace(ALONE, provider=known, public_url=address), listening)


async def sign_in(page: Browser) -> httpx.Response:
    """Opens the page and goes wherever it is sent; the last answer."""
    return await page.client.get("/", follow_redirects=True)


async def test_who_signs_in_talks_to_the_guide(council: Council) -> None:
    async with browser(council.address) as page:
        answer = await sign_in(page)
        assert answer.url.path == "/"
        assert answer.status_code in (200, 503)
        assert (await page.open())["signed_in"] is True

        assert "87%" in texts(await page.say("87%"))[0]


async def test_who_has_not_signed_in_may_do_nothing(council: Council) -> None:
    async with browser(council.address) as page:
        assert await page.open() == {
            "signed_in": False,
            "practitioner_name": None,
            "csrf": None,
            "conversation_open": False,
        }
        assert (await page.send(text="87%")).status_code == 401
        assert (await page.client.get("/conversation/events")).status_code == 401
        assert (await page.client.get("/")).headers["location"] == "/sign-in"


async def test_a_session_of_nobody_is_worth_nothing_where_one_signs_in(council: Council) -> None:
    sessions = Sessions(ALONE)
    async with browser(council.address, sessions.set_cookie(sessions.begin()).split(";")[0]) as page:
        assert (await page.client.get("/conversation/events")).status_code == 401


async def test_the_same_person_has_the_same_conversation_in_every_browser(council: Council) -> None:
    async with browser(council.address) as desk, browser(council.address) as home:
        for page in (desk, home):
            await sign_in(page)
            await page.open()
        said = await desk.say("87%")
        assert await home.history() == said

        council.provider.subject = "somebody else"
        async with browser(council.address) as other:
            await sign_in(other)
            await other.open()
            assert await other.history() == []


async def test_who_signs_out_has_to_sign_in_again(council: Council) -> None:
    async with browser(council.address) as page:
        await sign_in(page)
        await page.open()
        assert (await page.post("/sign-out", {})).json() == {"signed_in": False}
        assert (await page.open())["signed_in"] is False


async def test_neither_the_pseudonym_nor_the_subject_is_in_any_address(council: Council) -> None:
    council.provider.subject = "worker-12345"
    async with browser(council.address) as page:
        answer = await sign_in(page)
        pseudonym = Sessions(ALONE).pseudonym(council.provider.issuer, "worker-12345")

    for step in (*answer.history, answer):
        assert pseudonym not in str(step.url)
        assert "worker-12345" not in str(step.url)
        assert "worker-12345" not in str(step.headers)


async def test_keys_are_fetched_again_when_the_provider_signs_with_one_that_is_not_known(council: Council) -> None:
    from bot.channels.web import keys

    async with browser(council.address) as page:
        await sign_in(page)
    council.provider.rotate()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keys, "SECONDS_BETWEEN_FETCHES", 0.0)
        async with browser(council.address) as page:
            await sign_in(page)
            assert (await page.open())["signed_in"] is True

    assert council.provider.keys_fetched == 2


async def test_made_up_keys_do_not_make_the_guide_fetch_again_and_again(council: Council) -> None:
    async with browser(council.address) as page:
        await sign_in(page)
    council.provider.sign = lambda claims, key: signed(claims, new_key("EC"))
    for _ in range(3):
        async with browser(council.address) as page:
            assert (await sign_in(page)).status_code in (401, 503)

    assert council.provider.keys_fetched == 1


NOW = int(time.time())
WRONG: dict[str, dict[str, Any]] = {
    "another issuer": {"claims": {"iss": "https://login.example/other"}},
    "no issuer": {"claims": {"iss": None}},
    "another audience": {"claims": {"aud": "another service"}},
    "several audiences, and another party": {"claims": {"aud": [CLIENT_ID, "other"], "azp": "other"}},
    "another nonce": {"claims": {"nonce": "another"}},
    "no nonce": {"claims": {"nonce": None}},
    "run out": {"claims": {"exp": NOW - 3600, "iat": NOW - 7200}},
    "no end": {"claims": {"exp": None}},
    "not yet": {"claims": {"nbf": NOW + 3600}},
    "nobody": {"claims": {"sub": None}},
    "an empty name": {"claims": {"sub": ""}},
    "a name that is no text": {"claims": {"sub": ["a"]}},
    "an end that is no time": {"claims": {"exp": "tomorrow"}},
    "not signed": {"sign": unsigned},
    "signed with the public key": {"sign": signed_with_the_public_key},
    "signed with another key of the same name": {"sign": lambda claims, key: forged(claims, key)},
    "no token": {"sign": lambda claims, key: "token"},
    "empty": {"sign": lambda claims, key: ""},
}


def forged(claims: dict[str, Any], key: Any) -> str:
    """A token signed with a key that only calls itself the provider's."""
    from joserfc import jwt
    from joserfc.jwk import RSAKey

    return jwt.encode({"alg": "RS256", "kid": key.kid}, claims, RSAKey.generate_key(2048))


@pytest.mark.parametrize("wrong", WRONG)
async def test_a_token_that_does_not_hold_signs_nobody_in(council: Council, wrong: str) -> None:
    for name, value in WRONG[wrong].items():
        setattr(council.provider, name, value)
    async with browser(council.address) as page:
        answer = await sign_in(page)
        assert answer.url.path == "/sign-in/return"
        assert answer.status_code in (401, 503)
        assert (await page.open())["signed_in"] is False


@pytest.mark.parametrize(
    "metadata",
    [
        {"issuer": "https://login.example/other"},
        {"token_endpoint": None},
        {"jwks_uri": 1},
    ],
)
async def test_metadata_that_is_not_the_providers_own_signs_nobody_in(council: Council, metadata: Any) -> None:
    council.provider.metadata = metadata
    async with browser(council.address) as page:
        assert (await page.client.get("/sign-in")).status_code == 503


async def test_a_provider_that_is_away_is_told_of_and_can_come_back(council: Council) -> None:
    council.provider.away = True
    async with browser(council.address) as page:
        assert (await sign_in(page)).status_code == 503
        council.provider.away = False
        await sign_in(page)
        assert (await page.open())["signed_in"] is True


async def test_a_token_endpoint_that_is_away_is_told_of(council: Council) -> None:
    listening, nowhere = free_address()
    listening.close()
    council.provider.metadata = {"token_endpoint": f"{nowhere}/token"}
    async with browser(council.address) as page:
        answer = await sign_in(page)
        assert (answer.url.path, answer.status_code) == ("/sign-in/return", 503)
        assert (await page.open())["signed_in"] is False


@pytest.mark.parametrize("plain", ["authorization_endpoint", "token_endpoint", "jwks_uri"])
async def test_nobody_is_sent_to_an_address_that_anyone_on_the_way_can_read(
    plain: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    issuer = "https://login.example"

    # What a provider elsewhere answers; one with a certificate that is trusted can't be run here.
    async def metadata(address: str) -> dict[str, str]:
        named = {name: f"{issuer}/{name}" for name in sign_in_module.NEEDED}
        return {**named, "issuer": issuer, plain: "http://login.example"}

    monkeypatch.setattr(sign_in_module, "fetched_object", metadata)
    known = settings.Provider(issuer, CLIENT_ID, CLIENT_SECRET)
    with pytest.raises(Away, match="not https"):
        await sign_in_module.SignIn(known, "https://guide.example.gov.uk").begin()


@pytest.mark.parametrize(
    "change",
    [
        lambda page, params: page.client.cookies.clear(),
        lambda page, params: params.update(state="another"),
        lambda page, params: params.pop("state"),
        lambda page, params: page.client.cookies.set("guide-sign-in", "forged", domain="127.0.0.1"),
    ],
    ids=["another browser", "another state", "no state", "a forged cookie"],
)
async def test_who_did_not_begin_to_sign_in_here_is_not_signed_in(council: Council, change: Callable[..., Any]) -> None:
    async with browser(council.address) as page:
        away = (await page.client.get("/sign-in")).headers["location"]
        async with httpx.AsyncClient() as provider:
            back = httpx.URL((await provider.get(away)).headers["location"])
        params = dict(back.params)
        change(page, params)
        answer = await page.client.get("/sign-in/return", params=params)

        assert answer.status_code in (400, 503)
        assert (await page.open())["signed_in"] is False


async def test_a_code_signs_in_once(council: Council) -> None:
    async with browser(council.address) as page:
        away = (await page.client.get("/sign-in")).headers["location"]
        begun = page.client.cookies["guide-sign-in"]
        async with httpx.AsyncClient() as provider:
            back = (await provider.get(away)).headers["location"]
        assert (await page.client.get(back)).status_code == 303
        async with browser(council.address, f"guide-sign-in={begun}") as thief:
            assert (await thief.client.get(back)).status_code in (401, 503)
            assert "guide" not in thief.client.cookies


@pytest.mark.parametrize(
    ("claims", "allowed"),
    [
        ({"groups": ["staff", "social-workers"]}, True),
        ({"roles": ["social-workers"]}, True),
        ({"groups": ["staff"]}, False),
        ({"groups": "social-workers-elsewhere"}, False),
        ({}, False),
    ],
)
async def test_only_who_is_in_the_group_may_use_the_guide(assistant: Any, claims: Any, allowed: bool) -> None:
    async with providing() as provider, signed_in_through(assistant, provider, "social-workers") as address:
        provider.claims = claims
        async with browser(address) as page:
            answer = await sign_in(page)
            assert allowed or answer.status_code in (403, 503)
            assert (await page.open())["signed_in"] is allowed


async def test_there_is_nothing_to_sign_in_to_for_one_person_on_this_machine(page: Browser) -> None:
    for path in ("/sign-in", "/sign-in/return"):
        assert (await page.client.get(path)).status_code == 404


@pytest.mark.parametrize(
    ("issuer", "claims", "subject"),
    [
        (
            "https://login.microsoftonline.com/council/v2.0",
            {"sub": "of-this-app", "oid": "of-the-person"},
            "of-the-person",
        ),
        ("https://login.microsoftonline.com/council/v2.0", {"sub": "of-this-app"}, "of-this-app"),
        ("https://login.microsoftonline.com/council/v2.0", {"sub": "of-this-app", "oid": ""}, "of-this-app"),
        ("https://id.example.gov.uk", {"sub": "of-the-person", "oid": "of-anybody"}, "of-the-person"),
        ("https://login.microsoftonline.com.example/v2.0", {"sub": "of-the-person", "oid": "else"}, "of-the-person"),
    ],
)
def test_a_person_is_known_by_the_object_id_that_teams_knows_them_by_too(issuer, claims, subject):
    assert subject_in(issuer, claims) == subject
