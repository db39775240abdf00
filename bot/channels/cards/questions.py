"""The question bank: another age or another subject, chosen from lists."""

from __future__ import annotations

from bot.channels.cards.elements import Card, card, choice, send
from bot.channels.replies import Message
from bot.guidance.library import Guidance

QUESTIONS = "voice.questions"

ASKED = "Questions for a child[ aged {age}][ about {about}]"
"""What the two lists say together."""

ANY = "Questions for a child"
"""What they say with nothing chosen."""


def questions_card(message: Message, guidance: Guidance) -> Card | None:
    """Lists of ages and subjects in place of the buttons; the age that the questions are for is chosen already."""
    offered = [dict(one.entities) for one in message.buttons if one.intent == QUESTIONS and "age_band" in one.entities]
    if not offered:
        return None
    bank = guidance.questions
    ages = {band.id: str(band.from_age) for band in bank.bands}
    subjects = [(one.called[0] if one.called else one.title, one.title) for one in bank.circumstances]
    bands = {one["age_band"] for one in offered}
    chosen = ages.get(bands.pop(), "") if len(bands) == 1 else ""
    boxes = [
        choice(
            "age",
            guidance.phrase("card_questions_age"),
            [(ages[one.id], one.title) for one in bank.bands],
            chosen,
            False,
        ),
        choice("about", guidance.phrase("card_questions_about"), subjects, expanded=False),
    ]
    action = send(guidance.phrase("card_questions_show"), ASKED, ANY)
    return card(guidance.phrase("card_questions"), boxes, [action], guidance.phrase("card_fallback"))
