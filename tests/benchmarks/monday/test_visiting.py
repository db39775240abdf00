"""People press send when it was drawn, whatever the server does, and wait from then on."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from benchmarks.monday.arrivals import Visit
from benchmarks.monday.visiting import Monday, WithItsStream, visit
from benchmarks.people import client

SLOW = 0.3
"""Seconds that the server takes for a turn."""


class Slow:
    """A server that speaks as the guide does, slowly, and fails what it is told to."""

    def __init__(self) -> None:
        self.fails = False
        self.opened = 0

    async def session(self, request: web.Request) -> web.Response:
        """A session."""
        if self.fails:
            raise web.HTTPServiceUnavailable
        self.opened += 1
        return web.json_response({"csrf": "token"}, headers={"Set-Cookie": "session=one; Path=/"})

    async def message(self, request: web.Request) -> web.Response:
        """An answer."""
        await asyncio.sleep(SLOW)
        if "refuse" in await request.text():
            raise web.HTTPServiceUnavailable
        return web.Response(text="answered")


@pytest.fixture
async def slow() -> AsyncIterator[tuple[Slow, str]]:
    """The server and its address."""
    slow, application = Slow(), web.Application()
    application.add_routes([web.get("/session", slow.session), web.post("/conversation/messages", slow.message)])
    async with TestServer(application) as server:
        yield slow, f"http://127.0.0.1:{server.port}"


async def visited(address: str, planned: Visit, *messages: str) -> Monday:
    """What came of one visit."""
    monday = Monday(time.perf_counter())
    async with client() as connections:
        await visit(WithItsStream(connections, address), planned, messages or ("hello",), monday)
    return monday


async def test_who_waits_for_the_answer_before_has_waited_since_pressing_send(slow: tuple[Slow, str]) -> None:
    first, second = (await visited(slow[1], Visit(0, (0.1, 0.15)))).turns
    assert (first.pressed, second.pressed) == (0.1, 0.15)
    assert first.waited >= SLOW
    assert second.waited >= first.waited + SLOW - 0.05
    assert second.late < SLOW  # it was the server that was late, and not the client


async def test_a_turn_that_is_refused_failed_and_the_visit_goes_on(slow: tuple[Slow, str]) -> None:
    turns = (await visited(slow[1], Visit(0, (0.01, 0.02)), "refuse", "hello")).turns
    assert [turn.failed for turn in turns] == [True, False]


async def test_who_gets_no_page_is_shut_out_and_says_nothing(slow: tuple[Slow, str]) -> None:
    slow[0].fails = True
    monday = await visited(slow[1], Visit(0.05, (0.1,)))
    assert (monday.shut_out, monday.turns) == ([0.05], [])


async def test_a_page_that_is_open_is_not_opened_again_and_is_closed_at_the_end(slow: tuple[Slow, str]) -> None:
    async with client() as connections:
        person = WithItsStream(connections, slow[1])
        await person.begin()
        assert person.is_open
        await visit(person, Visit(0, (0.01,)), ("hello",), Monday(time.perf_counter()))
    assert slow[0].opened == 1
    assert not person.is_open
