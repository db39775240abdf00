"""Feedback on a rehearsal: the share of each kind of question, as a bar with its words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.channels.cards.elements import Card, Element, card, press, together, words
from bot.channels.replies import Message
from bot.guidance.library import Guidance

BAR_HEIGHT = "12px"


def feedback_card(message: Message, guidance: Guidance) -> Card | None:
    """A bar for each kind that was asked, the most first, and what can be done next; None without feedback."""
    shares = (message.extra.get("feedback") or {}).get("shares") or ()
    asked = sorted((one for one in shares if one["count"]), key=lambda one: -int(one["count"]))
    if not asked:
        return None
    body = [bar(one, guidance) for one in asked]
    return card(guidance.phrase("card_feedback"), body, map(press, message.buttons), guidance.phrase("card_fallback"))


def bar(share: Mapping[str, Any], guidance: Guidance) -> Element:
    """One kind: its name, how often, its part of all, and that part as a bar."""
    percent = round(share["share"] * 100)
    label = guidance.rehearsal.label_names.get(share["label"], share["label"])
    said = guidance.phrase("card_feedback_share", label=label, count=share["count"], percent=percent)
    parts = ((percent, "accent"), (100 - percent, "emphasis"))
    columns = [
        {"type": "Column", "width": width, "style": style, "minHeight": BAR_HEIGHT, "items": [], "spacing": "none"}
        for width, style in parts
        if width
    ]
    return together([words(said), {"type": "ColumnSet", "columns": columns, "spacing": "small"}])
