"""Ages, school years and stages read from words."""

from __future__ import annotations

from pathlib import Path

from bot.voice.ages import age_in
from tests.rows import every_row
from tests.situations import Situation, situations

NAMES = {"typical", "age", "school_year"}


@every_row("situation", situations(Path(__file__).with_name("ages.yml"), {"text"}, NAMES))
def test_a_text_says_this_age(situation: Situation) -> None:
    age = age_in(situation.given["text"])
    assert {name: getattr(age, name, None) for name in NAMES} == situation.expect


@every_row("part", ["9 ", "year ", "she is ", "y", "aged 9 "])
def test_a_text_of_twenty_thousand_characters_is_read(part: str) -> None:
    age = age_in(f"a 7 year old, {part * (20_000 // len(part))}")
    assert age is not None and age.typical == 7
