"""The coach's labels, flags and wordings, as situations (situations.yml)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from bot.rehearsal.questions import FLAGS, LABELS, as_json, label, read_list
from bot.rehearsal.questions.rules import read_yaml
from bot.rehearsal.questions.wording import standard_words

JUMBLE = [
    *("what", "why", "tell", "me", "do", "you", "know", ",", "?", ".", "and"),
    *("isn't", "it", "he", "lunch", "your", "SENCO", "7", "o'clock", "not"),
]
SITUATIONS = read_yaml(Path(__file__).parent / "situations.yml")


def named(situation: dict[str, Any]) -> str:
    said = " after what was said" if "said_before" in situation else ""
    return f"{situation['say'] or 'nothing'} at {situation['age']}{said}"


@pytest.mark.parametrize("situation", SITUATIONS, ids=named)
def test_a_turn_has_the_label_flags_and_wording_that_its_situation_calls_for(situation: dict[str, Any]) -> None:
    labelled = label(situation["say"], situation["age"], situation.get("said_before", ()))

    assert labelled.label == situation["label"]
    assert list(labelled.flags) == situation.get("flags", [])
    assert labelled.recommended == (situation["label"] in ("invitation", "directive", "facilitator"))
    assert (labelled.better is None) == (labelled.recommended and not labelled.flags)
    assert labelled.better == situation.get("better", labelled.better)
    assert situation.get("keeps", "").lower() in (labelled.better or "").lower()
    assert list(labelled.later) == situation.get("later", list(labelled.later))
    assert labelled.why.endswith(".")


def test_the_json_has_the_names_of_the_command_line() -> None:
    assert as_json(label("Do you like maths?", 9)) == {
        "question": "Do you like maths?",
        "label": "option_posing",
        "flags": [],
        "recommended": False,
        "better": "What's maths like for you?",
        "why": standard_words().why["option_posing"],
        "later": [],
    }


def test_a_child_of_unknown_age_is_not_taken_to_be_under_eight() -> None:
    assert label("How many friends do you have?", None).flags == ()


def test_a_pasted_list_is_read_one_turn_a_line_without_its_numbers_and_bullets() -> None:
    numbered = "1. Do you like maths?\n2) Where do you sit?\n\n"
    pasted = numbered + "- Tell me about lunch. Take your time.\n• And then?\n   \nQ5: Why?\n5 friends came?"

    assert read_list(pasted) == (
        "Do you like maths?",
        "Where do you sit?",
        "Tell me about lunch. Take your time.",
        "And then?",
        "Why?",
        "5 friends came?",
    )


@settings(max_examples=300, deadline=None)
@given(
    some.text(max_size=300),
    some.one_of(some.none(), some.integers(-1, 120)),
    some.lists(some.text(max_size=60), max_size=4),
)
def test_any_text_gets_one_valid_label_and_valid_flags(text: str, age: int | None, said: list[str]) -> None:
    labelled = label(text, age, said)

    assert labelled.label in LABELS
    assert set(labelled.flags) <= set(FLAGS)
    assert labelled.question == text


@settings(max_examples=200, deadline=None)
@given(some.lists(some.sampled_from(JUMBLE), max_size=30))
def test_any_jumble_of_question_words_gets_a_wording_exactly_where_it_needs_one(words: list[str]) -> None:
    labelled = label(" ".join(words), 7)

    assert (labelled.better is None) == (labelled.recommended and not labelled.flags)
