"""No log line has words of a conversation, whatever goes wrong and however much is logged."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

import pytest

import actions.impact
import actions.skill
from bot.commands.loading import quiet
from bot.runtime.assistant import Assistant

pytestmark = pytest.mark.model

PLANTED = "quokkafeather"
"""A word that nothing else has, typed here in every message."""


class Lines(logging.Handler):
    """Every line that is logged, as a file would hold it."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.setFormatter(logging.Formatter("%(name)s %(message)s"))
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@pytest.fixture
def logged() -> Iterator[list[str]]:
    """What is logged while a test runs, with the levels as `guide run` sets them."""
    quiet()
    handler = Lines()
    logging.getLogger().addHandler(handler)
    yield handler.lines
    logging.getLogger().removeHandler(handler)


async def test_ordinary_turns_log_no_words(
    assistant: Assistant, logged: list[str], capfd: pytest.CaptureFixture[str]
) -> None:
    for text in ("walk me through the checklist", "87%", "skip", "rehearse with a 9 year old", "check my questions:"):
        await assistant.reply(f"{text} {PLANTED}", "logged")
    printed = capfd.readouterr()
    assert not [line for line in (*logged, printed.out, printed.err) if PLANTED in line]


@pytest.mark.parametrize("broken", ["an action", "a card", "masking"])
async def test_a_failure_is_logged_with_its_kind_and_place_and_no_words(
    assistant: Assistant, logged: list[str], monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    def quoting(*given: Any, **named: Any) -> Any:
        raise ValueError(f"could not read {given} {named} {PLANTED}")

    if broken == "an action":
        monkeypatch.setattr(actions.impact.WorkOut, "reply", quoting)
    elif broken == "a card":
        monkeypatch.setattr(actions.skill, "card_for", quoting)
    else:
        monkeypatch.setattr("bot.runtime.assistant.mask", quoting)
    await assistant.reply(f"87% {PLANTED}", f"broken {broken}")

    assert any("ValueError" in line for line in logged)
    assert not [line for line in logged if PLANTED in line]
