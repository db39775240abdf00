"""Pictures on a card: named by what they show, and given addresses by the channel that can show them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.channels.cards.elements import Card, Element

PICTURE = "guide:picture/"
"""What the name of a picture that the guide draws begins with."""

PARTS = ("body", "items", "columns", "images", "actions", "card")
"""Where a card has further elements."""

HOLDERS = ("items", "columns", "images")
"""What an element is there to hold: with nothing left in it, it goes too."""


def picture(kind: str, shows: str) -> Element:
    """A picture of this kind, and in words what it shows."""
    return {"type": "Image", "url": PICTURE + kind, "altText": shows, "size": "stretch", "spacing": "medium"}


def kind_in(address: str) -> str | None:
    """The kind of picture that an address names; None for any other address."""
    return address.removeprefix(PICTURE) if address.startswith(PICTURE) else None


def with_pictures(card: Card, address_of: Callable[[str], str | None]) -> Card:
    """The card with the addresses that `address_of` gives for its pictures'; a picture that it gives none for goes."""
    return {**card, **parts_of(card, address_of)}


def parts_of(element: Mapping[str, Any], address_of: Callable[[str], str | None]) -> Element:
    """The parts of an element that have further elements, each as it is shown."""
    return {name: shown(element[name], address_of) for name in PARTS if name in element}


def shown(part: Any, address_of: Callable[[str], str | None]) -> Any:
    """A list of elements, or one card in an action, without the pictures that can't be shown."""
    if isinstance(part, Mapping):
        return with_pictures(dict(part), address_of)
    return [one for one in (addressed(element, address_of) for element in part) if one is not None]


def addressed(element: Mapping[str, Any], address_of: Callable[[str], str | None]) -> Element | None:
    """One element as it is shown; None where nothing of it can be."""
    if element.get("type") == "Image":
        address = address_of(str(element.get("url", "")))
        return None if address is None else {**element, "url": address}
    made = {**element, **parts_of(element, address_of)}
    is_emptied = any(element.get(name) and not made[name] for name in HOLDERS)
    return None if is_emptied else made
