"""What the walk-through says: an item asked for, what was heard, what goes beside it."""

from __future__ import annotations

from typing import Any

from bot.attendance.figures import figures_in
from bot.attendance.impact import MOST
from bot.attendance.speech import figure_in_words
from bot.channels.replies import Button, Message
from bot.checklist.registered import note_shown
from bot.checklist.summary import impact_noted, item_text
from bot.checklist.walkthrough import ITEMS, Item, Walkthrough
from bot.guidance.library import Guidance
from bot.guidance.wording import bullets, joined
from bot.services import services
from bot.voice.questions import band_for, circumstance_named, questions_for

CONFIRM = "affirm"
"""What the button sends that takes the register's word for an item."""

QUESTIONS_SHOWN = 3
"""Questions to the child that a summary ends with."""


def beside(walkthrough: Walkthrough, guidance: Guidance) -> dict[str, Any]:
    """What a page shows beside the words: how far it is, and every item with its note."""
    overview = [
        {
            "item": item,
            "title": guidance.entry(f"checklist.{item}").title,
            "note": note_shown(walkthrough, item, guidance),
            "state": walkthrough.standing(item),
        }
        for item in ITEMS
    ]
    return {"checklist": walkthrough.progress(), "overview": overview}


def item_message(
    guidance: Guidance, walkthrough: Walkthrough, before: str = "", content: tuple[str, ...] = ()
) -> Message:
    """What asks for the item that waits."""
    item = ITEMS[walkthrough.position - 1]
    topic = f"checklist.{item}"
    return Message(
        joined([before, item_text(item, walkthrough.position, guidance), to_confirm(walkthrough, item, guidance)]),
        (*content, topic),
        tuple(guidance.cited(guidance.sources_of(topic))),
        item_buttons(guidance, walkthrough, item),
        beside(walkthrough, guidance),
    )


def to_confirm(walkthrough: Walkthrough, item: Item, guidance: Guidance) -> str:
    """What the register says of an item, to be confirmed; nothing where it has no say."""
    if item not in walkthrough.unconfirmed:
        return ""
    note = walkthrough.notes[item].text.removesuffix(guidance.phrase("from_the_register")).rstrip()
    return guidance.phrase("register_says", note=note)


def item_buttons(guidance: Guidance, walkthrough: Walkthrough, item: Item) -> tuple[Button, ...]:
    """What can be done with an item beside answering it; why names the item, as something else may come between."""
    confirming = (Button(guidance.phrase("button_confirm"), CONFIRM),) if item in walkthrough.unconfirmed else ()
    return (
        *confirming,
        Button(guidance.phrase("button_skip"), "skip"),
        Button(guidance.phrase("button_why"), "followup.why", {"topic": f"checklist.{item}"}),
        Button(guidance.phrase("button_back"), "back"),
        Button(guidance.phrase("button_pause"), "pause"),
    )


def heard(walkthrough: Walkthrough, item: Item, guidance: Guidance) -> str:
    """That the answer is noted, and what a figure in it comes to."""
    note = walkthrough.notes[item]
    if not note.is_known:
        return guidance.phrase("noted_unknown")
    attendance = figures_in(note.text).attendance if item == "attendance" else None
    if attendance is not None and attendance > MOST:
        return guidance.phrase("noted_impossible")
    impact = impact_noted(walkthrough, services().measures) if item == "attendance" else None
    if impact is None:
        return guidance.phrase("noted")
    return f"{guidance.phrase('noted')} {figure_in_words(impact, guidance)}"


def questions_to_the_child(guidance: Guidance, circumstance: str, age: int | None) -> str:
    """Open questions to go on with, by what is noted."""
    bank = guidance.questions
    band = band_for(age if age is not None else bank.bands[2].from_age, bank)
    asked_next = questions_for(band, circumstance_named(circumstance, bank), bank)[:QUESTIONS_SHOWN]
    return guidance.phrase("summary_child") + ":\n" + bullets(question.ask for question in asked_next)
