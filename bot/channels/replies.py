"""The reply contract: what every message carries beside its text (docs/reply-contract.md)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.conversation.turn import BUTTON_MARK

Sources = tuple[dict[str, str], ...]


@dataclass(frozen=True)
class Button:
    """Something to choose: its words, the intent it stands for, and what goes with it."""

    title: str
    intent: str
    entities: Mapping[str, Any] = field(default_factory=dict)

    @property
    def payload(self) -> str:
        """What it sends."""
        entities = json.dumps(self.entities, sort_keys=True) if self.entities else ""
        return f"{BUTTON_MARK}{self.intent}{entities}"


@dataclass(frozen=True)
class Message:
    """One message of a reply. `extra` holds the contract's other keys: term, checklist, impact, escalation, card."""

    text: str
    content: tuple[str, ...] = ()
    sources: Sources = ()
    buttons: tuple[Button, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)

    def custom(self) -> dict[str, Any]:
        """What goes beside the text."""
        return {"content": list(self.content), "sources": list(self.sources), **self.extra}


@dataclass(frozen=True)
class Reply:
    """What a skill answers: messages, and what the conversation is to remember (slots by name)."""

    messages: tuple[Message, ...]
    remember: Mapping[str, Any] = field(default_factory=dict)
