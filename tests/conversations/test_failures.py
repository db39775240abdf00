"""What a practitioner is told when a part of the assistant fails: an apology, with a reference, and nothing lost."""

from __future__ import annotations

import logging
import re
import secrets
from typing import Any

import pytest

import actions.checklist
import actions.impact
from bot.runtime.assistant import Assistant

pytestmark = pytest.mark.model

REFERENCE = re.compile(r"reference: ([0-9a-f]{8})\b")


def out_of_order(*args: Any) -> Any:
    """A service that fails."""
    raise RuntimeError("the service is out of order")


@pytest.fixture
def conversation() -> str:
    return secrets.token_hex(8)


async def test_an_action_that_fails_apologises_with_a_reference_that_is_in_the_log(
    assistant: Assistant, conversation: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(actions.impact, "services", out_of_order)
    with caplog.at_level(logging.ERROR):
        answered = await assistant.reply("87%", conversation)
    found = REFERENCE.search(answered.text)
    assert found is not None, answered.text
    assert found[1] in caplog.text
    assert "the service is out of order" in caplog.text
    assert answered.content == []
    assert "87%" not in caplog.text


async def test_the_next_turn_is_answered(
    assistant: Assistant, conversation: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(actions.impact, "services", out_of_order)
        await assistant.reply("87%", conversation)
    answered = await assistant.reply("87%", conversation)
    assert answered.content == ["impact.calculate"]


async def test_nothing_noted_before_a_failure_is_lost(
    assistant: Assistant, conversation: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for said in ("start the school checklist", "88%"):
        await assistant.reply(said, conversation)
    with monkeypatch.context() as broken:
        broken.setattr(actions.checklist, "answered", out_of_order)
        failed = await assistant.reply("12 times since september", conversation)
    assert REFERENCE.search(failed.text)
    again = await assistant.reply("12 times since september", conversation)
    assert again.messages[-1]["custom"]["checklist"]["item"] == "suspensions"
    assert "88%" in (await assistant.reply("stop", conversation)).text


async def test_a_turn_that_fails_before_any_action_is_apologised_for_too(
    assistant: Assistant, conversation: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr("bot.nlu.turns.turn_of", out_of_order)
        answered = await assistant.reply("hello", conversation)
    assert REFERENCE.search(answered.text)
    assert (await assistant.reply("hello", conversation)).content == ["help"]
