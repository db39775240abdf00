"""Two servers on one PostgreSQL are one guide: whichever of them a request reaches, it gets the same."""

from __future__ import annotations

import asyncio
import json
import os
import secrets
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import jwt
import psycopg2
import pytest
from cryptography.fernet import Fernet

from bot.records.database import SETTING
from bot.records.store import open_store
from bot.runtime.assistant import Assistant
from bot.runtime.cluster import Cluster
from bot.runtime.conversations import RunningConversations
from bot.runtime.model import trained_model
from bot.runtime.stored import StoredConversations, StoredDesks
from tests.channels.web.serving import Browser, browser, events_in, next_of, texts
from tests.records.postgres import Postgres
from tests.records.test_locks import HOLDER, waiting
from tests.runtime.servers import Server, serving_many, until
from tests.runtime.test_stored import on

pytestmark = pytest.mark.model

ROOT = Path(__file__).parents[2]
MESSAGES_A_MINUTE = 20
PLANTED = "quokkafeather"
"""A word that nothing else has."""


@pytest.fixture(scope="module")
def database(postgres: Postgres) -> str:
    """The address of the servers' database."""
    return postgres.new_database()


@pytest.fixture(scope="module")
def servers(database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Server]]:
    """Two servers."""
    trained_model()
    settings = {
        SETTING: database,
        "GUIDE_RECORDS_KEYS": Fernet.generate_key().decode(),
        "GUIDE_SESSION_KEY": secrets.token_hex(32),
        "GUIDE_MESSAGES_A_MINUTE": str(MESSAGES_A_MINUTE),
        "GUIDE_SESSIONS_A_MINUTE": "1000",
        "GUIDE_LOG": "json",
    }
    with serving_many(2, tmp_path_factory.mktemp("servers"), settings) as running:
        yield running


@asynccontextmanager
async def on_both(servers: list[Server]) -> AsyncIterator[tuple[Browser, Browser]]:
    """One practitioner's browser, as a load balancer would send it to the one server and the other."""
    async with browser(servers[0].address) as one:
        await one.open()
        cookie = f"guide={one.client.cookies['guide']}"
        async with browser(servers[1].address, cookie) as other:
            await other.open()
            yield one, other


def practitioner_of(page: Browser) -> str:
    """The pseudonym in a browser's cookie."""
    claims = jwt.decode(page.client.cookies["guide"], options={"verify_signature": False})
    return str(claims["who"])


def asked(database: str, query: str, *values: str) -> list[tuple[str, ...]]:
    """The rows that a database has for a query."""
    connection = psycopg2.connect(database)
    try:
        cursor = connection.cursor()
        cursor.execute(query, values)
        return list(cursor.fetchall())
    finally:
        connection.close()


def conversations_of(database: str, page: Browser) -> list[str]:
    """The ids of a practitioner's conversations."""
    rows = asked(database, "SELECT id FROM conversation WHERE practitioner = %s", practitioner_of(page))
    return [row[0] for row in rows]


def metric(server: Server, name: str) -> float:
    """What a server counts."""
    lines = server.status("/metrics")[1].splitlines()
    return next(float(line.split()[1]) for line in lines if line.startswith(f"{name} "))


async def test_a_practitioner_who_writes_on_both_at_once_has_every_turn_kept_once_and_in_order(
    servers: list[Server],
) -> None:
    figures = [[f"{place}{figure}%" for figure in range(7)] for place in (7, 8)]

    async def said_by(page: Browser, its: list[str]) -> None:
        for text in its:
            assert texts(await page.say(text))[0] == text

    async with on_both(servers) as pages:
        await asyncio.gather(*(said_by(page, its) for page, its in zip(pages, figures, strict=True)))
        kept = [await page.history() for page in pages]
    assert kept[0] == kept[1]
    mine = [event.text for event in kept[0] if event.data["author"] == "practitioner"]
    assert sorted(mine) == sorted([*figures[0], *figures[1]])
    for its in figures:
        assert [text for text in mine if text in its] == its
    numbers = [event.data["number"] for event in kept[0]]
    assert numbers == sorted(set(numbers))
    # What answers a message stands right after it.
    for before, event in zip(kept[0], kept[0][1:], strict=False):
        assert event.data["author"] == "practitioner" or event.data["message_id"] == before.data["message_id"]


async def test_what_is_said_on_one_server_is_told_to_a_page_on_the_other(servers: list[Server]) -> None:
    until(lambda: metric(servers[1], "guide_hears_servers") == 1)
    async with on_both(servers) as (one, other), other.live() as stream:
        said = await one.say("87%")
        assert [await next_of(stream) for _ in said] == said


