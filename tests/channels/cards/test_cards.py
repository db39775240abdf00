"""The card that goes with each message."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.cards import card_for
from bot.channels.cards.fitting import ELLIPSIS
from bot.channels.replies import Button, Message
from bot.checklist.walkthrough import ITEMS
from bot.escalation.rules import Known
from tests.channels.cards.shown import (
    FEEDBACK,
    STEP,
    action,
    escalation_asked,
    escalation_told,
    every,
    every_message,
    faults,
    guidance,
    impact_asked,
    impact_told,
    inputs,
    overview,
    questions_offered,
    smart_asked,
    texts,
)
from tests.rows import every_row
from tests.trying import tries

ODD = st.sampled_from(
    [
        "",
        "\n",
        "**bold** [a](http://b.example) # c",
        "\N{GRINNING FACE}" * 20_000,
        "\u05e9\u05dc\u05d5\u05dd \u202e",
        "x" * 20_000,
    ]
)
ANY_TEXT = st.one_of(ODD, st.text())


@every_row("message", every_message())
def test_every_card_is_valid_by_the_official_schema(message: Message) -> None:
    card = card_for(message, guidance())
    assert card is not None
    assert faults(card) == []


def test_a_plain_answer_has_no_card() -> None:
    message = Message("Find out whether the child is on reduced hours.", ("checklist.reduced_hours",))
    assert card_for(message, guidance()) is None


def test_nothing_stands_beside_what_to_do_where_a_child_may_be_at_risk() -> None:
    message = replace(overview(), content=("safety.immediate",))
    assert card_for(message, guidance()) is None


@every_row("message", [one for one in every_message() if one.buttons[:1] != questions_offered().buttons[:1]])
def test_a_card_has_every_button_of_its_message(message: Message) -> None:
    card = card_for(message, guidance())
    assert card is not None
    sent = {one["data"]["payload"] for one in every(card) if "payload" in one.get("data", {})}
    assert len(sent) == (0 if "voice.questions" in message.content else len(message.buttons))


def test_a_button_sends_what_the_same_button_beside_the_text_sends() -> None:
    card = card_for(STEP, guidance())
    assert action(card, "Why it matters") == {"payload": '/followup.why{"topic": "checklist.lateness"}'}


def test_a_step_of_the_walk_through_has_a_labelled_box_of_several_lines() -> None:
    box = inputs(card_for(STEP, guidance()))["note"]
    assert (box["label"], box["isMultiline"]) == ("Your note on Lateness", True)


def test_the_overview_shows_each_note_and_opens_it_to_be_changed() -> None:
    card = card_for(overview({"attendance": "87% this term", "lateness": None}), guidance())
    assert "87% this term" in texts(card)
    assert "Nothing noted yet" in texts(card)
    assert inputs(card)["note_attendance"]["value"] == "87% this term"
    assert "Change Lateness" in texts(card)


def test_a_summary_with_no_overview_and_no_figure_has_no_card() -> None:
    message = overview()
    assert card_for(replace(message, extra={"checklist": message.extra["checklist"]}), guidance()) is None


def test_a_note_too_long_for_the_card_is_cut_to_look_at_and_left_out_of_its_box() -> None:
    card = card_for(overview(dict.fromkeys(ITEMS, "\N{GRINNING FACE}" * 3_000)), guidance())
    assert ELLIPSIS in texts(card)
    assert all("value" not in box for box in inputs(card).values())


def test_what_was_counted_comes_before_what_it_comes_to() -> None:
    card = card_for(impact_told((23, 120)), guidance())
    (facts,) = (one["facts"] for one in every(card) if one.get("type") == "FactSet")
    assert facts[0] == {"title": "So far", "value": "23 of 120 school days missed"}
    assert facts[1] == {"title": "Days missed in a year", "value": "36.42"}


def test_a_figure_that_is_asked_for_has_boxes_from_nought_to_a_hundred() -> None:
    box = inputs(card_for(impact_asked(), guidance()))["attendance"]
    assert (box["min"], box["max"]) == (0, 100)


@pytest.mark.parametrize("missing", ["plan", "attendance"])
def test_escalation_asks_for_everything_at_once(missing: str) -> None:
    assert list(inputs(card_for(escalation_asked(missing), guidance()))) == [
        "plan", "attendance", "previous", "persistent", "no_education", "not_engaging", "at_risk", "school_concern",
    ]  # fmt: skip


def test_where_a_suggestion_comes_from_is_hidden_until_it_is_asked_for() -> None:
    card = card_for(escalation_told(Known(plan="cin", attendance=Fraction(88))), guidance())
    (toggle,) = (one for one in every(card) if one.get("type") == "Action.ToggleVisibility")
    hidden = [one["id"] for one in every(card) if one.get("isVisible") is False]
    assert hidden and toggle["targetElements"] == hidden


def test_the_age_that_the_questions_are_for_is_chosen_already() -> None:
    assert inputs(card_for(questions_offered("5-7"), guidance()))["age"]["value"] == "5"
    assert "value" not in inputs(card_for(questions_offered(), guidance()))["age"]


def test_feedback_shows_the_kinds_that_were_asked_the_most_first() -> None:
    card = card_for(FEEDBACK, guidance())
    said = [one["text"] for one in every(card) if one.get("type") == "TextBlock"]
    assert said[1:] == ["open invitations: 3 (75%)", "yes/no or either/or questions: 1 (25%)"]


@every_row("position", [1, 2, 3, 4, 5])
def test_each_part_of_a_smart_action_has_a_box_with_its_name(position: int) -> None:
    box = inputs(card_for(smart_asked(position), guidance()))["said"]
    assert box["label"] == guidance().smart.parts[position - 1].title


def with_note(text: str) -> Message:
    """An overview with a text in every note."""
    return overview(dict.fromkeys(ITEMS, text))


def with_reasons(text: str) -> Message:
    """A suggestion with a text in every reason, step and source."""
    source = {"document": text, "section": text, "edition": text}
    suggestion = {
        "level": "flag",
        "reasons": [{"rule": "attendance_falling", "because": text, "source": source}] * 3,
        "next_steps": [{"text": text, "source": source}] * 8,
    }
    return Message(text, ("escalation.assess",), buttons=(Button(text, "help"),), extra={"escalation": suggestion})


def with_buttons(text: str) -> Message:
    """A step with a text as its own and on every button."""
    return replace(STEP, text=text, buttons=tuple(replace(one, title=text) for one in STEP.buttons))


@tries(60)
@given(text=ANY_TEXT, message_with=st.sampled_from([with_note, with_reasons, with_buttons]))
def test_a_card_is_valid_and_fits_whatever_the_texts_are(text: str, message_with: Callable[[str], Message]) -> None:
    card = card_for(message_with(text), guidance())
    assert card is not None
    assert faults(card) == []


@given(text=ANY_TEXT, content=st.sampled_from([(), ("impact.calculate",), ("escalation.assess",), ("practice.smart",)]))
def test_a_text_alone_never_breaks_a_card(text: str, content: tuple[str, ...]) -> None:
    assert card_for(Message(text, content), guidance()) is None
