"""Cards made to fit: Teams takes no card above 28 KB, so texts are shortened where one would be."""

from __future__ import annotations

import json
from typing import Any

from bot.channels.cards.elements import Card, Element

LARGEST = 26_000
"""Bytes of a card: the limit of Teams is 28 KB for the whole message round it (its documentation of cards)."""

LENGTHS = (4_000, 2_000, 1_000, 500, 250, 120, 60)
"""Characters of one text that are tried, from the longest."""

SHOWN = frozenset({"text", "title", "label", "fallbackText", "speak", "errorMessage"})
"""Keys of texts that a person reads."""

ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"


def fitted(card: Card) -> Card | None:
    """The card with its texts as long as fits; None where no length does."""
    return next((short for longest in LENGTHS if size(short := shortened(card, longest)) <= LARGEST), None)


def size(card: Card) -> int:
    """The card's bytes as JSON, at its longest: every letter beyond ASCII escaped."""
    return len(json.dumps(card))


def shortened(part: Any, longest: int) -> Any:
    """A part of a card with no text above `longest` characters.

    What stands in a box to be changed is left out where it is longer: saved again, its end would be lost.
    """
    if isinstance(part, list):
        return [shortened(one, longest) for one in part]
    if not isinstance(part, dict):
        return part
    is_box = part.get("type") == "Input.Text"
    kept: Element = {}
    for key, value in part.items():
        if key == "facts":
            kept[key] = [{name: cut(text, longest) for name, text in fact.items()} for fact in value]
        elif key in SHOWN and isinstance(value, str):
            kept[key] = cut(value, longest)
        elif key == "data" or not isinstance(value, (dict, list)):
            if not (is_box and key == "value" and len(value) > longest):
                kept[key] = value
        else:
            kept[key] = shortened(value, longest)
    return kept


def cut(text: str, longest: int) -> str:
    """`text`, ended with an ellipsis where it is longer than `longest` characters."""
    return text if len(text) <= longest else text[: longest - 1].rstrip() + ELLIPSIS