async def test_pages_that_open_on_both_at_once_have_one_conversation(servers: list[Server], database: str) -> None:
    async with browser(servers[0].address) as one:
        await one.client.get("/accessibility")
        cookie = (await one.client.get("/health/live")).headers.get("set-cookie")
        assert cookie is None
        await one.open()
        await one.post("/conversation/delete", {})
        async with browser(servers[1].address, f"guide={one.client.cookies['guide']}") as other:
            await asyncio.gather(*(page.open() for page in (one, other) * 3))
        assert len(conversations_of(database, one)) == 1


async def test_a_message_sent_again_to_the_other_server_gets_the_same_answer(servers: list[Server]) -> None:
    async with on_both(servers) as (one, other):
        answers = await asyncio.gather(*(page.say("87%", id="same") for page in (one, other)))
        assert answers[0] == answers[1]
        assert await one.history() == answers[0]


async def test_a_turn_waits_for_the_other_servers_and_goes_on_when_that_one_is_killed(
    servers: list[Server], database: str
) -> None:
    async with on_both(servers) as (one, _):
        (conversation,) = conversations_of(database, one)
        holder = subprocess.Popen(
            [sys.executable, "-c", HOLDER, f"conversation {conversation}"],
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, SETTING: database},
            cwd=ROOT,
        )
        assert holder.stdout is not None and holder.stdout.readline().strip() == "HELD"
        saying = asyncio.create_task(one.say("87%"))
        await asyncio.to_thread(waiting, database, 1)
        holder.send_signal(signal.SIGKILL)
        assert texts(await saying)[0] == "87%"
        holder.communicate()
    assert metric(servers[0], "guide_lock_wait_seconds_count") >= 1


async def test_who_signs_out_on_one_server_is_signed_out_on_the_other(servers: list[Server]) -> None:
    async with on_both(servers) as (one, other):
        cookie = other.client.headers["Cookie"]
        assert (await other.client.get("/insights")).status_code != 500
        await one.post("/sign-out", {})
        for _ in range(600):
            answer = await other.client.post("/conversation/messages", headers=other.own(), content=b"{}")
            if answer.status_code == 401:
                break
            await asyncio.sleep(0.1)
        assert answer.status_code == 401
        async with browser(servers[1].address, cookie) as again:
            assert (await again.client.get("/conversation/events")).status_code == 401


async def test_messages_on_one_server_count_on_the_other(servers: list[Server]) -> None:
    async with on_both(servers) as pages:
        statuses = [(await pages[place % 2].send(text="87%")).status_code for place in range(MESSAGES_A_MINUTE + 2)]
    assert statuses == [200] * MESSAGES_A_MINUTE + [429] * 2


async def test_a_conversation_that_is_erased_on_one_server_is_told_to_a_page_on_the_other(
    servers: list[Server], database: str
) -> None:
    async with on_both(servers) as (one, other):
        await one.say("87%")
        await one.say("delete this conversation")
        position = (await other.history())[-1].id
        async with other.live(position) as stream:
            farewell = await one.send(text="yes", id="last")
            told = [await next_of(stream) for _ in range(2)]
        assert [event.name for event in told] == ["said", "erased"]
        assert "has been erased" in told[0].text
        # Sent again to the server that didn't erase it, the message gets what was said there, and erases nothing more.
        again = await other.send(text="yes", id="last")
        assert texts(events_in(again.text)) == texts(events_in(farewell.text))
        assert texts(await other.say("hello"))[0] == "hello"
        assert len(conversations_of(database, one)) == 1


async def test_the_log_is_json_and_has_no_word_that_was_said(servers: list[Server]) -> None:
    async with on_both(servers) as pages:
        for page in pages:
            for text in (PLANTED, f"walk me through {PLANTED}", f"skip {PLANTED} 87%", "/" + PLANTED):
                await page.say(text)
        await pages[0].client.get(f"/{PLANTED}?{PLANTED}={PLANTED}")
        await pages[0].client.post("/conversation/messages", content=f"{{{PLANTED}".encode())
    for server in servers:
        logged = server.log.read_text()
        lines = [json.loads(line) for line in logged.splitlines()]
        assert any(line["event"].startswith("ready on") for line in lines)
        assert all({"time", "level", "logger", "event"} <= set(line) for line in lines)
        assert PLANTED not in logged


