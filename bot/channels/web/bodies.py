"""What a client sends, read carefully: JSON in UTF-8, with the right keys and nothing that can't be shown."""

from __future__ import annotations

import importlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.channels.web.refusals import Refusal

LONGEST_MESSAGE = 20_000
"""Characters of the longest message that is taken."""

MESSAGE_ID = re.compile(r"[A-Za-z0-9_-]{1,64}", re.ASCII)
BUTTON_MARK = "/"

UNREADABLE = re.compile(r"[\x00\ud800-\udfff]")
"""NUL, or half of a surrogate pair."""


@dataclass(frozen=True)
class SentMessage:
    """A message as it goes to the guide, with the client's own id of it."""

    id: str
    text: str


def object_in(body: bytes) -> dict[str, Any]:
    """The JSON object of a request. Raises Refusal (400) for anything else."""
    try:
        read = json.loads(body.decode("utf-8"), parse_constant=refuse_constant)
        for text in texts_in(read):
            refuse_unreadable(text)
    except (ValueError, RecursionError) as error:
        raise Refusal(400, "no_json") from error
    if not isinstance(read, dict):
        raise Refusal(400, "no_json")
    return read


def refuse_constant(name: str) -> None:
    """Raises ValueError for NaN and Infinity, which are not JSON."""
    raise ValueError(name)


def texts_in(value: Any) -> Iterator[str]:
    """All texts in what JSON gave, keys too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from texts_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts_in(inner)


def refuse_unreadable(text: str) -> None:
    """Raises Refusal (400) for a text with NUL, or with half of a surrogate pair, which can't be kept or shown."""
    if UNREADABLE.search(text):
        raise Refusal(400, "bad_text")


def message_in(body: bytes) -> SentMessage:
    """The message of a request: typed, a button's, or a form's. Raises Refusal (400, 413)."""
    sent = object_in(body)
    message_id = sent.pop("id", None)
    if not isinstance(message_id, str) or not MESSAGE_ID.fullmatch(message_id):
        raise Refusal(400, "bad_message_id")
    if len(sent) != 1:
        raise Refusal(400, "bad_message")
    [(kind, value)] = sent.items()
    readers = {"text": typed, "payload": button, "card": submitted}
    if kind not in readers:
        raise Refusal(400, "bad_message")
    text = readers[kind](value)
    if len(text) > LONGEST_MESSAGE:
        raise Refusal(413, "message_too_long", most=f"{LONGEST_MESSAGE:,}")
    return SentMessage(message_id, text)


def typed(value: Any) -> str:
    """What was typed; it never starts with the mark by which a button is known. Raises Refusal (400)."""
    if not isinstance(value, str):
        raise Refusal(400, "bad_message")
    plain = value.lstrip()
    return plain.lstrip(BUTTON_MARK + " ") if plain.startswith(BUTTON_MARK) else value


def button(value: Any) -> str:
    """What a button sends. Raises Refusal (400)."""
    if not isinstance(value, str) or not value.startswith(BUTTON_MARK):
        raise Refusal(400, "bad_payload")
    return value


def submitted(value: Any) -> str:
    """The text that a form's submission stands for, as if typed, or a button's payload. Raises Refusal (400)."""
    if not isinstance(value, Mapping):
        raise Refusal(400, "bad_card", why="it must be a JSON object")
    try:
        cards = importlib.import_module("bot.channels.cards.submitted")
    except ImportError as error:
        raise Refusal(400, "no_cards") from error
    try:
        return str(cards.text_of(value))
    except ValueError as error:
        raise Refusal(400, "bad_card", why=str(error)) from error


def rating_in(body: bytes) -> tuple[int, bool]:
    """The number of a message, and whether it helped. Raises Refusal (400)."""
    sent = object_in(body)
    number, helpful = sent.get("number"), sent.get("helpful")
    if set(sent) != {"number", "helpful"} or type(number) is not int or not isinstance(helpful, bool):
        raise Refusal(400, "bad_rating")
    return number, helpful
