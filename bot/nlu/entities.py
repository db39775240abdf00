"""Entities as Rasa keeps them."""

from __future__ import annotations

from typing import Any

from rasa.shared.nlu.constants import (
    ENTITIES,
    ENTITY_ATTRIBUTE_TYPE,
    ENTITY_ATTRIBUTE_VALUE,
    EXTRACTOR,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message

KINDS = (
    "also", "beside", "topic", "term", "authority", "circumstance", "tool", "meeting",
    "attendance", "previous", "days_missed", "days_so_far", "sessions_attended", "sessions_possible", "trend",
    "plan", "persistent", "falling", "no_education", "not_engaging", "at_risk", "school_concern", "age", "age_band",
    "child", "command",
)  # fmt: skip
"""Every kind of entity that the components add, or a button carries."""


def add_entity(message: Message, kind: str, value: Any, start: int = 0, end: int | None = None) -> None:
    """Adds an entity to a message, found between `start` and `end` of its text (the whole, where it isn't said)."""
    found = {
        ENTITY_ATTRIBUTE_TYPE: kind,
        ENTITY_ATTRIBUTE_VALUE: value,
        EXTRACTOR: "guide",
        "start": start,
        "end": len(message.get(TEXT) or "") if end is None else end,
    }
    message.set(ENTITIES, [*message.get(ENTITIES, []), found], add_to_output=True)