async def test_while_postgresql_is_away_servers_live_and_are_not_ready_and_afterwards_all_is_as_before(
    servers: list[Server], postgres: Postgres
) -> None:
    async with on_both(servers) as (one, other):
        before = await one.say("87%")
        postgres.stop()
        try:
            until(lambda: servers[0].status("/health/ready")[0] == 503)
            assert json.loads(servers[0].status("/health/ready")[1]) == {"ready": False, "failing": "database"}
            assert servers[0].status("/health/live")[0] == 200
            refused = await one.send(text="95%", id="meanwhile")
            assert (refused.status_code, refused.json()) == (
                503, {"error": "I couldn't save that, please send it again."},
            )  # fmt: skip
        finally:
            postgres.start()
        for server in servers:
            until(lambda server=server: server.status("/health/ready")[0] == 200)
            until(lambda server=server: metric(server, "guide_hears_servers") == 1)
        after = await other.say("95%", id="meanwhile")
        assert await one.history() == [*before, *after]
        async with one.live(after[-1].id) as stream:
            said = await other.say("90%")
            assert [await next_of(stream) for _ in said] == said


async def test_a_turn_whose_lock_was_lost_is_kept_after_the_turn_that_was_quicker(
    assistant: Assistant, postgres: Postgres, tmp_path: Path
) -> None:
    url = postgres.new_database()
    stores = [open_store({SETTING: url}, alone=True, folder=tmp_path) for _ in range(2)]
    clusters = [Cluster(store) for store in stores]
    stored = [StoredConversations(store) for store in stores]
    slower, quicker = (
        RunningConversations(on(assistant, own), StoredDesks(store), own.last_number, cluster)
        for own, store, cluster in zip(stored, stores, clusters, strict=True)
    )
    conversation = await slower.current("worker")
    retrieve, cut = stored[0].retrieve, []

    async def cut_off(sender_id: str) -> Any:
        """Reads the conversation, and then, the first time, loses the lock to a turn on the other server."""
        tracker = await retrieve(sender_id)
        if not cut:
            cut.append(asked(url, "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'"))
            await quicker.say(conversation, "95%", "quicker")
        return tracker

    stored[0].retrieve = cut_off  # type: ignore[method-assign]
    said = await slower.say(conversation, "87%", "slower")
    assert said[0].text == "87%" and len(said) > 1
    there = await quicker.since(conversation, 0)
    assert [one.text for one in there if one.author == "practitioner"] == ["95%", "87%"]
    assert [one.number for one in there] == sorted({one.number for one in there})
    for cluster, store in zip(clusters, stores, strict=True):
        cluster.close()
        store.close()


async def test_turns_are_counted_and_nothing_else_is_told(servers: list[Server]) -> None:
    names = ("guide_turns_total", "guide_declined_total", "guide_safety_total", "guide_turn_seconds_count")
    before = [metric(servers[0], name) for name in names]
    async with on_both(servers) as (one, _):
        for text in ("87%", "what will the weather be", "he says he will kill himself tonight"):
            await one.say(text)
    assert [metric(servers[0], name) - was for name, was in zip(names, before, strict=True)] == [3, 1, 1, 3]
    assert metric(servers[0], "guide_turns_in_flight") == 0
    told = servers[0].status("/metrics")[1]
    labels = {line.partition("{")[2].partition("=")[0] for line in told.splitlines() if "{" in line}
    assert labels == {"le", "part"}


def test_no_server_holds_more_connections_than_is_said(servers: list[Server], database: str) -> None:
    (row,) = asked(
        database, "SELECT count(*) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()",
        database.rpartition("/")[2],
    )  # fmt: skip
    assert int(row[0]) <= len(servers) * (10 + 2 + 4)


async def test_when_a_server_is_killed_the_other_goes_on_and_each_turn_is_kept_once(servers: list[Server]) -> None:
    texts_of = {f"m{place}": f"8{place}%" for place in range(8)}
    async with on_both(servers) as (one, other):
        acknowledged: list[str] = []
        for place, (message_id, text) in enumerate(texts_of.items()):
            sending = asyncio.create_task(other.send(text=text, id=message_id))
            if place == 3:
                await asyncio.sleep(0.01)
                servers[1].process.kill()
            try:
                assert (await sending).status_code == 200
                acknowledged.append(message_id)
            except httpx.HTTPError:
                break
        assert len(acknowledged) >= 3
        # The page sends again what had no answer, and a load balancer gives it to the server that is left.
        for message_id, text in texts_of.items():
            assert texts(await one.say(text, id=message_id))[0] == text
        kept = await one.history()
    assert [event.text for event in kept if event.data["author"] == "practitioner"] == list(texts_of.values())
