"""A message in a chat in Teams: typed, a card's, or a file; and what its sender is told of it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Protocol

from bot.channels.conversations import Conversations, NotSaved, Said
from bot.channels.teams import delivery
from bot.channels.teams.activities import Activity
from bot.channels.teams.cards import POSITION, OutgoingActivity, text_activity
from bot.channels.teams.connector import Connector
from bot.channels.teams.files import Files, NotFetched, attached
from bot.channels.teams.lines import line
from bot.channels.teams.mentions import said_in
from bot.channels.teams.pictures import Pictures
from bot.channels.teams.references import Chat, Posting, Reference
from bot.channels.teams.submitting import Says, Submissions
from bot.channels.web.bodies import typed
from bot.services import services

SECONDS_BEFORE_TYPING = 0.7
CARD_ACTION = "adaptiveCard/action"
SHOWN_AS_MESSAGE = "application/vnd.microsoft.activity.message"

AddsRegister = Callable[[Conversations, str, bytes, str, str], Awaitable[list[Said]]]
"""Hands over a file: the conversations, which of them, its bytes, its name, the message's id; what is said then."""


class Chats(delivery.Chats, Protocol):
    """The store of chats, as messages use it (bot/records/chats.py)."""

    async def posted(self, chat: str, posting: Posting) -> bool: ...
    async def wanted(self, chat: str) -> None: ...


