"""Server-sent events, as browsers read them (WHATWG HTML, section 9.2)."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from bot.channels.cards.pictures import kind_in, with_pictures
from bot.channels.conversations import Said

CONTENT_TYPE = "text/event-stream; charset=utf-8"
HEADERS = {"X-Accel-Buffering": "no"}
"""Keeps nginx from holding events back."""

HEARTBEAT = ":\n\n"
POSITION = re.compile(r"(\d{1,9})(?:-([0-9a-f]{8}))?", re.ASCII)


def event(name: str, data: Mapping[str, Any], event_id: str | None = None) -> str:
    """One event; an id is where the client resumes."""
    begins = "" if event_id is None else f"id: {event_id}\n"
    # Kept to ASCII: many clients take other characters, such as U+2028, for the end of a line.
    return f"{begins}event: {name}\ndata: {json.dumps(data)}\n\n"


def said_event(conversation: str, said: Said) -> str:
    """The event of something said. Pictures that the guide draws for others are left out: the page draws its own."""
    shown = said.as_json()
    if card := shown["custom"].get("card"):
        shown["custom"]["card"] = with_pictures(card, lambda address: None if kind_in(address) else address)
    return event("said", shown, f"{said.number}-{mark_of(conversation)}")


@lru_cache(maxsize=1_000)
def mark_of(conversation: str) -> str:
    """What tells one conversation of a practitioner from the next in an event's id, and names neither."""
    return hashlib.sha256(conversation.encode()).hexdigest()[:8]


def position_in(text: str) -> tuple[int, str | None] | None:
    """The number, and the conversation's mark where there is one, of an event's id; None for anything else."""
    found = POSITION.fullmatch(text)
    return (int(found[1]), found[2]) if found else None
