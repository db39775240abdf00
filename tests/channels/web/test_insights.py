"""The insights page: who may see it, what it shows, and how often it is counted."""

from __future__ import annotations

import asyncio
import secrets
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import httpx
import jwt
import pytest
from sanic import Sanic

from bot.channels.web import settings
from bot.channels.web.channel import WebChannel
from bot.channels.web.insights import SECONDS_KEPT, Counted
from bot.channels.web.refusals import line
from bot.channels.web.serving import add_web_channel
from bot.channels.web.sessions import AUDIENCE, Sessions
from bot.channels.web.settings import WebSettings
from bot.records.journal import Journal
from bot.records.retention import Retention
from bot.records.store import open_store
from bot.runtime.insights import insights_of
from bot.runtime.kept import Kept
from bot.web import pages
from tests.channels.web.provider import CLIENT_ID, CLIENT_SECRET, Provider, providing
from tests.channels.web.serving import ALONE, KEY, browser, free_address
from tests.records.turns import answered, said, turn

pytestmark = pytest.mark.model

GROUP = "virtual-school"
SHOWN = '<h1 class="govuk-heading-l">What was asked</h1>'


@pytest.fixture(autouse=True)
def built() -> None:
    """Skips where the page isn't built."""
    if not pages.built():
        pytest.skip("the page isn't built: run bin/build-page")


@asynccontextmanager
async def serving(chosen: WebSettings, listening: Any) -> AsyncIterator[None]:
    """The channel, with something to show on /insights and nobody to talk to."""
    app = Sanic(f"guide-{secrets.token_hex(4)}", configure_logging=False)
    add_web_channel(app, WebChannel(chosen, lambda: SHOWN))
    running = await app.create_server(sock=listening, return_asyncio_server=True, access_log=False)
    await running.startup()
    await running.before_start()
    try:
        yield
    finally:
        await running.before_stop()
        await running.close()
        await running.after_stop()


@asynccontextmanager
async def signed_in(claims: dict[str, Any], group: str | None = GROUP) -> AsyncIterator[httpx.AsyncClient]:
    """A browser of somebody who signed in with these claims, where `group` may see the insights."""
    listening, address = free_address()
    async with providing() as provider:
        known = provider_of(provider, group)
        async with serving(replace(ALONE, provider=known, public_url=address), listening), browser(address) as page:
            provider.claims = claims
            await page.client.get("/sign-in", follow_redirects=True)
            yield page.client


def provider_of(provider: Provider, group: str | None) -> settings.Provider:
    """The provider as the settings name it."""
    return settings.Provider(provider.issuer, CLIENT_ID, CLIENT_SECRET, insights_group=group)


@pytest.mark.parametrize("claims", [{"groups": ["staff", GROUP]}, {"roles": [GROUP]}])
async def test_who_is_in_the_group_sees_the_insights(claims: dict[str, Any]) -> None:
    async with signed_in(claims) as client:
        answer = await client.get("/insights")

    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert SHOWN in answer.text
    assert answer.headers["cache-control"] == "no-store"
    assert "img-src 'self' data:" in answer.headers["content-security-policy"]


@pytest.mark.parametrize("claims", [{}, {"groups": ["staff"]}, {"groups": f"{GROUP}-elsewhere"}, {"groups": GROUP}])
async def test_who_is_in_another_group_is_told_that_they_may_not(claims: dict[str, Any]) -> None:
    async with signed_in(claims) as client:
        answer = await client.get("/insights")

    assert answer.status_code == 403
    assert line("not_in_insights_group") in answer.text
    assert SHOWN not in answer.text


async def test_where_no_group_is_named_nobody_sees_the_insights() -> None:
    async with signed_in({"groups": ["staff", "None", ""]}, group=None) as client:
        answer = await client.get("/insights")

    assert answer.status_code == 404
    assert "GUIDE_INSIGHTS_GROUP" in answer.text


