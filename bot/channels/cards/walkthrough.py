"""The walk-through: a box for the note that is asked for, and all notes with a way to change each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.channels.cards.elements import (
    Card,
    Element,
    card,
    heading,
    press,
    reveal,
    send,
    text_box,
    together,
    typed,
    words,
)
from bot.channels.cards.impact import impact_facts
from bot.channels.replies import Message
from bot.guidance.library import Guidance

NOT_KNOWN = "Don't know yet"
"""What an empty note says: the walk-through lists it as still to find out."""

CHANGE = "Change {title} to: {{{name}}}"
"""How an earlier note is changed in words."""


def walkthrough_card(message: Message, guidance: Guidance) -> Card | None:
    """A box for the item that is asked for; else the overview, where there is something to show."""
    progress = message.extra.get("checklist")
    if progress is None:
        return None
    if progress["state"] == "asking" and any(button.intent == "skip" for button in message.buttons):
        return step_card(message, progress, guidance)
    return overview_card(message, guidance)


def step_card(message: Message, progress: Mapping[str, Any], guidance: Guidance) -> Card:
    """The item that waits: its note, and what else can be done."""
    title = guidance.entry(f"checklist.{progress['item']}").title
    return card(
        guidance.phrase("card_step", position=progress["position"], of=progress["of"]),
        [text_box("note", guidance.phrase("card_note", title=title))],
        [send(guidance.phrase("card_save_note"), "{note}", NOT_KNOWN), *map(press, message.buttons)],
        guidance.phrase("card_fallback"),
    )


def overview_card(message: Message, guidance: Guidance) -> Card | None:
    """Every item with its note and a way to change it, and what the attendance comes to; None without either."""
    items = message.extra.get("overview") or ()
    impact = message.extra.get("impact")
    if not items and not impact:
        return None
    body = [together(item_elements(item, guidance)) for item in items]
    if impact:
        body.append(impact_facts(impact, guidance))
    return card(guidance.phrase("card_overview"), body, map(press, message.buttons), guidance.phrase("card_fallback"))


def item_elements(item: Mapping[str, Any], guidance: Guidance) -> list[Element]:
    """One item: its name, where it stands, its note, and a box to change it."""
    title, note, name = guidance.entry(f"checklist.{item['item']}").title, item["note"] or "", f"note_{item['item']}"
    says = CHANGE.format(title=title, name=name)
    change = reveal(
        guidance.phrase("card_change", title=title),
        [text_box(name, guidance.phrase("card_note", title=title), note)],
        [send(guidance.phrase("card_save_change", title=title), says, says.replace(f"{{{name}}}", NOT_KNOWN))],
    )
    shown = typed(note) if note else words(guidance.phrase(f"card_item_{item['state']}"), subtle=True)
    return [heading(title), shown, {"type": "ActionSet", "actions": [change]}]