class Messages:
    """Takes messages. Each function raises NotSaved where nothing can be saved."""

    def __init__(
        self,
        app_id: str,
        connector: Connector,
        conversations: Conversations,
        chats: Chats,
        pictures: Pictures,
        files: Files,
        add_register: AddsRegister | None,
    ) -> None:
        self._app_id = app_id
        self._connector = connector
        self._conversations = conversations
        self._chats = chats
        self._files = files
        self._add_register = add_register
        self._submissions = Submissions(conversations, chats, pictures)

    async def message(self, activity: Activity, chat: Chat, reference: Reference) -> None:
        """Answers a message, or says why it can't be answered; what is said then is saved, to be delivered."""
        text = said_in(activity, self._app_id)
        file = attached(activity)
        if chat.conversation is None:
            await self._tell(chat, activity, line("teams_personal_only"))
        elif file is not None:
            await self._file(activity, chat, reference, file)
        elif activity.value is not None and (POSITION in activity.value or not text):
            await self._form(activity, chat, reference, activity.value)
        elif text:
            await self._says(chat, reference)(typed(text), activity.id)
        else:
            await self._tell(chat, activity, line("no_text"))

    async def invoke(self, activity: Activity, chat: Chat, reference: Reference) -> Mapping[str, Any]:
        """What answers an invoke at once; a card's Action.Execute is taken as what a card sends, all others aren't."""
        if activity.name != CARD_ACTION or chat.conversation is None:
            return {}
        action = (activity.value or {}).get("action")
        data = action.get("data") if isinstance(action, dict) else None
        try:
            outcome = await self._submissions.submitted(
                chat, activity.id, data if isinstance(data, dict) else {}, self._says(chat, reference)
            )
        except NotSaved:
            return invoke_error(503, "NotSaved", services().guidance.phrase("not_saved"))
        if outcome.receipt is None:
            return invoke_answer(SHOWN_AS_MESSAGE, outcome.refused or line("old_button"))
        attachment = outcome.receipt["attachments"][0]
        return invoke_answer(attachment["contentType"], attachment["content"])

    async def _form(self, activity: Activity, chat: Chat, reference: Reference, value: Mapping[str, Any]) -> None:
        """Takes what a card sends, and replaces the card by its receipt."""
        outcome = await self._submissions.submitted(chat, activity.id, value, self._says(chat, reference))
        if outcome.refused is not None:
            await self._tell(chat, activity, outcome.refused)
        elif outcome.receipt is not None and activity.reply_to:
            await self._replace(chat, activity.reply_to, outcome.key, outcome.number, outcome.receipt)

    async def _file(self, activity: Activity, chat: Chat, reference: Reference, file: Mapping[str, Any]) -> None:
        add_register = self._add_register
        if add_register is None:
            return await self._tell(chat, activity, line("no_files"))
        try:
            name, data = await self._files.fetched(file)
        except NotFetched as error:
            return await self._tell(chat, activity, line(error.line))

        async def hand_over(name: str, message_id: str) -> list[Said]:
            return await add_register(self._conversations, str(chat.conversation), data, name, message_id)

        await self._says(chat, reference, hand_over)(name, activity.id)

    def _says(
        self, chat: Chat, reference: Reference, say: Callable[[str, str], Awaitable[list[Said]]] | None = None
    ) -> Says:
        """A turn in a chat, as a function of the text and the message's id: whether the conversation is there still.

        What is said where the turn erased it is posted, because nothing else keeps that.
        """
        conversation = str(chat.conversation)

        async def said_in_conversation(text: str, message_id: str) -> list[Said]:
            return await self._conversations.say(conversation, text, message_id)

        async def says(text: str, message_id: str) -> bool:
            if await self._chats.was_posted(chat.id, farewell_key(message_id, 1)):
                return False
            await self._chats.wanted(chat.id)
            said = await self._with_typing(reference, (say or said_in_conversation)(text, message_id))
            # Whoever looked during the turn found nothing, and won't look again.
            await self._chats.wanted(chat.id)
            after = await self._chats.chat(chat.id)
            if after is not None and after.conversation == conversation:
                return True
            for place, one in enumerate([one for one in said if one.author == "guide"], 1):
                body = {"activity": text_activity(one.text)}
                await self._chats.posted(chat.id, Posting(farewell_key(message_id, place), None, 0, body))
            return False

        return says

    async def _with_typing(self, reference: Reference, turn: Awaitable[list[Said]]) -> list[Said]:
        """A turn; where it takes a while, the chat shows that an answer is on its way."""
        answering = asyncio.ensure_future(turn)
        await asyncio.wait({answering}, timeout=SECONDS_BEFORE_TYPING)
        if answering.done():
            return answering.result()
        sign = asyncio.create_task(self._connector.typing(reference))
        try:
            return await answering
        finally:
            sign.cancel()

    async def _tell(self, chat: Chat, activity: Activity, text: str) -> None:
        """Posts something after all that was said so far in the chat."""
        said = await self._conversations.since(chat.conversation, chat.delivered) if chat.conversation else []
        after = max([chat.delivered, *(one.number for one in said)])
        body = {"activity": text_activity(text)}
        await self._chats.posted(chat.id, Posting(f"notice:{activity.id}", chat.conversation, after, body))

    async def _replace(self, chat: Chat, activity_id: str, key: str, number: int, receipt: OutgoingActivity) -> None:
        """Posts a card's receipt, which takes its place right after the message that it stood on."""
        found = await self._chats.chat(chat.id)
        there = chat.conversation if found is not None and found.conversation == chat.conversation else None
        await self._chats.posted(chat.id, Posting(key, there, number, {"activity": receipt, "replaces": activity_id}))


def farewell_key(message_id: str, place: int) -> str:
    """The key of what was said last in a conversation, at a place of the turn that erased it."""
    return f"farewell:{message_id}:{place}"


def invoke_answer(kind: str, value: Any) -> dict[str, Any]:
    """The body that answers an invoke (learn.microsoft.com, universal actions for Adaptive Cards)."""
    return {"statusCode": 200, "type": kind, "value": value}


def invoke_error(status: int, code: str, message: str) -> dict[str, Any]:
    """The body that answers an invoke that wasn't done (the same page)."""
    value = {"code": code, "message": message}
    return {"statusCode": status, "type": "application/vnd.microsoft.error", "value": value}
