"""Masking measured on sentences that were written apart from it; only totals are printed, never a sentence."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from bot.guidance.library import load_guidance
from bot.masking import KINDS, Found, mask
from bot.masking.known import known_names

TESTS = Path(__file__).parents[1]
PLACEHOLDER = re.compile(rf"\[({'|'.join(KINDS)})\]")
WHOSE = re.compile(r"['’]?s$")
"""The s that shows whose something is: "jamies mum" may become "[name]s mum" or "[name] mum"."""

FEWEST_SENTENCES = 300
FOUND_AT_LEAST = 0.93
TOUCHED_AT_MOST = 0.02


def test_at_least_93_percent_of_the_held_out_details_are_masked(report: Any) -> None:
    said = YAML(typ="safe").load((TESTS / "held_out/masking.yml").read_text(encoding="utf-8"))
    there, missed, otherwise, too_much = Counter[str](), Counter[str](), 0, 0
    for one in said:
        result = mask(one["say"])
        otherwise += result.text != one["masked"]
        too_much += result.text != one["say"] == one["masked"]
        covered = {place for found in result.found for place in range(found.start, found.end)}
        for detail in details(one["say"], one["masked"]):
            end = detail.start + len(WHOSE.sub("", one["say"][detail.start : detail.end]))
            places = {place for place in range(detail.start, end) if one["say"][place].isalnum()}
            there[detail.kind] += 1
            missed[detail.kind] += not places <= covered
    plain = sum(one["say"] == one["masked"] for one in said)
    share = 1 - missed.total() / there.total()
    report(f"held-out masking: {share:.1%} of {there.total()} details in {len(said)} sentences are masked")
    for kind in KINDS:
        report(f"  {kind}: {there[kind] - missed[kind]} of {there[kind]}")
    report(f"  sentences with nothing to mask that are touched: {too_much} of {plain}")
    report(f"  sentences masked exactly as expected: {1 - otherwise / len(said):.1%}")
    assert len(said) >= FEWEST_SENTENCES
    assert share >= FOUND_AT_LEAST


def test_at_most_2_percent_of_the_projects_ordinary_questions_are_touched(report: Any) -> None:
    known = known_names(load_guidance())
    asked = [one["ask"] for one in held_out("questions")] + [one["say"] for one in held_out("answers")]
    touched = sum(bool(mask(text, known).found) for text in asked)
    report(f"held-out masking: {touched} of {len(asked)} ordinary questions and answers are touched")
    assert touched / len(asked) <= TOUCHED_AT_MOST


def held_out(name: str) -> list[dict[str, Any]]:
    """The messages of one file."""
    return list(YAML(typ="safe").load((TESTS / f"held_out/{name}.yml").read_text(encoding="utf-8")))


def details(say: str, expected: str) -> list[Found]:
    """Each detail of `say` that `expected` has a placeholder for; a placeholder that is there already is none."""
    pieces = PLACEHOLDER.split(expected)
    pattern = "(.+?)".join(re.escape(piece) for piece in pieces[::2])
    match = re.fullmatch(pattern, say, re.DOTALL)
    assert match, "an expected text does not fit its sentence"
    found = [Found(kind, *match.span(number)) for number, kind in enumerate(pieces[1::2], start=1)]
    return [one for one in found if not PLACEHOLDER.fullmatch(say[one.start : one.end])]
