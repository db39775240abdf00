"""Live events: history, resuming, other tabs, and what ends them."""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace
from typing import Any

import pytest

from bot.channels.web.sessions import Sessions
from tests.channels.web.serving import ALONE, Browser, browser, next_of, serving, texts

pytestmark = pytest.mark.model


async def test_a_page_that_is_loaded_again_gets_all_that_was_said(page: Browser) -> None:
    said = [*await page.say("87%"), *await page.say("what about lateness?")]

    assert await page.history() == said


async def test_what_is_said_later_comes_as_it_is_said(page: Browser) -> None:
    async with page.live() as stream:
        said = await page.say("87%")

        assert [await next_of(stream) for _ in said] == said


@pytest.mark.parametrize("header", [True, False])
async def test_a_client_that_resumes_after_any_event_loses_and_doubles_nothing(page: Browser, header: bool) -> None:
    said = [event for figure in (81, 87, 95) for event in await page.say(f"{figure}%")]

    for place, event in enumerate(said, start=1):
        assert event.id is not None
        resumed = await (page.history(**{"Last-Event-ID": event.id}) if header else page.history(after=event.id))
        assert resumed == said[place:]


async def test_the_number_alone_is_enough_to_resume(page: Browser) -> None:
    said = await page.say("87%")

    assert await page.history(after=str(said[0].data["number"])) == said[1:]


async def test_the_answer_to_a_message_whose_connection_broke_is_there_once(page: Browser) -> None:
    sending = asyncio.create_task(page.say("87%", id="broken-off"))
    await asyncio.sleep(0)
    while not sending.done() and not page.client._transport._pool.connections:  # type: ignore[attr-defined]
        await asyncio.sleep(0)
    sending.cancel()

    assert await page.say("87%", id="broken-off") == await page.history()


async def test_a_second_tab_of_the_same_browser_sees_both_tabs_messages(page: Browser, cookie: str) -> None:
    async with browser(page.address, cookie) as tab, tab.live() as stream:
        await tab.open()
        said = [*await page.say("87%"), *await tab.say("95%")]

        assert [await next_of(stream) for _ in said] == said
        assert await page.history() == said


async def test_a_conversation_erased_in_words_says_so_once_and_starts_afresh(page: Browser) -> None:
    await page.say("delete this conversation")
    async with page.live(after="99999") as stream:
        assert [(await next_of(stream)).name for _ in range(3)] == ["erased", "said", "said"]
        *farewell, erased = await page.say("yes")

        assert (erased.name, erased.id) == ("erased", "0")
        assert "erased" in texts(farewell)[-1]
        assert [await next_of(stream) for _ in range(3)] == [*farewell, erased]
        afresh = await page.say("hello")
        assert [await next_of(stream) for _ in afresh] == afresh
    assert await page.history() == afresh


async def test_the_answer_that_erased_a_conversation_is_given_again_to_the_same_message(page: Browser) -> None:
    await page.say("delete this conversation")
    *farewell, _ = await page.say("yes", id="sure")

    assert texts(await page.say("yes", id="sure")) == texts(farewell)
    assert await page.history() == []


async def test_deleting_erases_and_tells_every_tab(page: Browser) -> None:
    said = await page.say("87%")
    async with page.live() as stream:
        assert [await next_of(stream) for _ in said] == said
        assert (await page.post("/conversation/delete", {})).json() == {"erased": True}

        assert (await next_of(stream)).name == "erased"
    assert await page.history() == []


async def test_a_page_that_was_away_while_its_conversation_was_erased_misses_nothing_of_the_next(page: Browser) -> None:
    before = [event for figure in (81, 87) for event in await page.say(f"{figure}%")]
    await page.post("/conversation/delete", {})
    after = [event for text in ("hello", "95%", "what about lateness?", "91%") for event in await page.say(text)]

    erased, *rest = await page.history(after=before[1].id)
    assert (erased.name, rest) == ("erased", after)


async def test_an_event_id_that_is_no_event_id_is_refused_with_a_line(page: Browser) -> None:
    for after in ("-1", "one", "1.5", "9" * 30, "1-xyz", "\x00", "١"):
        answer = await page.client.get("/conversation/events", params={"after": after})
        assert (answer.status_code, list(answer.json())) == (400, ["error"])


async def test_the_stream_ends_when_the_session_does(assistant: Any) -> None:
    settings = replace(ALONE, longest_session_seconds=2)
    async with serving(assistant, settings) as address, browser(address) as page:
        await page.open()
        async with page.live() as stream:
            events = [event async for event in stream]

        assert [event.name for event in events] == ["signed-out"]
        assert (await page.send(text="87%")).status_code == 401


async def test_a_practitioner_has_a_limited_number_of_streams(page: Browser) -> None:
    from contextlib import AsyncExitStack

    from bot.channels.web.channel import MOST_STREAMS

    async with AsyncExitStack() as stack:
        for _ in range(MOST_STREAMS):
            await stack.enter_async_context(page.live())
        refused = await page.client.get("/conversation/events")
        assert refused.status_code == 429
        assert "too many tabs" in refused.json()["error"]
    assert await page.history() == []


async def test_a_run_out_session_gets_no_events(page: Browser) -> None:
    long_ago = Sessions(ALONE, clock=lambda: time.time() - 10**6)
    cookie = long_ago.set_cookie(long_ago.begin()).split(";")[0]
    async with browser(page.address, cookie) as other:
        answer = await other.client.get("/conversation/events")

    assert answer.status_code == 401
    assert "session has ended" in answer.json()["error"]
