"""What a message asks for, known by the guidance's sentence in it."""

from __future__ import annotations

from string import Formatter

from bot.channels.replies import Message
from bot.guidance.library import Guidance


def says(message: Message, guidance: Guidance, *names: str) -> bool:
    """Whether the message's text has one of the guidance's phrases in it, however that is filled in."""
    return any(has_phrase(message.text, guidance.national.phrases[name]) for name in names)


def has_phrase(text: str, phrase: str) -> bool:
    """Whether the words of `phrase` are in `text`, in their order, with anything for what is filled in."""
    place = 0
    for literal, *_ in Formatter().parse(phrase):
        found = text.find(literal.strip(), place)
        if found < 0:
            return False
        place = found + len(literal.strip())
    return True
