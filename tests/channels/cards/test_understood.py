"""What every card sends is understood by the assistant, from the card alone."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

import pytest

from bot.attendance.impact import impact_of_attendance, impact_of_days
from bot.channels.cards import card_for
from bot.channels.cards.elements import Card, press
from bot.channels.cards.escalation import FACT_SAID, PLAN_SAID
from bot.channels.cards.submitted import UNTICKED, text_of
from bot.channels.replies import Button, Message
from bot.checklist.walkthrough import ITEMS
from bot.escalation.rules import Known, suggestion_for
from bot.escalation.speech import suggestion_as_json
from bot.runtime.assistant import Answered, Assistant
from bot.services import services
from tests.channels.cards.shown import action, inputs, overview

pytestmark = pytest.mark.model


def message_of(shown: dict[str, Any]) -> Message:
    """A message of a reply as the action made it."""
    custom = shown["custom"]
    extra = {key: value for key, value in custom.items() if key not in ("content", "sources", "card")}
    buttons = tuple(button_of(one["title"], one["payload"]) for one in shown.get("buttons", ()))
    return Message(shown["text"], tuple(custom["content"]), tuple(custom["sources"]), buttons, extra)


def button_of(title: str, payload: str) -> Button:
    """A button from what it sends."""
    intent, brace, entities = payload[1:].partition("{")
    return Button(title, intent, json.loads(brace + entities) if entities else {})


def card_of(answered: Answered) -> Card:
    """The card of the last message."""
    card = card_for(message_of(answered.messages[-1]), services().guidance)
    assert card is not None, f"no card with {answered.text}"
    return card


async def submitted(assistant: Assistant, conversation: str, card: Card, title: str, **filled: Any) -> Answered:
    """The reply to a card with its boxes filled in and the action with this title taken."""
    return await assistant.reply(text_of({**action(card, title), **filled}), conversation)


async def slots(assistant: Assistant, conversation: str) -> dict[str, Any]:
    """What the conversation remembers."""
    tracker = await assistant.agent.tracker_store.retrieve(conversation)
    return dict(tracker.current_slot_values())


FORMS = [
    Known(plan="cin", attendance=Fraction(88), previous=Fraction(92), not_engaging=True),
    Known(plan="cin", attendance=Fraction("89.5"), persistent=True),
    Known(plan="cp", attendance=Fraction(48), at_risk=True),
    Known(plan="none", attendance=Fraction(93), school_concern=True),
    Known(plan="early_help", no_education=True),
    Known(plan="none", attendance=Fraction(97), previous=Fraction(95)),
    Known(
        plan="cin", attendance=Fraction(70), previous=Fraction(80), persistent=True, no_education=True,
        not_engaging=True, at_risk=True, school_concern=True,
    ),
]  # fmt: skip


@pytest.mark.parametrize("asked_first", [(), ("91",)], ids=["attendance asked", "plan asked"])
@pytest.mark.parametrize("known", FORMS, ids=str)
async def test_the_form_of_escalation_leads_to_the_suggestion_for_its_facts(
    assistant: Assistant, known: Known, asked_first: tuple[str, ...]
) -> None:
    conversation = f"card {known} {asked_first}"
    answered = await assistant.reply("should I escalate?", conversation)
    for said in asked_first if known.attendance is not None else ():
        answered = await assistant.reply(said, conversation)
    filled: dict[str, Any] = {name: UNTICKED for name in FACT_SAID}
    filled |= {name: said for name, said in FACT_SAID.items() if getattr(known, name)}
    filled |= {name: float(value) for name in ("attendance", "previous") if (value := getattr(known, name)) is not None}
    card = card_of(answered)
    answered = await submitted(
        assistant, conversation, card, "Suggest what to consider", plan=PLAN_SAID[known.plan or "none"], **filled
    )
    guidance = services().guidance
    expected = suggestion_as_json(suggestion_for(known, guidance.escalation), guidance)
    assert answered.messages[-1]["custom"].get("escalation") == expected, answered.text


async def test_a_form_of_escalation_left_empty_is_asked_again(assistant: Assistant) -> None:
    card = card_of(await assistant.reply("should I escalate?", "card empty"))
    answered = await submitted(assistant, "card empty", card, "Suggest what to consider")
    assert inputs(card_of(answered)) == inputs(card)


@pytest.mark.parametrize(
    ("filled", "attendance", "days"),
    [
        ({"attendance": "88"}, 88, None),
        ({"attendance": 92.5}, Fraction("92.5"), None),
        ({"days_missed": "23", "days_so_far": "120"}, None, (23, 120)),
    ],
)
async def test_the_form_for_a_figure_leads_to_what_it_comes_to(
    assistant: Assistant, filled: dict[str, Any], attendance: Any, days: Any
) -> None:
    conversation = f"card {filled}"
    card = card_of(await assistant.reply("work out attendance", conversation))
    answered = await submitted(assistant, conversation, card, "Work it out", **filled)
    measures = services().measures
    expected = (
        impact_of_days(Fraction(days[0]), Fraction(days[1]), measures)
        if days
        else impact_of_attendance(Fraction(attendance), measures)
    )
    assert answered.messages[-1]["custom"].get("impact") == expected.as_json(), answered.text
    assert "Days missed in a year" in str(card_of(answered))


async def test_a_form_for_a_figure_can_be_filled_in_bit_by_bit(assistant: Assistant) -> None:
    card = card_of(await assistant.reply("work out attendance", "card bits"))
    again = card_of(await submitted(assistant, "card bits", card, "Work it out", days_missed="23"))
    answered = await submitted(assistant, "card bits", again, "Work it out", days_missed="23", days_so_far="120")
    assert answered.messages[-1]["custom"]["impact"]["so_far"]["days_so_far"] == 120


async def test_a_walk_through_is_done_with_cards_alone(assistant: Assistant) -> None:
    notes = [
        "87% this term",
        "14 lates\nmostly Mondays",
        "",
        "10am to 2pm from May",
        "misses maths",
        "a mentor",
        "none",
    ]
    card = card_of(await assistant.reply("start the school checklist", "card steps"))
    for note in notes:
        answered = await submitted(assistant, "card steps", card, "Save note", note=note)
        card = card_for(message_of(answered.messages[-1]), services().guidance) or {}
    remembered = (await slots(assistant, "card steps"))["walkthrough"]
    expected = [*notes[:2], "Don't know yet", *notes[3:]]
    assert (remembered["state"], list(remembered["notes"].values())) == ("finished", expected)


async def test_a_button_on_a_card_does_what_the_button_beside_the_text_does(assistant: Assistant) -> None:
    answered = await assistant.reply("start the school checklist", "card button")
    for title, item in (("Skip", "lateness"), ("Go back", "attendance")):
        answered = await submitted(assistant, "card button", card_of(answered), title)
        assert answered.messages[-1]["custom"]["checklist"]["item"] == item


@pytest.mark.parametrize("note", ["14", "14 in maths lessons, not 12, says the attendance officer"])
@pytest.mark.parametrize("item", ITEMS)
async def test_a_note_is_changed_from_the_overview(assistant: Assistant, item: str, note: str) -> None:
    for last in ("none", None):
        conversation = f"card change {item} {note} {last}"
        await assistant.reply("start the school checklist", conversation)
        for said in ("87%", "12 lates", "two days", "full time", "all fine", "a mentor", last):
            if said:
                await assistant.reply(said, conversation)
        remembered = (await slots(assistant, conversation))["walkthrough"]
        card = card_for(overview(remembered["notes"] | {item: "12"}), services().guidance) or {}
        title = services().guidance.entry(f"checklist.{item}").title
        await submitted(assistant, conversation, card, f"Save {title}", **{f"note_{item}": note})
        assert (await slots(assistant, conversation))["walkthrough"]["notes"] == remembered["notes"] | {item: note}


async def test_every_age_and_subject_of_the_lists_leads_to_its_questions(assistant: Assistant) -> None:
    guidance = services().guidance
    card = card_of(await assistant.reply("questions for a child", "card lists"))
    lists = inputs(card)
    wrong = []
    for age, band in zip(lists["age"]["choices"], guidance.questions.bands, strict=True):
        for about, subject in zip(lists["about"]["choices"], guidance.questions.circumstances, strict=True):
            data = {"age": age["value"], "about": about["value"]}
            answered = await submitted(assistant, f"card {data}", card, "Show the questions", **data)
            title = subject.title[:1].lower() + subject.title[1:]
            if not answered.text.startswith(guidance.phrase("questions_for", band=band.title, about=title)):
                wrong.append((data, answered.text[:90]))
    assert wrong == []


async def test_a_smart_action_is_built_with_cards_alone(assistant: Assistant) -> None:
    answered = await assistant.reply("help me write a SMART action", "card smart")
    for said in (
        "The family support worker visits on school mornings",
        "Three mornings a week for four weeks",
        "The family support worker",
        "By the end of term",
        "At the CIN review, with the school's register",
    ):
        card = card_of(answered)
        answered = await submitted(assistant, "card smart", card, "Save this part", said=said)
    assert services().guidance.phrase("smart_done") in answered.text


async def test_a_smart_action_is_left_with_its_card(assistant: Assistant) -> None:
    card = card_of(await assistant.reply("help me write a SMART action", "card left"))
    answered = await submitted(assistant, "card left", card, "Stop")
    assert answered.text == services().guidance.phrase("smart_stopped")


def test_a_button_of_a_card_is_written_as_the_actions_write_it() -> None:
    skip, why = Button("Skip", "skip"), Button("Why", "followup.why", {"topic": "checklist.support", "a": 1})
    for button, sent in ((skip, "/skip"), (why, '/followup.why{"a": 1, "topic": "checklist.support"}')):
        assert button.payload == sent
        assert press(button)["data"] == {"payload": sent}
