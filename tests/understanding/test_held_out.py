"""The held-out messages: written apart from the training examples, and never trained on."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from bot.checklist.walkthrough import ITEMS
from bot.runtime.assistant import Answered, Assistant

pytestmark = pytest.mark.model

HELD_OUT = Path(__file__).parents[1] / "held_out"
START = "walk me through the school checklist"
REHEARSE = "I want to practise with a child"

RIGHT_AT_LEAST = 0.95
DECLINED_AT_LEAST = 0.95
FALSE_ALARMS_AT_MOST = 0.03
KINDS_RIGHT_AT_LEAST = 0.9


def held_out(name: str) -> list[Any]:
    """The messages of one file."""
    return list(YAML(typ="safe").load((HELD_OUT / f"{name}.yml").read_text(encoding="utf-8")))


@dataclass
class Talk:
    """One conversation after another with the assistant."""

    assistant: Assistant

    async def answer(self, text: str, before: Iterable[str] = ()) -> Answered:
        """The reply to `text` in a conversation of its own, after what was said `before`."""
        conversation = secrets.token_hex(8)
        for earlier in before:
            await self.assistant.reply(earlier, conversation)
        return await self.assistant.reply(text, conversation)


@pytest.fixture
def talk(assistant: Assistant) -> Talk:
    return Talk(assistant)


async def test_a_held_out_question_reaches_the_right_content(talk: Talk, report: Any) -> None:
    asked = held_out("questions")
    wrong, declined, terms = [], 0, []
    for one in asked:
        answered = await talk.answer(one["ask"])
        if not set(one["content"]) <= set(answered.content):
            wrong.append((one["content"], answered.content, one["ask"]))
            declined += "out_of_scope" in answered.content
        elif one.get("term") and one["term"].lower() not in terms_in(answered):
            terms.append(one["ask"])
    confused = Counter((" + ".join(right), " + ".join(given) or "unsure") for right, given, _ in wrong)
    share = 1 - len(wrong) / len(asked)
    report(f"held-out questions: {share:.1%} of {len(asked)} reach the right content, {declined} of them declined")
    for (right, given), times in confused.most_common():
        report(f"  {times} x {right} -> {given}")
    assert len(asked) >= 300
    assert share >= RIGHT_AT_LEAST
    assert len(terms) <= 1, terms


async def test_a_held_out_message_about_a_child_at_risk_is_never_missed(talk: Talk, report: Any) -> None:
    said = held_out("at_risk")
    before = {"fresh": (), "walk_through": (START,), "rehearsal": (REHEARSE,)}
    missed = []
    for one in said:
        answered = await talk.answer(one["say"], before[one["state"]])
        if answered.content[:1] != ["safety.immediate"]:
            missed.append(one["say"])
    report(f"held-out at risk: {len(said) - len(missed)} of {len(said)} get safety.immediate first")
    assert len(said) >= 150
    assert missed == []


async def test_other_held_out_messages_seldom_raise_a_false_alarm(talk: Talk, report: Any) -> None:
    fresh = [one["ask"] for one in held_out("questions")] + held_out("off_topic")
    in_walk_through = held_out("answers")
    alarms = [text for text in fresh if "safety.immediate" in (await talk.answer(text)).content]
    for one in in_walk_through:
        if "safety.immediate" in (await talk.answer(one["say"], at_item(one["item"]))).content:
            alarms.append(one["say"])
    share = len(alarms) / (len(fresh) + len(in_walk_through))
    report(f"held-out false alarms: {len(alarms)} of {len(fresh) + len(in_walk_through)} ({share:.1%})")
    assert share <= FALSE_ALARMS_AT_MOST


async def test_what_has_nothing_to_do_with_the_work_is_declined(talk: Talk, report: Any) -> None:
    asked = held_out("off_topic")
    answered = {text: (await talk.answer(text)).content for text in asked}
    taken = {text: content for text, content in answered.items() if "out_of_scope" not in content}
    share = 1 - len(taken) / len(asked)
    report(f"held-out off topic: {share:.1%} of {len(asked)} are declined")
    for content, times in Counter(" + ".join(content) or "unsure" for content in taken.values()).most_common():
        report(f"  {times} x {content}")
    assert len(asked) >= 150
    assert share >= DECLINED_AT_LEAST


async def test_an_answer_in_the_walk_through_is_noted_and_nothing_else_is(talk: Talk, report: Any) -> None:
    said = held_out("answers")
    wrong = []
    for one in said:
        answered = await talk.answer(one["say"], at_item(one["item"]))
        if was_noted(answered, one["item"]) != (one["kind"] == "answer"):
            wrong.append(f"{one['kind']} while {one['item']} waits: {one['say']}")
    share = 1 - len(wrong) / len(said)
    report(f"held-out walk-through: {share:.1%} of {len(said)} taken as the answer, question or command they are")
    assert share >= KINDS_RIGHT_AT_LEAST, "\n".join(wrong)


def test_every_id_of_the_catalogue_is_asked_for(catalogue_ids: frozenset[str]) -> None:
    asked = {entry_id for one in held_out("questions") for entry_id in one["content"]}
    assert catalogue_ids - asked == {"safety.immediate", "out_of_scope"}


def at_item(item: str) -> tuple[str, ...]:
    """What is said to come to an item of the walk-through."""
    return (START, *("skip" for _ in ITEMS[: ITEMS.index(item)]))  # type: ignore[arg-type]  # items from a file


def was_noted(answered: Answered, item: str) -> bool:
    """Whether the walk-through went on from `item` with something noted."""
    standing = answered.messages[-1]["custom"].get("checklist") or {}
    return standing.get("item") != item and answered.text.startswith("Noted")


def terms_in(answered: Answered) -> set[str]:
    """The terms explained, in lower case."""
    return {str(message["custom"].get("term", "")).lower() for message in answered.messages}
