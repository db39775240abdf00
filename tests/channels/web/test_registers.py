"""A register handed over as a file."""

from __future__ import annotations

import json
import secrets
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.channels.registers import LARGEST_FILE
from tests.channels.web.serving import ALONE, Browser, browser, events_in, serving, texts

pytestmark = pytest.mark.model

FILES = Path(__file__).parents[2] / "attendance" / "register" / "files"
WEEKS = (FILES / "sims_weekly_grid.csv").read_bytes()
PATH = "/conversation/registers"


async def add(page: Browser, data: bytes, name: str = "register.csv", **headers: str) -> httpx.Response:
    """Sends a file as the page does."""
    named = {"X-Message-Id": secrets.token_hex(8), "X-File-Name": name}
    return await page.post(PATH, data, **{**named, **headers})


async def test_a_register_is_answered_with_what_it_says(page: Browser) -> None:
    answer = await add(page, WEEKS, **{"X-Message-Id": "one"})

    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/event-stream")
    sent, told, done = events_in(answer.text)
    assert (sent.data["author"], told.data["author"], done.name) == ("practitioner", "guide", "done")
    assert {event.data["message_id"] for event in (sent, told)} == {"one"}
    assert {"register", "calendar"} <= set(told.data["custom"])
    assert all(len(marks.split()) in (10, 14) for marks in told.data["custom"]["calendar"].values())


async def test_the_files_own_words_and_name_are_in_nothing_that_is_shown(page: Browser) -> None:
    answer = await add(page, WEEKS, "Attendance%20of%20Bicycle.csv")

    assert answer.status_code == 200
    assert "Bicycle" not in answer.text


async def test_a_file_that_cannot_be_read_is_answered_with_what_is_wrong(page: Browser) -> None:
    said = events_in((await add(page, b"Dear colleague,\nplease see below.\n", "letter.txt")).text)[:-1]

    assert "couldn't read that register" in texts(said)[-1]


async def test_the_same_id_sent_again_gets_the_same_answer_and_does_nothing_twice(page: Browser) -> None:
    first = await add(page, WEEKS, **{"X-Message-Id": "once"})
    again = await add(page, WEEKS, **{"X-Message-Id": "once"})

    assert again.text == first.text
    assert await page.history() == events_in(first.text)[:-1]


async def test_a_file_may_be_larger_than_a_message_and_the_next_message_may_not(page: Browser) -> None:
    blank = b" " * (LARGEST_FILE - len(WEEKS))

    assert (await add(page, WEEKS + blank)).status_code == 200
    assert (await page.post("/conversation/messages", b" " * 300_000)).status_code == 413


async def test_a_file_that_is_too_large_is_refused_with_a_line(page: Browser) -> None:
    answer = await add(page, b"\n" * (LARGEST_FILE + 1))

    assert answer.status_code == 413
    assert "larger than 5 MB" in answer.json()["error"]


@pytest.mark.parametrize(
    ("data", "headers", "words"),
    [
        (b"", {}, "empty"),
        (WEEKS, {"X-Message-Id": ""}, "id of a message"),
        (WEEKS, {"X-Message-Id": "a b"}, "id of a message"),
    ],
)
async def test_what_is_no_file_with_an_id_is_refused(
    page: Browser, data: bytes, headers: dict[str, str], words: str
) -> None:
    answer = await add(page, data, **headers)

    assert answer.status_code == 400
    assert words in answer.json()["error"]


async def test_only_the_guides_own_page_with_its_sessions_token_may_send_a_file(page: Browser) -> None:
    assert (await add(page, WEEKS, Origin="https://a.example")).status_code == 403
    assert (await add(page, WEEKS, **{"X-CSRF-Token": "no"})).status_code == 403
    assert (await add(page, WEEKS, Cookie="guide=no")).status_code == 401
    assert await page.history() == []


async def test_who_is_signed_out_hears_so_however_large_the_file_is(address: str) -> None:
    async with browser(address) as nobody:
        assert (await add(nobody, b"\n" * LARGEST_FILE)).status_code == 401


async def test_a_file_counts_as_a_message(assistant: Any) -> None:
    async with serving(assistant, replace(ALONE, messages_a_minute=1)) as where, browser(where) as page:
        await page.open()
        assert (await add(page, WEEKS)).status_code == 200
        assert (await add(page, WEEKS)).status_code == 429


async def test_a_register_that_could_not_be_saved_is_refused_with_a_line_and_may_be_sent_again(
    page: Browser, assistant: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def full(tracker: Any) -> None:
        raise OSError("no space left")

    with monkeypatch.context() as patch:
        patch.setattr(assistant.agent.tracker_store, "save", full)
        answer = await add(page, WEEKS, **{"X-Message-Id": "again"})
    assert (answer.status_code, answer.json()) == (503, {"error": "I couldn't save that, please send it again."})

    again = await add(page, WEEKS, **{"X-Message-Id": "again"})
    assert await page.history() == events_in(again.text)[:-1]


async def test_a_register_of_before_is_gone_with_its_conversation(page: Browser) -> None:
    await add(page, WEEKS)
    await page.post("/conversation/delete", {})
    said = events_in((await add(page, WEEKS)).text)[:-1]

    assert await page.history() == said
    assert "Compare the two registers" not in {button["title"] for button in said[-1].data["buttons"]}


async def test_the_page_gets_no_picture_that_it_could_not_load(page: Browser) -> None:
    told = events_in((await add(page, WEEKS)).text)[1]

    assert told.data["custom"]["card"]["body"]
    assert "guide:picture" not in json.dumps(told.data)
