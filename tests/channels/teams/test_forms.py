"""Cards in Teams: submitted once, from the newest message, and turned into a receipt where they stand."""

from __future__ import annotations

import json
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.channels.teams.cards import CARD
from bot.channels.teams.files import Files
from bot.channels.teams.lines import line
from tests.channels.cards.shown import every, faults
from tests.channels.teams.serving import Guide, serving
from tests.channels.teams.teams import Teams

pytestmark = pytest.mark.model


async def test_a_card_that_was_submitted_becomes_a_receipt_in_its_place(guide: Guide) -> None:
    person = guide.person()
    await person.says("start the walk-through")
    await guide.settled()
    await person.presses("Save note", note="87% this term")
    await guide.settled()
    receipt, after = person.shown
    assert (receipt.replaced, receipt.buttons) == (1, [])
    assert "87% this term" in receipt.text and receipt.text.endswith("Save note")
    assert "2 of 7" in after.text


async def test_a_button_of_an_old_message_does_nothing_and_says_so(guide: Guide) -> None:
    person = guide.person()
    await person.says("start the walk-through")
    await guide.settled()
    old = person.pressed("Skip")
    await person.says("87%")
    await guide.settled()
    await person.sends(old)
    await guide.settled()
    assert person.texts[-1] == line("old_button") and "2 of 7" in person.texts[-2] and person.shown[0].replaced == 0


async def test_a_button_pressed_twice_in_a_row_is_taken_once_without_a_word(guide: Guide) -> None:
    person = guide.person()
    await person.says("start the walk-through")
    await guide.settled()
    first, second = person.pressed("Skip"), person.pressed("Skip")
    for one in (first, second, first):
        assert (await person.sends(one)).status_code == 202
    await guide.settled()
    assert len(person.shown) == 2 and person.shown[0].replaced == 1


async def test_a_card_of_an_erased_conversation_is_old(guide: Guide) -> None:
    person = guide.person()
    await person.says("start the walk-through")
    await guide.settled()
    old = person.pressed("Skip")
    await person.says("delete this conversation")
    await guide.settled()
    await person.presses("Yes")
    await guide.settled()
    farewell = person.texts[-1]
    await person.sends(old)
    await guide.settled()
    assert "erased" in farewell.lower() and person.texts[-1] == line("old_button")


@pytest.mark.parametrize(
    "value",
    [
        {"payload": "/skip"},
        {"guide": "1-00000000", "payload": "/skip"},
        {"guide": 7, "says": "hello"},
        {"guide": "x"},
        {},
    ],
)
async def test_what_no_card_of_ours_sends_does_nothing(guide: Guide, value: dict[str, Any]) -> None:
    person = guide.person()
    await person.says("start the walk-through")
    await guide.settled()
    assert (await person.sends(value=value, replyToId=person.shown[0].id)).status_code == 202
    await guide.settled()
    assert person.texts[1:] == [line("old_button")]


async def test_a_card_filled_in_with_nothing_says_what_is_missing(guide: Guide) -> None:
    person = guide.person()
    await person.says("should I escalate?")
    await guide.settled()
    sent = person.pressed("Suggest what to consider")
    sent["value"] = {"guide": sent["value"]["guide"], "says": "{plan}"}
    await person.sends(sent)
    await guide.settled()
    assert person.texts[-1].startswith("nothing is filled in")


async def test_where_the_card_to_replace_is_gone_the_answer_still_arrives(guide: Guide) -> None:
    person = guide.person()
    await person.says("start the walk-through")
    await guide.settled()
    pressed = person.pressed("Skip")
    pressed["replyToId"] = "1:gone"
    await person.sends(pressed)
    await guide.settled()
    assert "2 of 7" in person.texts[-1] and len(person.shown) == 2


async def test_an_execute_is_answered_at_once_with_the_receipt_and_then_with_the_reply(guide: Guide) -> None:
    person = guide.person()
    await person.says("start the walk-through")
    await guide.settled()
    data = person.pressed("Save note", note="87%")["value"]
    invoke = person.activity(type="invoke", name="adaptiveCard/action", value={"action": {"data": data, "verb": "x"}})
    for _ in range(2):
        answer = await person.sends(invoke)
        assert (answer.status_code, answer.json()["statusCode"], answer.json()["type"]) == (200, 200, CARD)
        assert faults(answer.json()["value"]) == [] and "87%" in json.dumps(answer.json()["value"])
    await guide.settled()
    assert len(person.shown) == 2
    late = person.activity(type="invoke", name="adaptiveCard/action", value={"action": {"data": {**data, "note": "9"}}})
    assert (await person.sends(late)).json()["value"] == line("old_button")


@pytest.mark.parametrize("name", ["fileConsent/invoke", "task/fetch", ""])
async def test_an_invoke_that_is_not_known_is_answered_with_nothing(guide: Guide, name: str) -> None:
    answer = await guide.person().sends(type="invoke", name=name, value={})
    assert (answer.status_code, answer.json()) == (200, {})


REGISTER = b"date,session,code\n2026-09-07,AM,/\n2026-09-07,PM,\\\n2026-09-08,AM,L\n2026-09-08,PM,O\n"


async def test_a_register_that_is_sent_as_a_file_is_fetched_and_answered_once(
    assistant: Any, kept: Any, teams: Teams
) -> None:
    async def register(request: web.Request) -> web.Response:
        return web.Response(body=REGISTER if request.path == "/r.csv" else b"a" * 300)

    app = web.Application()
    app.router.add_get("/{name}", register)
    files = Files(hosts=("127.0.0.1",), schemes=("http",), largest=200)
    async with TestServer(app) as sharepoint, serving(assistant, kept, teams, files=files) as guide:
        person = guide.person()

        def file(name: str) -> dict[str, Any]:
            content = {"downloadUrl": str(sharepoint.make_url(f"/{name}")), "uniqueId": "x", "fileType": "csv"}
            kind = "application/vnd.microsoft.teams.file.download.info"
            return person.activity(attachments=[{"contentType": kind, "name": name, "content": content}])

        sent = file("r.csv")
        await person.sends(sent)
        await person.sends(sent)
        await guide.settled()
        assert len(person.shown) == 1 and "75" in person.texts[0]
        pictures = [one["url"] for one in every(person.shown[0].card or {}) if one.get("type") == "Image"]
        fetched = [await guide.client.get(url) for url in pictures]
        assert [one.content[:4] for one in fetched] == [b"\x89PNG"] * len(fetched) and fetched
        await person.sends(file("large.csv"))
        await guide.settled()
        assert person.texts[1:] == [line("file_too_large")]


@pytest.mark.parametrize(
    ("url", "allowed"),
    [
        ("https://council.sharepoint.com/sites/x/r.csv?a=%2F", True),
        ("https://council-my.sharepoint.com/r.csv", True),
        ("http://council.sharepoint.com/r.csv", False),
        ("https://sharepoint.com.evil.example/r.csv", False),
        ("https://evilsharepoint.com/r.csv", False),
        ("https://a@council.sharepoint.com/r.csv", False),
        ("https://127.0.0.1/r.csv", False),
        ("https://council.sharepoint.com:x/r.csv", False),
        ("file:///etc/passwd", False),
        ("https://[", False),
        ("", False),
    ],
)
def test_files_are_fetched_from_sharepoint_alone(url: str, allowed: bool) -> None:
    assert Files().allows(url) is allowed
