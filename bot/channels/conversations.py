"""Conversations as a channel uses them, whichever store keeps them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

Author = Literal["practitioner", "guide"]


class NotSaved(Exception):
    """The turn couldn't be saved, so it counts as not sent: nothing of it is shown, and it may be sent again."""


@dataclass(frozen=True)
class Said:
    """One thing said in a conversation, by the practitioner or by the guide.

    `number` rises within a conversation and is never used twice; numbers may have gaps. `message_id` is the client's
    own id of the message: on what the practitioner said, and on each message that answers it.
    """

    number: int
    author: Author
    text: str
    message_id: str | None = None
    custom: Mapping[str, Any] = field(default_factory=dict)
    buttons: Sequence[Mapping[str, str]] = ()

    def as_json(self) -> dict[str, Any]:
        """The object that a page receives."""
        return {
            "number": self.number,
            "author": self.author,
            "text": self.text,
            "message_id": self.message_id,
            "custom": dict(self.custom),
            "buttons": [dict(button) for button in self.buttons],
        }


class Conversations(Protocol):
    """What answers a channel. A practitioner is a pseudonym made from the sign-in, and sees only what is theirs."""

    async def current(self, practitioner: str) -> str:
        """The id of the practitioner's conversation: the one that is open, or a new one."""

    async def say(
        self, conversation: str, text: str, message_id: str, register: Mapping[str, Any] | None = None
    ) -> list[Said]:
        """What was said in this turn, the practitioner's message first, once it is saved.

        `register` is what was read of a school's register that came with it (bot/channels/registers.py).

        Turns of one conversation are answered one after the other. A `message_id` that was answered before gets the
        same answer, and nothing is done twice. Raises NotSaved where the turn couldn't be saved.
        """

    async def say_in_open(self, practitioner: str, text: str, message_id: str) -> tuple[str, list[Said]]:
        """The practitioner's open conversation, or a new one, and what was said there in this turn: see `say`."""

    def is_erased(self, conversation: str) -> bool:
        """Whether a conversation was erased, as far as this server knows."""

    async def since(self, conversation: str, number: int) -> list[Said]:
        """All that was said after `number`, in order; 0 for all."""

    async def changed(self, conversation: str, number: int, seconds: float) -> bool:
        """Waits until something was said after `number`: True; or until `seconds` have passed: False."""

    async def erase(self, conversation: str) -> None:
        """Erases the conversation. The practitioner's next one is new."""

    async def rate(self, conversation: str, number: int, helpful: bool) -> None:
        """Keeps whether the guide's message `number` helped; said again, it replaces what was said."""
