"""What practitioners ask of a register, and of reminders: written apart from the examples, and never trained on."""

from __future__ import annotations

import secrets
from collections import Counter
from typing import Any

import pytest
from rasa.shared.core.events import ActionExecuted, UserUttered

from bot.runtime.assistant import Assistant
from tests.understanding.test_held_out import START, held_out

pytestmark = pytest.mark.model

RIGHT_AT_LEAST = 0.85
TAKEN_WRONGLY_AT_MOST = 0.1

OTHER = "other"
SKILLS = {"register": "action_register", "reminders": "action_reminders"}


async def taken_as(assistant: Assistant, text: str, state: str) -> str:
    """The intent under which one of the two skills answered `text`; OTHER where something else did."""
    conversation = secrets.token_hex(8)
    if state == "walkthrough":
        await assistant.reply(START, conversation)
    await assistant.reply(text, conversation)
    tracker = await assistant.agent.tracker_store.retrieve(conversation)
    assert tracker is not None
    events = list(tracker.events)
    said = max(place for place, event in enumerate(events) if isinstance(event, UserUttered))
    actions = {event.action_name for event in events[said:] if isinstance(event, ActionExecuted)}
    intent = str(events[said].intent_name)
    return intent if SKILLS.get(intent.split(".")[0]) in actions else OTHER


async def test_what_is_asked_of_a_register_or_a_reminder_is_understood(assistant: Assistant, report: Any) -> None:
    asked = held_out("registers")
    given = [(one["intent"], await taken_as(assistant, one["say"], one["state"])) for one in asked]
    meant = [(right, taken) for right, taken in given if right != OTHER]
    others = [taken for right, taken in given if right == OTHER]
    right = sum(right == taken for right, taken in meant) / len(meant)
    wrongly = sum(taken != OTHER for taken in others) / len(others)
    report(f"held-out registers and reminders: {right:.1%} of {len(meant)} understood as what they ask")
    for (wanted, taken), times in Counter(pair for pair in meant if pair[0] != pair[1]).most_common():
        report(f"  {times} x {wanted} -> {taken}")
    report(f"held-out near a register or a reminder, and neither: {wrongly:.1%} of {len(others)} taken for one")
    assert right >= RIGHT_AT_LEAST
    assert wrongly <= TAKEN_WRONGLY_AT_MOST
