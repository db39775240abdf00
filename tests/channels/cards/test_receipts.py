"""A card after it was submitted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.cards import card_for
from bot.channels.cards.receipts import receipt
from bot.channels.replies import Message
from tests.channels.cards.shown import (
    STEP,
    action,
    escalation_asked,
    every,
    every_message,
    faults,
    guidance,
    inputs,
    overview,
    texts,
)
from tests.rows import every_row
from tests.trying import tries


@every_row("message", every_message())
def test_a_receipt_is_a_valid_card_with_nothing_left_to_press_or_fill_in(message: Message) -> None:
    card = card_for(message, guidance())
    record = receipt(card, {"says": "", **{name: "5" for name in inputs(card)}})
    assert faults(record) == []
    assert not [one for one in every(record) if str(one.get("type")).startswith(("Input.", "Action"))]


def test_a_receipt_shows_what_was_filled_in_and_what_was_pressed() -> None:
    card = card_for(STEP, guidance())
    record = receipt(card, {**action(card, "Save note"), "note": "14 lates\nmostly Mondays"})
    assert texts(record).splitlines() == ["2 of 7", "Your note on Lateness", "14 lates", "mostly Mondays", "Save note"]


def test_a_receipt_of_a_button_leaves_out_what_was_not_sent() -> None:
    card = card_for(STEP, guidance())
    assert texts(receipt(card, {**action(card, "Skip"), "note": "14"})).splitlines() == ["2 of 7", "Skip"]


def test_a_receipt_names_choices_and_ticks_by_their_words() -> None:
    card = card_for(escalation_asked(), guidance())
    filled = {"plan": "On a CIN plan", "attendance": 88, "at_risk": "not-ticked"}
    filled["not_engaging"] = "The family is not engaging with support"
    shown = texts(receipt(card, {**action(card, "Suggest what to consider"), **filled}))
    assert shown.splitlines() == [
        "What is known of the child",
        "Which plan is the child on?",
        "Child in need (CIN)",
        "Attendance at the moment, in percent",
        "88",
        "The family is not engaging with support",
        "Suggest what to consider",
    ]


def test_a_receipt_keeps_what_was_changed_in_an_opened_part() -> None:
    card = card_for(overview({"lateness": "12", "support": "a mentor"}), guidance())
    shown = texts(receipt(card, {**action(card, "Save Lateness"), "note_lateness": "14"}))
    assert "14" in shown.splitlines()
    assert "Save Lateness" in shown
    assert "Save Support in place" not in shown


def test_a_receipt_of_hostile_data_is_refused() -> None:
    with pytest.raises(ValueError, match="'note' of a card"):
        receipt(card_for(STEP, guidance()), {"says": "{note}", "note": {"type": "Image"}})


@tries(60)
@given(note=st.one_of(st.text(), st.sampled_from(["\N{GRINNING FACE}" * 20_000, "\n" * 500, "**x** [a](b)"])))
def test_a_receipt_is_valid_and_fits_whatever_was_filled_in(note: str) -> None:
    card = card_for(STEP, guidance())
    assert faults(receipt(card, {**action(card, "Save note"), "note": note})) == []
