"""What a card in Teams sends: taken once, from the newest messages only, and answered with the card as a receipt."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from bot.channels.cards.submitted import text_of
from bot.channels.conversations import Conversations, Said
from bot.channels.teams.cards import OutgoingActivity, digest_of, filled_in, place_in, receipt_activity
from bot.channels.teams.lines import line
from bot.channels.teams.pictures import Pictures
from bot.channels.teams.references import Chat
from bot.channels.web.events import mark_of

Says = Callable[[str, str], Awaitable[bool]]
"""Answers a text with a message's id; whether its conversation is there still."""


class Posted(Protocol):
    """Which postings there are."""

    async def was_posted(self, chat: str, key: str) -> bool: ...


@dataclass(frozen=True)
class Outcome:
    """What became of a submission: the line that says why it wasn't taken, or the receipt.

    Neither is there for what was submitted twice. `key` and `number` are of the receipt: its name, its message.
    """

    refused: str | None = None
    receipt: OutgoingActivity | None = None
    key: str = ""
    number: int = 0


class Submissions:
    """Takes what cards send."""

    def __init__(self, conversations: Conversations, chats: Posted, pictures: Pictures) -> None:
        self._conversations = conversations
        self._chats = chats
        self._pictures = pictures
        self._old = line("old_button")

    async def submitted(self, chat: Chat, message_id: str, value: Mapping[str, Any], says: Says) -> Outcome:
        """What becomes of what a card sent with a message of this id. Raises NotSaved."""
        conversation = str(chat.conversation)
        place = place_in(value)
        if place is None or place[1] != mark_of(conversation):
            return Outcome(refused=self._old)
        data = filled_in(value)
        try:
            text = text_of(data)
        except ValueError as error:
            return Outcome(refused=str(error))
        number = place[0]
        said = await self._conversations.since(conversation, max(0, number - 1))
        card = next((one for one in said if one.number == number and one.author == "guide"), None)
        if card is None:
            return Outcome(refused=self._old)
        key = f"receipt:{place[1]}:{number}:{digest_of(text)}"
        later = [one.message_id for one in said if one.author == "practitioner" and one.number > number]
        if later and message_id not in later:
            return Outcome() if await self._chats.was_posted(chat.id, key) else Outcome(refused=self._old)
        await says(text, message_id)
        return Outcome(receipt=self._receipt(card, conversation, data), key=key, number=number)

    def _receipt(self, card: Said, conversation: str, data: Mapping[str, Any]) -> OutgoingActivity | None:
        return receipt_activity(self._pictures.addressed(card, conversation), conversation, data)
