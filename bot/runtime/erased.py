"""What is left of erased conversations in a server's memory: the last words, for pages that haven't shown them yet."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import Any

from bot.channels.conversations import Said
from bot.records.notices import Notice
from bot.runtime.said import of_turn, with_question

MOST_ERASED = 1_000
"""Erased conversations of which the last words are kept; the one erased longest ago goes first."""


@dataclass(frozen=True)
class Erased:
    """Whose conversation it was, and the turn that erased it, if one did; of a turn on another server only what the
    guide said."""

    practitioner: str | None
    farewell: tuple[Said, ...] = ()

    @classmethod
    def told(cls, notice: Notice) -> Erased:
        """What another server tells of a conversation that was erased there."""
        return cls(notice.more.get("practitioner"), tuple(Said(**said) for said in notice.more.get("farewell", ())))

    def as_json(self) -> dict[str, Any]:
        """What the other servers are told. What the practitioner said goes nowhere: whoever sends it again brings it
        along."""
        said = [one.as_json() for one in self.farewell if one.author == "guide"]
        return {"practitioner": self.practitioner, "farewell": said}


class ErasedConversations:
    """The conversations erased last."""

    def __init__(self) -> None:
        self._erased: OrderedDict[str, Erased] = OrderedDict()

    def __contains__(self, conversation: str) -> bool:
        return conversation in self._erased

    def keep(self, conversation: str, erased: Erased) -> None:
        """Keeps what is left of a conversation."""
        self._erased[conversation] = erased
        if len(self._erased) > MOST_ERASED:
            self._erased.popitem(last=False)

    def farewell(self, conversation: str) -> tuple[Said, ...]:
        """The turn that erased a conversation; nothing where none did."""
        erased = self._erased.get(conversation)
        return erased.farewell if erased else ()

    def farewell_to(self, practitioner: str, text: str, message_id: str) -> list[Said]:
        """The turn that erased the practitioner's conversation before, where this is that message once more."""
        for erased in reversed(self._erased.values()):
            if erased.practitioner == practitioner:
                return of_turn(with_question(erased.farewell, text), message_id)
        return []
