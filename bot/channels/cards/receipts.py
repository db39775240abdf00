"""A card after it was submitted: what was filled in as text, and nothing left to press."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from bot.channels.cards.elements import Card, Element, facts, typed, words
from bot.channels.cards.fitting import LARGEST, LENGTHS, cut, size
from bot.channels.cards.submitted import in_words

SENT = ("says", "payload")


def receipt(card: Card, data: Mapping[str, Any]) -> Card:
    """The card as a record of what was submitted with it: read-only, schema 1.5, at most 28 KB.

    Boxes become the text filled in, those left empty go, and the action that was taken is named at the end. Raises
    ValueError where `data` holds anything but texts, numbers, true and false.
    """
    values = {name: in_words(name, value) for name, value in data.items()}
    if "payload" in data:
        values = {}
    action = taken(card, data)
    ending = [words(action["title"])] if action else []
    for longest in LENGTHS:
        short = {name: cut(value, longest) for name, value in values.items()}
        body = [*read_only(card.get("body", ()), short), *ending]
        made = {**{key: value for key, value in card.items() if key != "actions"}, "body": body}
        if size(made) <= LARGEST:
            break
    return made


def taken(card: Card, data: Mapping[str, Any]) -> Element | None:
    """The action that was submitted."""
    sent = {name: data[name] for name in SENT if name in data}
    return next((one for one in actions_of(card) if sent.items() <= (one.get("data") or {}).items()), None)


def actions_of(part: Any) -> Iterator[Element]:
    """Every action that submits, at any depth."""
    if isinstance(part, list):
        for one in part:
            yield from actions_of(one)
    elif isinstance(part, dict):
        if part.get("type") == "Action.Submit":
            yield part
        for key in ("body", "items", "columns", "actions", "card"):
            yield from actions_of(part.get(key))


def read_only(elements: Any, values: Mapping[str, str]) -> list[Element]:
    """Elements with what was filled in for each box, and no actions."""
    shown: list[Element] = []
    for element in elements:
        kind = str(element.get("type"))
        if kind.startswith("Input."):
            shown.extend(filled_box(element, values.get(element["id"], "")))
        elif kind == "ActionSet":
            shown.extend(opened_boxes(element, values))
        elif kind == "Container":
            shown.append({**element, "items": read_only(element["items"], values)})
        else:
            shown.append({key: value for key, value in element.items() if key != "isVisible"})
    return shown


def opened_boxes(actions: Element, values: Mapping[str, str]) -> list[Element]:
    """The boxes of those parts that were opened and submitted."""
    opened = [one["card"] for one in actions["actions"] if one.get("type") == "Action.ShowCard"]
    return [element for card in opened for element in read_only(card.get("body", ()), values)]


def filled_box(box: Element, value: str) -> list[Element]:
    """One box as text: its label with what was filled in; nothing where nothing was."""
    if not value:
        return []
    if box["type"] == "Input.Toggle":
        return [words(box["title"])] if value == box["valueOn"] else []
    if box["type"] == "Input.ChoiceSet":
        titles = {one["value"]: one["title"] for one in box["choices"]}
        return [facts([(box["label"], titles.get(value, value))])]
    return [words(box["label"], subtle=True), typed(value)]
