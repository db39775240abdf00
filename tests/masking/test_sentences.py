"""The sentences that masking was developed on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from bot.masking import mask
from tests.rows import every_row

SENTENCES = list(YAML(typ="safe").load((Path(__file__).parent / "sentences.yml").read_text(encoding="utf-8")))


@every_row("sentence", SENTENCES, ids=lambda one: str(one["say"])[:60])
def test_what_tells_who_is_meant_is_masked_and_nothing_else(sentence: dict[str, Any]) -> None:
    assert mask(sentence["say"]).text == sentence["masked"]


def test_there_are_at_least_200_sentences() -> None:
    assert len({one["say"] for one in SENTENCES}) >= 200
