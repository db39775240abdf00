"""What is kept is looked through once, and what is garbage is found all the same."""

from __future__ import annotations

import asyncio
import gc
import weakref
from collections.abc import Iterator
from contextlib import suppress

import pytest

from bot.runtime import garbage
from bot.runtime.assistant import Assistant
from bot.runtime.garbage import put_aside, search_little_and_often
from bot.runtime.server import CarefulHttp
from tests.channels.web.serving import browser, next_of, serving
from tests.waiting import settled


class Ring:
    """Something that holds itself, so that only a search finds that nobody else does."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture(autouse=True)
def _searches_as_before() -> Iterator[None]:
    threshold = gc.get_threshold()
    gc.freeze()  # what the tests before this one left behind is no matter here, and takes long to look through
    yield
    gc.set_threshold(*threshold)


def test_what_is_in_use_is_looked_through_no_more() -> None:
    kept = [Ring() for _ in range(1000)]
    put_aside()
    assert len(gc.get_objects()) < len(kept) <= gc.get_freeze_count()


def test_what_was_dropped_since_the_last_search_is_found() -> None:
    dropped = weakref.ref(Ring())
    put_aside()
    assert dropped() is None


def test_what_was_put_aside_and_dropped_later_is_found_once_everything_is_looked_through() -> None:
    kept = Ring()
    dropped = weakref.ref(kept)
    put_aside()
    del kept
    put_aside()
    assert dropped() is not None
    put_aside(everything=True)
    assert dropped() is None


async def test_a_server_searches_again_and_again_and_through_everything_now_and_then(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(garbage, "SECONDS_BETWEEN_SEARCHES", 0.001)
    monkeypatch.setattr(garbage, "SEARCHES_UNTIL_ALL", 3)
    kept = Ring()
    dropped = weakref.ref(kept)
    searching = asyncio.create_task(search_little_and_often())
    await asyncio.sleep(0.002)
    del kept
    await settled(lambda: dropped() is None)
    searching.cancel()
    with suppress(asyncio.CancelledError):
        await searching
    assert dropped() is None


async def test_a_page_that_is_left_in_the_middle_of_an_answer_leaves_nothing_to_be_searched_for(
    assistant: Assistant,
) -> None:
    gc.disable()
    try:
        async with serving(assistant) as address:
            for _ in range(3):
                async with browser(address) as page:
                    await page.open()
                    await page.say("87%")
                    async with page.live() as stream:
                        await next_of(stream)
                        assert connections() > 0
            await settled(lambda: connections() == 0)
            assert connections() == 0
    finally:
        gc.enable()


def connections() -> int:
    """How many connections there are, also those that are over and hold each other."""
    return sum(isinstance(one, CarefulHttp) for one in gc.get_objects())