async def test_who_has_not_signed_in_is_asked_to() -> None:
    async with signed_in({"groups": [GROUP]}) as client:
        client.cookies.clear()
        answer = await client.get("/insights")

    assert answer.status_code == 401
    assert line("insights_signed_out") in answer.text


async def test_on_a_machine_of_ones_own_there_is_no_page_but_a_command() -> None:
    listening, address = free_address()
    async with serving(ALONE, listening), browser(address) as page:
        answer = await page.client.get("/insights")

    assert answer.status_code == 404
    assert "run: guide insights" in answer.text


async def test_the_session_says_only_whether_and_names_no_group() -> None:
    async with signed_in({"groups": ["staff", GROUP]}) as client:
        claims = jwt.decode(client.cookies["guide"], KEY, algorithms=["HS256"], audience=AUDIENCE)

    assert claims["sees_insights"] is True
    assert GROUP not in str(claims) and "staff" not in str(claims)


def test_a_session_that_is_renewed_still_sees_the_insights_and_one_from_before_them_does_not() -> None:
    now = datetime.now(timezone.utc).timestamp()
    sessions = Sessions(ALONE, lambda: now + 120)
    begun = Sessions(ALONE, lambda: now).begin(sees_insights=True)
    renewed = sessions.renewed(begun)
    assert renewed is not None and renewed.sees_insights and renewed.seen == begun.seen + 120

    value = sessions.set_cookie(begun).split(";")[0].split("=", 1)[1]
    claims = jwt.decode(value, KEY, algorithms=["HS256"], audience=AUDIENCE)
    del claims["sees_insights"]
    read = sessions.read(jwt.encode(claims, KEY, algorithm="HS256"))
    assert read is not None and not read.sees_insights


async def test_everything_is_counted_again_after_ten_minutes_and_not_before() -> None:
    now, counts = [0.0], iter("abc")
    counted = Counted(lambda: next(counts), lambda: now[0])

    assert [await counted.html(), await counted.html()] == ["a", "a"]
    now[0] = SECONDS_KEPT - 1
    assert await counted.html() == "a"
    now[0] = SECONDS_KEPT
    assert await counted.html() == "b"


async def test_many_who_ask_at_once_wait_for_one_count() -> None:
    ready, counts = threading.Event(), iter("abc")

    def count() -> str:
        ready.wait(10)
        return next(counts)

    counted = Counted(count)
    waiting = [asyncio.ensure_future(counted.html()) for _ in range(3)]
    await asyncio.sleep(0)
    ready.set()
    assert await asyncio.gather(*waiting) == ["a", "a", "a"]


async def test_a_count_that_failed_is_tried_again() -> None:
    outcomes = iter([OSError("the database is away"), None])

    def count() -> str:
        fault = next(outcomes)
        if fault is not None:
            raise fault
        return "a"

    counted = Counted(count)
    with pytest.raises(OSError, match="away"):
        await counted.html()
    assert await counted.html() == "a"


def test_the_page_tells_of_five_practitioners_and_not_of_four(tmp_path: Path) -> None:
    kept = Kept(open_store({}, alone=True, folder=tmp_path), Retention())
    for number in range(4):
        asked_last_week(kept, f"worker {number}")
    assert "Law and guidance" not in insights_of(kept)

    asked_last_week(kept, "worker 4")
    shown = insights_of(kept)
    assert "Law and guidance" in shown
    assert '<img class="app-insights-chart" src="data:image/png;base64,' in shown
    kept.store.close()


def asked_last_week(kept: Kept, practitioner: str) -> None:
    """Somebody asked what the law is, in a week that is over."""
    events = (said(1, "what is the law"), answered(2, "…", content=["law.overview"]))
    a_week_ago = datetime.now(timezone.utc) - timedelta(weeks=1)
    Journal(kept.store).append(
        turn(f"of {practitioner}", None, *(replace(one, at=a_week_ago) for one in events), owner=practitioner)
    )
