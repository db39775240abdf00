"""A SMART action: a box for the part that is asked for."""

from __future__ import annotations

from bot.channels.cards.elements import Card, card, press, send, text_box
from bot.channels.replies import Message
from bot.guidance.library import Guidance

NOT_KNOWN = "Don't know yet"
"""What an empty box says: the part is asked for again, with what it needs."""


def smart_card(message: Message, guidance: Guidance) -> Card | None:
    """A box for the part that the message ends with asking for."""
    parts = guidance.smart.parts
    for position, part in enumerate(parts, 1):
        values = {"position": position, "of": len(parts), "title": part.title}
        if message.text.endswith(guidance.phrase("smart_part", ask=part.ask, example=part.example, **values)):
            actions = [
                send(guidance.phrase("card_smart_save"), "{said}", NOT_KNOWN),
                send(guidance.phrase("card_smart_stop"), "stop"),
                *map(press, message.buttons),
            ]
            title = guidance.phrase("card_smart_part", **values)
            return card(title, [text_box("said", part.title)], actions, guidance.phrase("card_fallback"))
    return None
