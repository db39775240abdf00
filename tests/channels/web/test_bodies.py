"""What is taken of what clients send, and what isn't."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from tests.channels.web.serving import ALONE, Browser, browser, events_in, serving, texts

pytestmark = pytest.mark.model

NOT_JSON = (b"", b"{", b"null", b"[]", b'"text"', b"\xff\xfe{}", "{}".encode("utf-16"), b'{"id": NaN}', b"[" * 100_000,
            b'{"id": ' + b"1" * 5_000 + b"}", b"{}{}", b"\x00", b'\xef\xbb\xbf{"id": "a", "text": "b"}')  # fmt: skip
BAD_MESSAGES: tuple[Any, ...] = (
    {},
    {"text": "no id"},
    {"id": "a"},
    {"id": "", "text": "87%"},
    {"id": 1, "text": "87%"},
    {"id": "a" * 65, "text": "87%"},
    {"id": "a b", "text": "87%"},
    {"id": "a\n", "text": "87%"},
    {"id": "é", "text": "87%"},
    {"id": "a", "text": None},
    {"id": "a", "text": 87},
    {"id": "a", "text": ["87%"]},
    {"id": "a", "text": "87%", "payload": "/affirm"},
    {"id": "a", "text": "87%", "conversation": "somebody's"},
    {"id": "a", "payload": "affirm"},
    {"id": "a", "payload": {"intent": "affirm"}},
    {"id": "a", "card": "text"},
    {"id": "a", "card": []},
    {"id": "a", "card": {"says": 1}},
    {"id": "a", "text": "half a pair \ud800"},
    {"id": "a", "text": "NUL \x00"},
    {"id": "a", "card": {"note": "\x00"}},
    {"id": "a", "card": {"\udfff": "note"}},
)


@pytest.mark.parametrize("path", ["messages", "ratings"])
@pytest.mark.parametrize("body", NOT_JSON, ids=range(len(NOT_JSON)))
async def test_what_is_no_json_object_in_utf_8_is_refused_with_a_line(page: Browser, path: str, body: bytes) -> None:
    answer = await page.post(f"/conversation/{path}", body)

    assert (answer.status_code, list(answer.json())) == (400, ["error"])
    assert answer.json()["error"].endswith(".")


@pytest.mark.parametrize("body", BAD_MESSAGES, ids=range(len(BAD_MESSAGES)))
async def test_a_message_with_wrong_keys_types_or_characters_is_refused_with_a_line(page: Browser, body: Any) -> None:
    answer = await page.post("/conversation/messages", body)

    assert (answer.status_code, list(answer.json())) == (400, ["error"])
    assert (await page.open())["conversation_open"] is False


async def test_the_longest_message_is_answered_and_a_longer_one_is_refused_with_a_line(page: Browser) -> None:
    assert (await page.send(text="a" * 20_000)).status_code == 200
    answer = await page.send(text="a" * 20_001)

    assert answer.status_code == 413
    assert answer.json()["error"].startswith("Your message has more than 20,000 characters.")


async def test_a_body_of_more_than_200_kb_is_refused_with_a_line(page: Browser) -> None:
    answer = await page.post("/conversation/messages", {"id": "a", "text": "a" * 200_000})

    assert (answer.status_code, list(answer.json())) == (413, ["error"])


async def test_a_form_is_answered_as_the_text_that_it_stands_for(page: Browser) -> None:
    card = (await page.say("87%"))[-1].data["custom"]["card"]
    submitted = next(action["data"] for action in card["actions"] if "payload" in action["data"])

    assert events_in((await page.send(card=submitted)).text)[1].data["author"] == "guide"


async def test_no_words_at_all_are_answered(page: Browser) -> None:
    assert len(texts(await page.say(""))) >= 2


async def test_what_the_guide_said_can_be_rated_and_rated_again(page: Browser) -> None:
    number = (await page.say("87%"))[-1].data["number"]
    for helpful in (True, False):
        rating = {"number": number, "helpful": helpful}
        answer = await page.post("/conversation/ratings", rating)
        assert (answer.status_code, answer.json()) == (200, rating)


@pytest.mark.parametrize(
    "rating",
    [
        {},
        {"number": 1},
        {"helpful": True},
        {"number": "1", "helpful": True},
        {"number": True, "helpful": True},
        {"number": 1.0, "helpful": True},
        {"number": 1, "helpful": "yes"},
        {"number": -1, "helpful": True},
        {"number": 10**30, "helpful": True},
        {"number": 1, "helpful": True, "why": "because"},
    ],
)
async def test_a_rating_of_nothing_that_the_guide_said_is_refused_with_a_line(page: Browser, rating: Any) -> None:
    await page.say("87%")
    answer = await page.post("/conversation/ratings", rating)

    assert (answer.status_code, "A rating is" in answer.json()["error"]) == (400, True)


async def test_what_the_practitioner_said_can_not_be_rated(page: Browser) -> None:
    number = (await page.say("87%"))[0].data["number"]

    assert (await page.post("/conversation/ratings", {"number": number, "helpful": True})).status_code == 400


async def test_more_messages_than_may_be_are_refused_with_a_line_and_a_time(assistant: Any) -> None:
    async with serving(assistant, replace(ALONE, messages_a_minute=2)) as address, browser(address) as page:
        await page.open()
        answers = [await page.send(text="87%") for _ in range(3)]
        async with browser(address) as other:
            await other.open()
            assert (await other.send(text="87%")).status_code == 200

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert 1 <= int(answers[-1].headers["retry-after"]) <= 60
    assert f"Wait {answers[-1].headers['retry-after']} seconds" in answers[-1].json()["error"]


async def test_more_sessions_than_may_be_from_one_address_are_refused_with_a_line_and_a_time(assistant: Any) -> None:
    async with serving(assistant, replace(ALONE, sessions_a_minute=2)) as address, browser(address) as page:
        await page.open()
        again = [await page.client.get("/session") for _ in range(3)]
        new = []
        for _ in range(2):
            async with browser(address) as other:
                new.append(await other.client.get("/session"))

    assert [answer.status_code for answer in again] == [200, 200, 200]
    assert [answer.status_code for answer in new] == [200, 429]
    assert 1 <= int(new[-1].headers["retry-after"]) <= 60


async def test_behind_a_proxy_sessions_are_counted_for_each_address_that_it_names(assistant: Any) -> None:
    settings = replace(ALONE, sessions_a_minute=1, proxies=1)
    async with serving(assistant, settings) as address:
        statuses = []
        for client in ("10.0.0.1", "10.0.0.2", "10.0.0.1"):
            async with browser(address) as page:
                answer = await page.client.get("/session", headers={"X-Forwarded-For": client})
                statuses.append(answer.status_code)

    assert statuses == [200, 200, 429]


async def test_no_refusal_repeats_what_was_typed(page: Browser) -> None:
    for wrong in ({"text": "bicycle"}, {"id": "a", "bicycle": "bicycle"}, {"id": "a", "payload": "bicycle"}):
        assert "bicycle" not in (await page.post("/conversation/messages", json.dumps(wrong).encode())).text
