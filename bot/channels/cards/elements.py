"""The elements that the cards are made of: only those that Teams and the page's renderer both know (schema 1.5).

What practitioners type and what the child answers goes into rich text, in which no Markdown is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bot.channels.cards.submitted import UNTICKED
from bot.channels.replies import Button

Element = dict[str, Any]

Card = dict[str, Any]

VERSION = "1.5"

LONGEST_TYPED = 4_000
"""Characters that a box takes."""


def card(title: str, body: Iterable[Element], actions: Iterable[Element] = (), fallback: str = "") -> Card:
    """A card with its title; `fallback` is shown where cards can't be."""
    made = {
        "type": "AdaptiveCard",
        "version": VERSION,
        "lang": "en",
        "speak": title,
        "fallbackText": fallback,
        "body": [heading(title), *body],
    }
    listed = list(actions)
    return {**made, "actions": listed} if listed else made


def heading(text: str) -> Element:
    """A heading, found as one by a screen reader."""
    return {"type": "TextBlock", "text": text, "wrap": True, "weight": "bolder", "style": "heading"}


def words(text: str, subtle: bool = False) -> Element:
    """A paragraph of the guidance's own."""
    return {"type": "TextBlock", "text": text, "wrap": True, "isSubtle": subtle, "spacing": "small"}


def typed(text: str) -> Element:
    """What somebody typed, as they typed it."""
    return {"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": text}], "spacing": "small"}


def facts(named: Iterable[tuple[str, str]]) -> Element:
    """A list of names and values."""
    return {"type": "FactSet", "facts": [{"title": name, "value": value} for name, value in named]}


def together(items: Sequence[Element]) -> Element:
    """Elements that belong to each other."""
    return {"type": "Container", "items": list(items), "spacing": "medium"}


def text_box(name: str, label: str, value: str = "") -> Element:
    """A box of several lines."""
    box = {"type": "Input.Text", "id": name, "label": label, "isMultiline": True, "maxLength": LONGEST_TYPED}
    return {**box, "value": value} if value else box


def number_box(name: str, label: str, most: int, wrong: str) -> Element:
    """A box for a number from 0 to `most`; `wrong` is said of any other."""
    return {"type": "Input.Number", "id": name, "label": label, "min": 0, "max": most, "errorMessage": wrong}


def choice(
    name: str, label: str, choices: Iterable[tuple[str, str]], chosen: str = "", expanded: bool = True
) -> Element:
    """One to choose of (what it says when sent, its words)."""
    box = {
        "type": "Input.ChoiceSet",
        "id": name,
        "label": label,
        "style": "expanded" if expanded else "compact",
        "wrap": True,
        "choices": [{"title": title, "value": says} for says, title in choices],
    }
    return {**box, "value": chosen} if chosen else box


def tick(name: str, title: str, says: str) -> Element:
    """A box to tick; ticked, it says `says` when sent, and nothing otherwise."""
    box = {"type": "Input.Toggle", "id": name, "title": title, "wrap": True}
    return {**box, "valueOn": says, "valueOff": UNTICKED, "value": UNTICKED}


def send(title: str, says: str, otherwise: str = "") -> Element:
    """An action that says something with what is filled in; `otherwise` where nothing is (see `submitted`)."""
    data = {"says": says, "otherwise": otherwise} if otherwise else {"says": says}
    return {"type": "Action.Submit", "title": title, "data": data}


def press(button: Button) -> Element:
    """A button as an action; what is filled in doesn't go with it."""
    data = {"payload": button.payload}
    return {"type": "Action.Submit", "title": button.title, "data": data, "associatedInputs": "none"}


def reveal(title: str, body: Iterable[Element], actions: Iterable[Element]) -> Element:
    """An action that opens a part of the card."""
    inner = {"type": "AdaptiveCard", "body": list(body), "actions": list(actions)}
    return {"type": "Action.ShowCard", "title": title, "card": inner}


def source_in_words(template: str, source: Mapping[str, str]) -> str:
    """A source on one line, by a template with {document}, {section} and {edition}."""
    return template.format(**source)
