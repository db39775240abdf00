"""What is known of a child from what a practitioner says."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

from bot.attendance.figures import figures_in
from bot.escalation.facts import known_in, plan_answered
from bot.escalation.rules import Known
from tests.rows import every_row
from tests.situations import Situation, exact, situations

NAMES = {one.name for one in fields(Known)}


@every_row("situation", situations(Path(__file__).with_name("facts.yml"), {"text"}, NAMES))
def test_a_text_says_this_of_a_child_and_nothing_else(situation: Situation) -> None:
    text = situation.given["text"]
    known = {name: value for name, value in vars(known_in(text, figures_in(text))).items() if value is not None}
    assert known == {name: exact(value) for name, value in situation.expect.items()}


@every_row("situation", situations(Path(__file__).with_name("answers.yml"), {"text"}, {"plan"}))
def test_an_answer_gives_this_plan(situation: Situation) -> None:
    assert plan_answered(situation.given["text"]) == situation.expect["plan"]


@every_row("part", ["not ", "no plan ", "school ", "was on ", "refuse ", "should step up ", "if they ", "a"])
def test_a_text_of_twenty_thousand_characters_is_read(part: str) -> None:
    text = f"on a CIN plan. {part * (20_000 // len(part))}"
    assert known_in(text, figures_in(text)).attendance is None
