"""What a submitted card says, as if it had been typed.

A card's action carries `says`, a template: {name} stands for what is filled in under that name, and a part in [square
brackets] is left out with anything in it that isn't filled in. Or it carries `payload`, that of a button.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from bot.conversation.turn import BUTTON_MARK

LONGEST_TEXT = 20_000
"""Characters of a message that are taken."""

LONGEST_TEMPLATE = 1_000

UNTICKED = "not-ticked"
"""What a box that isn't ticked sends; the page's renderer would replace nothing at all by a word of its own."""

MOST_NAMES = 50
"""Values that are taken with one card."""

NAME = re.compile(r"\{(\w{1,64})\}")
OPTIONAL = re.compile(r"\[([^\[\]]*)\]")


def text_of(data: Mapping[str, Any]) -> str:
    """The message that a submission stands for: typed text, or a button's payload.

    At most 20,000 characters. Typed text goes the way of all typed text: it is no command, even where it begins with
    a stroke. Raises ValueError, with one line that says what was wrong, for anything that no card of ours sends.
    """
    if not isinstance(data, Mapping) or len(data) > MOST_NAMES:
        raise ValueError("a card sends an object with at most 50 values: submit the card again")
    says, payload = data.get("says"), data.get("payload")
    if (says is None) == (payload is None):
        raise ValueError("a card sends either `says` or `payload`: submit the card again")
    if payload is not None:
        return button_pressed(payload)
    if not isinstance(says, str) or len(says) > LONGEST_TEMPLATE:
        raise ValueError("`says` of a card is a text of at most 1,000 characters: submit the card again")
    filled = {name: in_words(name, value) for name, value in data.items()}
    text = filled_in(says, {name: value for name, value in filled.items() if value})
    text = text or filled.get("otherwise", "")
    if not text:
        raise ValueError("nothing is filled in: fill in a box of the card, or type your answer")
    return text[:LONGEST_TEXT]


def button_pressed(payload: Any) -> str:
    """A button's payload as it is. Raises ValueError for what can't be one."""
    if not isinstance(payload, str) or not payload.startswith(BUTTON_MARK) or len(payload) > LONGEST_TEMPLATE:
        raise ValueError(
            f"`payload` of a card is that of a button, beginning with {BUTTON_MARK}: press the button again"
        )
    return payload


def in_words(name: str, value: Any) -> str:
    """What is filled in, as text; nothing for a box that isn't ticked. Raises ValueError for anything but a value."""
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, str):
        return "" if value == UNTICKED else value.replace("\x00", "").strip()
    if isinstance(value, int) or (isinstance(value, float) and math.isfinite(value)):
        return plain_number(value)
    raise ValueError(f"{name[:40]!r} of a card is a text, a number, true or false: fill it in again")


def plain_number(value: int | float) -> str:
    """A number in plain digits: 88, 92.5. Raises ValueError for one that no box takes."""
    if abs(value) > 10**9:
        raise ValueError("a number of a card is at most 1,000,000,000: fill it in again")
    digits = f"{Decimal(repr(value)):f}"
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def filled_in(template: str, filled: Mapping[str, str]) -> str:
    """The template with its values; nothing where it needs some and has none."""
    whole = template
    while (kept := OPTIONAL.sub(lambda part: part[1] if has_all(part[1], filled) else "", whole)) != whole:
        whole = kept
    if not has_all(whole, filled) or (NAME.search(template) and not NAME.search(whole)):
        return ""
    alone = NAME.fullmatch(whole)
    if alone:
        return filled[alone[1]]
    return NAME.sub(lambda name: " ".join(filled[name[1]].split()), whole).strip()


def has_all(part: str, filled: Mapping[str, str]) -> bool:
    """Whether everything that a part needs is filled in."""
    return all(name in filled for name in NAME.findall(part))
