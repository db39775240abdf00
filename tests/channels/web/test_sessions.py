"""Sessions: who may speak, and for whom."""

from __future__ import annotations

import json
import time
from base64 import urlsafe_b64encode
from dataclasses import replace
from typing import Any

import jwt
import pytest

from bot.channels.web.sessions import AUDIENCE, Session, Sessions, cookie_in
from bot.channels.web.settings import WebSettings
from tests.channels.web.serving import ALONE, KEY, Browser, browser, serving

pytestmark = pytest.mark.model

HOUR = 3600


class Clock:
    """A clock that tests set."""

    def __init__(self) -> None:
        self.now = time.time()

    def __call__(self) -> float:
        return self.now


def value_of(set_cookie: str) -> str:
    """The value in a Set-Cookie header."""
    return set_cookie.split(";")[0].split("=", 1)[1]


def changed(claims: dict[str, Any], key: str = KEY, **changes: Any) -> str:
    """A cookie with changed claims, signed with `key`."""
    return jwt.encode({**claims, **changes}, key, algorithm="HS256")


def claims_of(cookie: str) -> dict[str, Any]:
    """What a cookie says."""
    claims: dict[str, Any] = jwt.decode(cookie, KEY, algorithms=["HS256"], audience=AUDIENCE)
    return claims


def forgeries() -> dict[str, str]:
    """Cookies that nobody may come in with, by what is wrong with them."""
    sessions = Sessions(ALONE)
    good = value_of(sessions.set_cookie(sessions.begin()))
    head, body, signature = good.split(".")
    claims = claims_of(good)
    other = urlsafe_b64encode(json.dumps({**claims, "who": "somebody else"}).encode()).decode().rstrip("=")
    unsigned = urlsafe_b64encode(b'{"alg": "none", "typ": "JWT"}').decode().rstrip("=")
    return {
        "signed with another key": changed(claims, key="another key, which is long enough as well"),
        "somebody else's name in it": f"{head}.{other}.{signature}",
        "not signed": f"{unsigned}.{body}.",
        "without a signature": f"{head}.{body}.",
        "cut short": good[:-5],
        "run out": changed(claims, until=int(time.time()) - 1),
        "not used for too long": changed(claims, seen=int(time.time()) - ALONE.idle_seconds - 1),
        "for another purpose": changed(claims, aud="guide sign-in"),
        "with no purpose": jwt.encode({key: claims[key] for key in claims if key != "aud"}, KEY, algorithm="HS256"),
        "as if signed in": changed(claims, signed_in=True),
        "with times that are none": changed(claims, until="tomorrow"),
        "with nobody in it": jwt.encode({"aud": AUDIENCE}, KEY, algorithm="HS256"),
        "no token": "me",
        "empty": "",
        "not ASCII": "ünïcödé",
    }


@pytest.mark.parametrize("wrong", forgeries())
async def test_a_forged_session_may_say_and_see_nothing(address: str, wrong: str) -> None:
    async with browser(address) as other:
        cookie = f"guide={forgeries()[wrong]}".encode()
        headers = {"Cookie": cookie, **{name: value.encode() for name, value in other.own().items()}}
        said = await other.client.post("/conversation/messages", json={"id": "a", "text": "87%"}, headers=headers)
        seen = await other.client.get("/conversation/events", headers={"Cookie": cookie})

    assert (said.status_code, seen.status_code) == (401, 401)
    assert "session has ended" in said.json()["error"]


async def test_each_browser_is_a_practitioner_of_its_own_where_nobody_signs_in(address: str) -> None:
    async with browser(address) as one, browser(address) as other:
        await one.open()
        await other.open()
        mine, theirs = (claims_of(each.client.cookies["guide"]) for each in (one, other))

    assert mine["who"] != theirs["who"]
    assert len(mine["who"]) == 64


async def test_a_browser_keeps_its_session_when_the_page_is_loaded_again(page: Browser) -> None:
    before = page.client.cookies["guide"]
    assert (await page.open())["conversation_open"] is False
    await page.say("87%")

    assert (await page.open())["conversation_open"] is True
    assert page.client.cookies["guide"] == before


async def test_the_page_never_learns_who_the_practitioner_is_nor_which_conversation_is_theirs(page: Browser) -> None:
    practitioner = claims_of(page.client.cookies["guide"])["who"]
    answers = [await page.client.get("/session"), await page.send(text="87%")]

    assert all(practitioner not in answer.text for answer in answers)
    assert set(await page.open()) == {"signed_in", "practitioner_name", "csrf", "conversation_open"}


async def test_no_script_reads_the_cookie_and_no_other_site_sends_it(address: str) -> None:
    async with browser(address) as one:
        set_cookie = (await one.client.get("/session")).headers["set-cookie"]

    assert "; HttpOnly" in set_cookie
    assert "; SameSite=Lax" in set_cookie
    assert "Domain" not in set_cookie


