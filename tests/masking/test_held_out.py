"""Masking measured on sentences that were written apart from it; only totals are printed, never a sentence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from bot.guidance.library import load_guidance
from bot.masking import KINDS, mask
from bot.masking.known import known_names
from tests.masking.measuring import measured

TESTS = Path(__file__).parents[1]

FEWEST_SENTENCES = 300
FOUND_AT_LEAST = 0.95
TOUCHED_AT_MOST = 0.02


def test_at_least_95_percent_of_the_held_out_details_are_masked(report: Any) -> None:
    said = held_out("masking")
    result = measured(said)
    report(
        f"held-out masking: {result.share:.1%} of {result.there.total()} details in {len(said)} sentences are masked"
    )
    for kind in KINDS:
        report(f"  {kind}: {result.there[kind] - result.missed[kind]} of {result.there[kind]}")
    report(f"  sentences with nothing to mask that are touched: {result.touched} of {result.plain}")
    report(f"  sentences masked exactly as expected: {1 - result.otherwise / len(said):.1%}")
    assert len(said) >= FEWEST_SENTENCES
    assert result.share >= FOUND_AT_LEAST


def test_at_most_2_percent_of_the_projects_ordinary_questions_are_touched(report: Any) -> None:
    known = known_names(load_guidance())
    asked = [one["ask"] for one in held_out("questions")] + [one["say"] for one in held_out("answers")]
    touched = sum(bool(mask(text, known).found) for text in asked)
    report(f"held-out masking: {touched} of {len(asked)} ordinary questions and answers are touched")
    assert touched / len(asked) <= TOUCHED_AT_MOST


def held_out(name: str) -> list[dict[str, Any]]:
    """The messages of one file."""
    return list(YAML(typ="safe").load((TESTS / f"held_out/{name}.yml").read_text(encoding="utf-8")))
