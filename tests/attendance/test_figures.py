"""Figures read from what practitioners type."""

from __future__ import annotations

from pathlib import Path

from bot.attendance.figures import attendance_answered, figures_in
from tests.rows import every_row
from tests.situations import Situation, exact, situations

COUNTS = ("days_missed", "days_so_far", "sessions_attended", "sessions_possible")
NAMES = ("attendance", "previous", *COUNTS, "trend")


@every_row("situation", situations(Path(__file__).with_name("figures.yml"), {"text"}, set(NAMES)))
def test_a_text_says_these_figures_and_no_others(situation: Situation) -> None:
    figures = figures_in(situation.given["text"])
    said = {name: value for name in NAMES if (value := getattr(figures, name)) is not None}
    assert said == {name: exact(value) for name, value in situation.expect.items()}


@every_row("situation", situations(Path(__file__).with_name("answers.yml"), {"text"}, {"attendance"}))
def test_an_answer_gives_this_attendance(situation: Situation) -> None:
    assert attendance_answered(situation.given["text"]) == exact(situation.expect["attendance"])


@every_row(
    "part",
    ["1 ", "attendance ", "off ", "87% ", "from ", "missed a ", "23 of ", "at 90 to ", "0 ", "#", "last term ", "a"],
)
def test_a_text_of_twenty_thousand_characters_is_read(part: str) -> None:
    text = part * (20_000 // len(part))
    figures = figures_in(text)
    assert figures.days_so_far is None
    assert attendance_answered(f"87% {text}") is not None
