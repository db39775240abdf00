"""Whatever is sent to the guide: it answers, tells nobody else, logs nothing of it, and goes on as before."""

from __future__ import annotations

import json
import random
import unicodedata
from collections.abc import Callable

import pytest

from bot.runtime.server import LARGEST_REQUEST
from tests.channels.web.serving import Browser, browser, events_in
from tests.hostile.attack import PLAIN, PLAIN_CONTENT, Outcome, content_in
from tests.hostile.conftest import Witness
from tests.hostile.messages import FIRST_NAME, LAST_NAME, hostile_messages
from tests.runtime.servers import Server

pytestmark = pytest.mark.model

REFUSED = (400, 413)
SHORTEST_SOUGHT = 12
"""Characters of a text that can't stand in a log by chance."""

BUTTONS_PRESSED = 1_000
ASKED_FOR_BUTTONS = ("hello", "87%", "walk me through it", "yes", "what are the barriers?", "explore the barriers",
                     "what letters can you write?", "help me prepare a visit", "rehearse", "delete this conversation",
                     "which of my records are due?", "escalate", "what does the law say?", "summary")  # fmt: skip


def test_there_are_at_least_five_hundred_hostile_messages_and_no_two_are_the_same() -> None:
    described = [json.dumps(message.described, sort_keys=True) for message in hostile_messages()]
    assert len(described) == len(set(described)) >= 500


def test_each_is_answered_or_refused_with_one_clear_line_and_none_gets_a_500(
    outcomes: list[Outcome], report: Callable[[str], None]
) -> None:
    wrong = [f"{one.message}: {one.status} {one.text[:80]}" for one in outcomes if not is_clear(one)]
    assert wrong == []
    slowest = max(outcomes, key=lambda one: one.seconds)
    refused = sum(one.status in REFUSED for one in outcomes)
    report(
        f"hostile messages: {len(outcomes)}, {refused} refused; the slowest {slowest.seconds:.2f} s ({slowest.message})"
    )


def is_clear(one: Outcome) -> bool:
    """Whether a message was answered, or refused with a line of some words."""
    if one.status == 200:
        said = [event.data for event in events_in(one.text) if event.name == "said"]
        return any(data["author"] == "guide" and data["text"].strip() for data in said)
    if one.status == 0:  # an answer may be lost to a client that still sends what is too much to be read
        return len(one.message.body) > LARGEST_REQUEST
    line = json.loads(one.text)["error"] if one.status in REFUSED else ""
    return len(line.split()) > 5 and "\n" not in line


def test_a_plain_question_right_after_each_is_answered_right(outcomes: list[Outcome]) -> None:
    assert [f"{one.message}: {one.status_after} {one.after}" for one in outcomes if not one.is_answered_after] == []


async def test_nothing_of_somebody_else_changes(outcomes: list[Outcome], witness: Witness) -> None:
    seen, kept = witness.before
    assert len(seen) > 1_000 and len(kept) > 10
    assert await witness.now() == (seen, kept)


def test_nothing_of_them_stands_in_the_log_and_no_turn_failed(outcomes: list[Outcome], server: Server) -> None:
    log = server.log.read_text()
    plain = unicodedata.normalize("NFKC", log).casefold()
    assert "the guide is ready on" in plain
    assert FIRST_NAME.casefold() not in plain and LAST_NAME.casefold() not in plain
    typed = [(one.message.typed or "").strip() for one in outcomes]
    assert [text for text in typed if len(text) >= SHORTEST_SOUGHT and text in log] == []
    assert len(log.splitlines()) == 1, log


async def test_a_thousand_buttons_of_earlier_messages_may_be_pressed_out_of_order(
    server: Server, witness: Witness
) -> None:
    async with browser(server.address) as page:
        await page.open()
        offered = await offered_in(page)
        assert len(offered) > 20
        by_chance = random.Random(8)
        for _ in range(BUTTONS_PRESSED):
            answer = await page.send(payload=by_chance.choice(offered))
            assert answer.status_code == 200
            assert any(event.name == "said" and event.data["author"] == "guide" for event in events_in(answer.text))
        for text in ("stop", "stop"):  # a rehearsal that is on, which takes what is typed for what the child is asked
            await page.say(text)
        assert PLAIN_CONTENT in content_in(await page.send(text=PLAIN))
    assert await witness.now() == witness.before


@pytest.mark.parametrize("command", ["carry on", "say that again"])
async def test_a_command_for_another_skill_is_answered_while_a_child_to_rehearse_with_is_chosen(
    server: Server, command: str
) -> None:
    async with browser(server.address) as page:
        await page.open()
        await page.say("I want to rehearse")
        assert [event.data["author"] for event in await page.say(command)][1:2] == ["guide"]


async def offered_in(page: Browser) -> list[str]:
    """The payloads of all buttons that a few questions get, in a fixed order."""
    offered = {}
    for text in ASKED_FOR_BUTTONS:
        for event in events_in((await page.send(text=text)).text):
            if event.name == "said":
                offered.update({button["payload"]: None for button in event.data["buttons"]})
    return list(offered)
