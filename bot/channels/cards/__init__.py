"""Adaptive Cards beside a message: a quicker way to answer it, or its figures to look at; the text does without."""

from __future__ import annotations

from bot.channels.cards.elements import Card
from bot.channels.cards.escalation import escalation_card
from bot.channels.cards.fitting import fitted
from bot.channels.cards.impact import impact_card
from bot.channels.cards.questions import questions_card
from bot.channels.cards.register import register_card
from bot.channels.cards.rehearsal import feedback_card
from bot.channels.cards.smart import smart_card
from bot.channels.cards.walkthrough import walkthrough_card
from bot.channels.replies import Message
from bot.guidance.library import Guidance

SAFETY = "safety.immediate"
"""What to do where a child may be at risk stands alone: nothing beside it."""

KINDS = (walkthrough_card, feedback_card, escalation_card, register_card, impact_card, smart_card, questions_card)
"""In this order: a summary with a figure in it is a walk-through's."""


def card_for(message: Message, guidance: Guidance) -> Card | None:
    """The card that goes with a message, schema 1.5 and at most 28 KB; None where one adds nothing to its text.

    A card stands for all buttons of its message, so that a channel shows either them or the card.
    """
    if SAFETY in message.content:
        return None
    card = next((made for kind in KINDS if (made := kind(message, guidance))), None)
    return fitted(card) if card else None