async def test_over_tls_the_cookie_is_held_to_this_host_and_to_tls() -> None:
    sessions = Sessions(replace(ALONE, public_url="https://guide.example.gov.uk"))

    assert sessions.set_cookie(sessions.begin()).startswith("__Host-guide=")
    assert sessions.set_cookie(sessions.begin()).endswith("; Path=/; HttpOnly; Secure; SameSite=Lax")


async def test_a_cookie_for_a_frame_on_another_site_is_kept_apart_for_each_site() -> None:
    settings = replace(ALONE, public_url="https://guide.example.gov.uk", embedding_sites=("https://intranet.example",))
    sessions = Sessions(settings)

    assert sessions.set_cookie(sessions.begin()).endswith("; Path=/; HttpOnly; Secure; SameSite=None; Partitioned")


async def test_a_cookie_of_a_server_whose_clock_is_ahead_is_put_right_by_the_next_server() -> None:
    clock, ahead = Clock(), Clock()
    ahead.now += 10 * HOUR
    session = Sessions(ALONE, clock).begin()
    far = Sessions(ALONE, ahead).renewed(session)
    assert far is not None and far.seen == int(ahead.now)
    renewed = Sessions(ALONE, clock).renewed(far)
    assert renewed is not None and renewed.seen == int(clock.now)


async def test_a_session_that_is_used_lasts_until_its_absolute_end() -> None:
    clock = Clock()
    sessions = Sessions(ALONE, clock)
    session = sessions.begin()
    for _ in range(11):
        clock.now += HOUR
        renewed = sessions.renewed(session)
        assert renewed is not None
        session = renewed
        assert sessions.read(value_of(sessions.set_cookie(session))) == session
    clock.now += HOUR

    assert sessions.read(value_of(sessions.set_cookie(session))) is None


async def test_a_session_that_is_not_used_runs_out_sooner() -> None:
    clock = Clock()
    sessions = Sessions(ALONE, clock)
    cookie = value_of(sessions.set_cookie(sessions.begin()))
    clock.now += ALONE.idle_seconds - 1
    assert sessions.read(cookie) is not None
    clock.now += 1

    assert sessions.read(cookie) is None


async def test_a_stream_of_events_learns_that_its_session_was_used_since() -> None:
    clock = Clock()
    sessions = Sessions(ALONE, clock)
    session = sessions.begin()
    clock.now += ALONE.idle_seconds - 60
    sessions.renewed(session)
    clock.now += HOUR

    assert sessions.seconds_left(session) > 0


async def test_signing_out_ends_the_session_even_for_who_kept_its_cookie(page: Browser, cookie: str) -> None:
    assert (await page.post("/sign-out", {})).json() == {"signed_in": False}
    assert "guide" not in page.client.cookies

    async with browser(page.address, cookie) as thief:
        assert (await thief.client.get("/conversation/events")).status_code == 401


async def test_a_pseudonym_is_the_same_each_time_and_differs_by_issuer_subject_and_key() -> None:
    sessions, elsewhere = Sessions(ALONE), Sessions(replace(ALONE, pseudonym_key="another key, just as long as that"))
    pseudonyms = {
        sessions.pseudonym("https://login", "ab"),
        sessions.pseudonym("https://login", "ba"),
        sessions.pseudonym("https://logina", "b"),
        elsewhere.pseudonym("https://login", "ab"),
    }

    assert len(pseudonyms) == 4
    assert sessions.pseudonym("https://login", "ab") in pseudonyms
    assert not any(one == "ab" or "login" in one for one in pseudonyms)


async def test_a_token_of_one_session_is_no_token_of_another() -> None:
    sessions = Sessions(ALONE)
    one, other = sessions.begin(), sessions.begin()

    assert sessions.csrf_holds(one, sessions.csrf_token(one))
    assert not sessions.csrf_holds(other, sessions.csrf_token(one))
    assert not sessions.csrf_holds(one, None)
    assert not sessions.csrf_holds(one, "\udcff")


async def test_sessions_are_worth_nothing_to_a_server_with_another_key(assistant: Any, cookie: str) -> None:
    other = WebSettings.from_environment({})
    async with serving(assistant, other) as address, browser(address, cookie) as page:
        assert (await page.client.get("/conversation/events")).status_code == 401


async def test_odd_cookies_of_other_services_on_the_same_host_do_no_harm() -> None:
    assert cookie_in(['a{b}=1; "x=2; ; =; guide=mine; é=1'], "guide") == "mine"
    assert cookie_in(["other=1", "guide=mine"], "guide") == "mine"
    assert cookie_in(["notguide=other"], "guide") is None


async def test_a_session_says_nothing_of_its_key() -> None:
    assert KEY not in repr(ALONE)
    assert isinstance(Sessions(ALONE).begin(), Session)
