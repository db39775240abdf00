"""The terminal shows what was answered so that it can be read, and takes a letter for a button."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from bot.commands.chat import chosen_button, show

TITLES = ("School checklist", "What a figure means", "Questions to ask", "Should I escalate?", "A part-time timetable")
BUTTONS = [{"title": title, "payload": f"/choose{{{title}}}"} for title in TITLES]


@pytest.mark.parametrize("width", [40, 60, 88])
def test_no_button_is_broken_across_two_lines_however_narrow_the_terminal(width: int) -> None:
    shown = io.StringIO()
    assert show(Console(file=shown, width=width), [{"text": "Choose one.", "buttons": BUTTONS}]) == BUTTONS
    lines = shown.getvalue().splitlines()
    assert all(len(line) <= width for line in lines)
    for letter, title in zip("abcde", TITLES, strict=True):
        assert sum(f"[{letter}] {title}" in line for line in lines) == 1


@pytest.mark.parametrize("typed", ["b", " B ", "what a figure means"])
def test_a_letter_or_a_buttons_words_send_what_the_button_sends(typed: str) -> None:
    assert chosen_button(typed, BUTTONS) == BUTTONS[1]["payload"]


@pytest.mark.parametrize("typed", ["2", "f", "what does a figure mean"])
def test_anything_else_is_sent_as_it_was_typed(typed: str) -> None:
    assert chosen_button(typed, BUTTONS) == typed
