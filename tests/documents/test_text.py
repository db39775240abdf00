"""Documents as plain text."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.documents.text import as_text
from tests.documents.samples import KINDS, NOTED, Note, rehearsal, smart_actions, walk_through
from tests.rows import every_row
from tests.trying import tries


def test_two_columns_are_a_line_each_and_more_are_a_line_a_cell() -> None:
    assert "\n- Lateness: 14 late marks since September, mostly Mondays\n- Suspensions: Skipped\n" in as_text(
        walk_through()
    )
    assert "\nWhat will be done: Head of year meets them at the gate\nHow much: Still to be agreed\n" in as_text(
        smart_actions()
    )


def test_headings_are_underlined_and_a_picture_is_told_in_words() -> None:
    text = as_text(rehearsal())
    assert text.startswith("Rehearsal with Callum, 9\n========================\n")
    assert "\n\nWhat you said\n-------------\n\nBar chart of the 6 things that were said" in text


@every_row("kind", KINDS)
def test_it_ends_with_where_it_comes_from_and_the_prompt_for_judgement(kind: str) -> None:
    text = as_text(KINDS[kind]())
    assert "Where this comes from\n---------------------\n\n- " in text and "Checked on 22 November 2026." in text
    assert text.endswith("\n\nPrompts for your professional judgement. 22 November 2026\n")


@given(st.text(st.characters(exclude_categories=()), max_size=200))
@tries(60)
def test_any_note_gives_text_that_can_be_written_to_a_file(note: str) -> None:
    text = as_text(walk_through(replace(NOTED, notes={**NOTED.notes, "lateness": Note(note)})))
    assert text.encode().decode() == text and "\x00" not in text and "\n\n\n" not in text
