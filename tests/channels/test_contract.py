"""The reply contract, kept in every turn of every scenario in tests/conversations."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft6Validator
from rasa.shared.core.training_data.story_reader.yaml_story_reader import YAMLStoryReader
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.checklist.walkthrough import ITEMS
from bot.runtime.assistant import Assistant
from tests.conversations.driver import Played, Scenario, last_custom, played, scenarios

pytestmark = pytest.mark.model

MESSAGE_KEYS = {"text", "custom", "buttons"}
CUSTOM_KEYS = {"content", "sources", "term", "card", "checklist", "rehearsal", "impact", "escalation", "register"}
PAGE_KEYS = {"overview", "feedback", "bands", "smart", "questions", "document"}
"""What a page or a document is made of beside the contract's own keys (docs/reply-contract.md)."""

CARD_SCHEMA = json.loads((Path(__file__).parent / "cards" / "adaptive-card-1.5.0.json").read_text(encoding="utf-8"))
OVERVIEW_KEYS = {"item", "title", "note", "state"}
STANDINGS = {"waiting", "noted", "skipped", "open"}
SOURCE_KEYS = {"document", "section", "edition"}
CHECKLIST_KEYS = {"item", "position", "of", "state"}
LEVELS = {"red_flag", "consider_child_protection", "flag", "explore", "keep_in_view"}

SCENARIOS = [pytest.param(scenario, id=scenario.name) for scenario in scenarios()]


@pytest.mark.parametrize("scenario", SCENARIOS)
async def test_every_turn_keeps_the_contract(
    assistant: Assistant, scenario: Scenario, catalogue_ids: frozenset[str]
) -> None:
    broken = []
    async for turn in played(assistant, scenario):
        tracker = await assistant.agent.tracker_store.retrieve(turn.conversation)
        slots = tracker.current_slot_values() if tracker else {}
        faults = [*faults_of(turn, catalogue_ids, assistant), *progress_faults(turn, slots)]
        broken += [f"turn {turn.number}, {turn.step.does}: {fault}" for fault in faults]
    if broken:
        pytest.fail("\n".join([scenario.name, *broken]), pytrace=False)


def faults_of(turn: Played, catalogue_ids: frozenset[str], assistant: Assistant) -> Iterator[str]:
    """What is against the contract in the messages of a turn."""
    if turn.answered is None or not turn.answered.messages:
        yield "there is no reply"
        return
    for message in turn.answered.messages:
        if unknown := set(message) - MESSAGE_KEYS:
            yield f"the message has unknown keys {unknown}"
        if not str(message.get("text", "")).strip():
            yield "a message has no text"
        yield from custom_faults(message.get("custom"), catalogue_ids)
        for button in message.get("buttons", ()):
            yield from button_faults(button, assistant)


def custom_faults(custom: Any, catalogue_ids: frozenset[str]) -> Iterator[str]:
    """What is wrong beside a message's text."""
    if not isinstance(custom, dict) or not {"content", "sources"} <= set(custom):
        yield f"content and sources are needed beside the text, and there is {custom}"
        return
    if unknown := set(custom) - CUSTOM_KEYS - PAGE_KEYS:
        yield f"unknown keys {unknown} beside the text"
    yield from (f"{one} is not in the catalogue" for one in custom["content"] if one not in catalogue_ids)
    for source in custom["sources"]:
        if set(source) != SOURCE_KEYS or not all(isinstance(one, str) and one.strip() for one in source.values()):
            yield f"{source} names no document, section and edition"
    if "term" in custom and (custom["content"] != ["glossary"] or not custom["term"]):
        yield "a term goes with the glossary only"
    if "card" in custom:
        if (custom["card"].get("type"), custom["card"].get("version")) != ("AdaptiveCard", "1.5"):
            yield "a card is an Adaptive Card of schema 1.5"
        yield from (fault.message[:200] for fault in Draft6Validator(CARD_SCHEMA).iter_errors(custom["card"]))
    for item in custom.get("overview", ()):
        if set(item) != OVERVIEW_KEYS or item["state"] not in STANDINGS:
            yield f"{item} does not say where an item of the walk-through stands"
    if "escalation" in custom and custom["escalation"].get("level") not in LEVELS:
        yield f"there is no level {custom['escalation'].get('level')}"
    if "checklist" in custom and set(custom["checklist"]) != CHECKLIST_KEYS:
        yield f"{custom['checklist']} does not say where the walk-through is"


def button_faults(button: dict[str, Any], assistant: Assistant) -> Iterator[str]:
    """What is wrong with a button: it has words, and Rasa reads an intent of the domain in what it sends."""
    if not str(button.get("title", "")).strip():
        yield f"{button} has no words"
    read = YAMLStoryReader.unpack_regex_message(Message(data={TEXT: button["payload"]}), assistant.agent.domain)
    intent = (read.get(INTENT) or {}).get(INTENT_NAME_KEY)
    if intent not in assistant.agent.domain.intents:
        yield f"{button} sends no intent of the domain, but {intent!r}"


def progress_faults(turn: Played, slots: dict[str, Any]) -> Iterator[str]:
    """What is wrong with the progress of a walk-through that waits for an answer."""
    if (slots.get("waiting") or [])[-1:] != ["checklist"] or turn.answered is None:
        return
    position = slots["walkthrough"]["position"]
    expected = {"item": ITEMS[position - 1], "position": position, "of": len(ITEMS), "state": "asking"}
    shown = last_custom(turn.answered, "checklist")
    if shown != expected:
        yield f"the walk-through waits at {expected}, and the reply says {shown}"
