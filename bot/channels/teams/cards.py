"""Messages of the guide as Teams takes them: a text, or one card with the text and what can be done.

Text and a card in one activity would be shown as two, and neither be found again by an id (MicrosoftDocs/msteams-docs,
PR 2829), so that the text stands on the card.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from bot.channels.cards.elements import Card, words
from bot.channels.cards.fitting import LARGEST, cut, size
from bot.channels.cards.receipts import receipt
from bot.channels.conversations import Said
from bot.channels.teams.markdown import as_markdown, in_parts
from bot.channels.web.events import mark_of, position_in
from bot.services import services

POSITION = "guide"
"""The name under which an action says which message it stands on."""

CARD = "application/vnd.microsoft.card.adaptive"

MOST_ACTIONS = 6
"""Actions that Teams shows in one row."""

LONGEST_SUMMARY = 300

OutgoingActivity = dict[str, Any]


def text_activity(text: str) -> OutgoingActivity:
    """A message with nothing to press."""
    # Teams reads HTML in Markdown; what was typed with a "<" is none.
    return {"type": "message", "textFormat": "markdown", "text": as_markdown(text).replace("<", "&lt;")}


def card_activity(card: Card, summary: str) -> OutgoingActivity:
    """A message that is a card; `summary` is told where no card can be, as in a notification."""
    attachment = {"contentType": CARD, "content": card}
    return {"type": "message", "summary": cut(summary, LONGEST_SUMMARY), "attachments": [attachment]}


def activities_for(said: Said, conversation: str) -> list[OutgoingActivity]:
    """What is sent for one message of the guide: one activity, or several where it is too long for Teams."""
    form = form_of(said, conversation)
    if form is None:
        return [text_activity(part) for part in in_parts(said.text)]
    if size(whole := with_text(form, said.text)) <= LARGEST:
        return [card_activity(whole, said.text)]
    return [*(text_activity(part) for part in in_parts(said.text)), card_activity(form, str(form["speak"]))]


def card_sent(said: Said, conversation: str) -> Card | None:
    """The card that was sent for a message; None where it had none."""
    sent = [one["attachments"][0]["content"] for one in activities_for(said, conversation) if "attachments" in one]
    return sent[-1] if sent else None


def receipt_activity(said: Said, conversation: str, data: Mapping[str, Any]) -> OutgoingActivity | None:
    """What replaces a card that was submitted: its text, what was filled in, what was pressed; nothing to press.

    None where the message has no card. Raises ValueError for data that no card of ours sends.
    """
    card = card_sent(said, conversation)
    if card is None:
        return None
    return card_activity(receipt(card, {**data, POSITION: position_of(said, conversation)}), said.text)


def form_of(said: Said, conversation: str) -> Card | None:
    """The card of a message, or one with its buttons, which says with each action where it stands; None for neither."""
    if not said.custom.get("card") and not said.buttons:
        return None
    card = card_of(said)
    actions = list(card.get("actions") or ())
    body = list(card.get("body", ()))
    made = {key: value for key, value in card.items() if key != "actions"}
    if len(actions) > MOST_ACTIONS:
        rows = [actions[start : start + MOST_ACTIONS] for start in range(0, len(actions), MOST_ACTIONS)]
        body += [{"type": "ActionSet", "actions": row} for row in rows]
    elif actions:
        made["actions"] = actions
    placed: Card = placed_in({**made, "body": body}, position_of(said, conversation))
    return placed


def card_of(said: Said) -> Card:
    """The card of a message, or one with nothing but its buttons."""
    if said.custom.get("card"):
        return dict(said.custom["card"])
    first, *_ = said.text.strip().split("\n")
    return {
        "type": "AdaptiveCard",
        "version": "1.5",
        "lang": "en",
        "speak": cut(first, LONGEST_SUMMARY),
        "fallbackText": services().guidance.phrase("card_fallback"),
        "body": [],
        "actions": [
            {
                "type": "Action.Submit",
                "title": button["title"],
                "data": {"payload": button["payload"]},
                "associatedInputs": "none",
            }
            for button in said.buttons
        ],
    }


def with_text(card: Card, text: str) -> Card:
    """The card with the message's text above it."""
    paragraphs = [words(as_markdown(part)) for part in text.split("\n\n") if part.strip()]
    return {**card, "body": [*paragraphs, *card["body"]]}


def placed_in(part: Any, position: str) -> Any:
    """A part of a card in which every action says the position of its message."""
    if isinstance(part, list):
        return [placed_in(one, position) for one in part]
    if not isinstance(part, dict):
        return part
    made = {key: value if key == "data" else placed_in(value, position) for key, value in part.items()}
    if part.get("type") == "Action.Submit":
        made["data"] = {**(part.get("data") or {}), POSITION: position}
    return made


def position_of(said: Said, conversation: str) -> str:
    """Where a message stands: its number and its conversation's mark."""
    return f"{said.number}-{mark_of(conversation)}"


def place_in(value: Mapping[str, Any]) -> tuple[int, str | None] | None:
    """The message that something submitted stands on: its number and its conversation's mark; None if it says none."""
    position = value.get(POSITION)
    return position_in(position) if isinstance(position, str) else None


def filled_in(value: Mapping[str, Any]) -> dict[str, Any]:
    """What was submitted, without its position and what Teams adds."""
    return {name: one for name, one in value.items() if name not in (POSITION, "msteams")}


def digest_of(text: str) -> str:
    """What tells whether the same was submitted twice."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]
