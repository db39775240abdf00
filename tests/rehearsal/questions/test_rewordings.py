"""Every better wording is one that the coach would recommend, and keeps the subject."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest

from bot.rehearsal.questions import Labelled, label
from bot.rehearsal.questions.model import examples
from bot.rehearsal.questions.wording import standard_words, topics


@pytest.fixture(scope="module")
def labelled(report: Callable[[str], None]) -> list[tuple[Any, Labelled]]:
    label("Tell me about school.", 12)  # loads what the others go by
    start = time.process_time()
    found = [(turn, label(turn["say"], turn["age"], turn.get("said_before", ()))) for turn in examples()]
    report(f"a question is labelled in {1000 * (time.process_time() - start) / len(found):.1f} ms")
    return found


def test_every_better_wording_is_recommended_and_has_no_flag(labelled: list[tuple[Any, Labelled]]) -> None:
    against = [
        (found.question, found.better)
        for turn, found in labelled
        if found.better
        for again in [label(found.better, turn["age"], turn.get("said_before", ()))]
        if not again.recommended or again.flags
    ]

    assert against == []


def test_every_better_wording_is_a_sentence_or_two(labelled: list[tuple[Any, Labelled]]) -> None:
    wordings = {found.better for _, found in labelled if found.better}

    assert [
        text for text in wordings if not text.strip("'\"“")[0].isupper() or text[-1] not in ".?" or "{" in text
    ] == []


def test_a_closed_question_on_a_subject_keeps_the_subject(labelled: list[tuple[Any, Labelled]]) -> None:
    words = standard_words()
    lost = [
        (found.question, found.better)
        for _, found in labelled
        if found.better
        and found.label == "option_posing"
        and (named := topics(found.question, words))
        and not any(word in found.better.lower() for topic in named for word in topic.lower().split() if word != "your")
        and not set(found.better.lower().strip(".?").split()) & set(found.question.lower().strip(".?").split())
    ]

    assert lost == []


def test_what_the_child_said_gives_a_subject_to_a_turn_that_names_none() -> None:
    found = label("It's a nightmare, isn't it?", 12, ["the canteen is packed"])

    assert found.label == "suggestive"
    assert found.better == "Tell me more about the canteen."


def test_a_hundred_thousand_characters_do_no_harm() -> None:
    for text in ("why " * 25_000, "x" * 100_000, "?" * 100_000, "don't you, " * 9_000, "\n" * 100_000):
        assert label(text, 7, [text]).question == text
