"""Masking measured on the sentences that it was developed on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from tests.masking.measuring import measured

FILE = Path(__file__).parent / "development.yml"

FEWEST_SENTENCES = 400
FOUND_AT_LEAST = 0.95
TOUCHED_AT_MOST = 0.02


def test_at_least_95_percent_of_the_development_details_are_masked(report: Any) -> None:
    said = list(YAML(typ="safe").load(FILE.read_text(encoding="utf-8")))
    result = measured(said)
    report(f"masking, development: {result.share:.1%} of {result.there.total()} details in {len(said)} sentences")
    assert len({one["say"] for one in said}) >= FEWEST_SENTENCES
    assert result.share >= FOUND_AT_LEAST
    assert result.touched / result.plain <= TOUCHED_AT_MOST
