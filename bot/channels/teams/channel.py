"""The Teams channel: what an activity of Teams does, once it is known to come from there.

A message is answered and saved before it is acknowledged; what was saved is delivered in the background. Where nothing
can be saved its sender is told so, or else Teams is: nothing is lost without a word.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol
from weakref import WeakValueDictionary

from bot.channels.conversations import Conversations, NotSaved
from bot.channels.teams import messages
from bot.channels.teams.activities import Activity, BadActivity, activity_in, body_in
from bot.channels.teams.cards import text_activity
from bot.channels.teams.connector import ChatGone, Connector, NotTaken, TryLater
from bot.channels.teams.delivery import Deliveries
from bot.channels.teams.documents import Documents
from bot.channels.teams.files import Files
from bot.channels.teams.lines import line
from bot.channels.teams.mentions import TEAMS_PREFIX, of_guide
from bot.channels.teams.messages import AddsRegister, Messages
from bot.channels.teams.pictures import Pictures
from bot.channels.teams.references import ISSUER, PERSONAL, Chat, Posting, Reference
from bot.channels.teams.tokens import Claims, Refused
from bot.services import services

log = logging.getLogger(__name__)

WELCOME_KEY = "welcome"
SECONDS_TO_SAY_NOT_SAVED = 10.0

HELPFUL = {"like": True, "heart": True, "sad": False, "angry": False}
"""Reactions that say whether a message helped."""


class Tokens(Protocol):
    """Who an activity comes from (bot/channels/teams/tokens.py)."""

    async def claims_of(self, authorization: str | None, activity: Mapping[str, Any]) -> Claims: ...


class Chats(messages.Chats, Protocol):
    """The store of chats (bot/records/chats.py)."""

    async def opened(self, chat: str, practitioner: str, kind: str, reference: Mapping[str, Any]) -> Chat: ...
    async def personal_of(self, practitioner: str) -> str | None: ...
    async def forgotten(self, chat: str) -> None: ...
    async def number_of(self, chat: str, activity: str) -> tuple[str, int] | None: ...


class Answer(Exception):
    """What a request is answered with, where that isn't simply that it was taken."""

    def __init__(self, status: int, body: Mapping[str, Any] | None = None) -> None:
        super().__init__(status)
        self.status = status
        self.body = body


@dataclass(frozen=True)
class Serving:
    """What a server that is ready answers with."""

    conversations: Conversations
    chats: Chats
    deliveries: Deliveries
    messages: Messages


class TeamsChannel:
    """The channel of one server."""

    def __init__(
        self,
        app_id: str,
        tokens: Tokens,
        connector: Connector,
        pictures: Pictures,
        documents: Documents,
        pseudonym: Callable[[str, str], str],
        add_register: AddsRegister | None = None,
        files: Files | None = None,
    ) -> None:
        """`pseudonym` makes a practitioner's from who vouches for them and their id there, as their sign-in does."""
        self.connector = connector
        self.pictures = pictures
        self.documents = documents
        self._app_id = app_id
        self._tokens = tokens
        self._pseudonym = pseudonym
        self._add_register = add_register
        self._files = files or Files()
        self._own = frozenset({app_id, f"{TEAMS_PREFIX}{app_id}"})
        self._taking: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._serving: Serving | None = None

    def serve(self, conversations: Conversations, chats: Chats) -> None:
        """Answers with these from here on, and delivers what waits. A loop must be running."""
        deliveries = Deliveries(chats, self.connector, conversations, self.pictures, self.documents)
        taking = Messages(
            self._app_id, self.connector, conversations, chats, self.pictures, self._files, self._add_register
        )
        self._serving = Serving(conversations, chats, deliveries, taking)
        deliveries.begin()

    @property
    def conversations(self) -> Conversations | None:
        """What answers; None before the guide is ready."""
        return self._serving.conversations if self._serving else None

    async def conversation_of(self, practitioner: str) -> str | None:
        """The conversation of a practitioner's personal chat; None where they have none. Raises NotSaved."""
        if self._serving is None:
            return None
        name = await self._serving.chats.personal_of(practitioner)
        chat = await self._serving.chats.chat(name) if name else None
        return chat.conversation if chat else None

    async def receive(self, authorization: str | None, sent: bytes) -> tuple[int, Mapping[str, Any] | None]:
        """The status and the JSON body with which a request of Teams is answered."""
        try:
            body = body_in(sent)
            activity = activity_in(body)
            claims = await self._tokens.claims_of(authorization, body)
            await self._take(activity, claims)
        except BadActivity as error:
            return error.status, {"error": str(error)}
        except Refused as error:
            log.warning("an activity was refused: %s", error.why)
            return error.status, {"error": "the activity does not come from Teams, or not for this guide"}
        except Answer as answer:
            return answer.status, answer.body
        return 202, None

    async def stop(self) -> None:
        """Breaks deliveries off; what waits is delivered when a server starts the next time."""
        if self._serving is not None:
            await self._serving.deliveries.stop()
        await self.connector.close()

    async def send_to(self, practitioner: str, text: str, key: str) -> bool:
        """Writes to a practitioner of the guide's own accord, once for each key, however many servers do.

        False where they have no chat that can be written into. Raises NotSaved; then nothing is sent.
        """
        serving = self._served()
        chat = await serving.chats.personal_of(practitioner)
        if chat is None:
            return False
        await serving.chats.posted(chat, Posting(f"own:{key}", None, 0, {"activity": text_activity(text)}))
        serving.deliveries.wake(chat)
        return True

    async def _take(self, activity: Activity, claims: Claims) -> None:
        """Does what an activity asks for. Raises Answer."""
        by_guide = activity.by_bot or activity.sender in self._own | {activity.bot}
        if activity.type in ("message", "invoke") and not by_guide:
            await self._message(activity, claims)
        elif activity.type in ("conversationUpdate", "installationUpdate") and activity.conversation:
            await self._installed(activity, claims)
        elif activity.type == "messageReaction" and activity.conversation and not by_guide:
            await self._reaction(activity, claims)
        else:
            raise Answer(200)

    async def _message(self, activity: Activity, claims: Claims) -> None:
        """Takes a message or an invoke, one after the other in each chat. Raises Answer."""
        serving = self._served()
        if activity.kind != PERSONAL and not of_guide(activity, self._app_id):
            raise Answer(200)
        reference = reference_of(activity, claims)
        name = self._chat(activity, claims)
        practitioner = self._practitioner(activity, claims)
        async with self._taking.setdefault(name, asyncio.Lock()):
            try:
                chat = await serving.chats.opened(name, practitioner, activity.kind, reference.as_json())
                if activity.type == "invoke":
                    raise Answer(200, await serving.messages.invoke(activity, chat, reference))
                await serving.messages.message(activity, chat, reference)
            except NotSaved as error:
                log.warning("a message in Teams was not saved: %s", error)
                await self._say_not_saved(reference)
            finally:
                serving.deliveries.wake(name)

    async def _installed(self, activity: Activity, claims: Claims) -> None:
        """Remembers where the guide was put into a personal chat, and forgets where it was taken out. Raises Answer."""
        serving = self._served()
        if activity.kind != PERSONAL or not activity.person or not activity.bot:
            raise Answer(200)
        own = self._own | {activity.bot}
        name = self._chat(activity, claims)
        try:
            if activity.action == "remove" or own & set(activity.removed):
                await serving.chats.forgotten(name)
            elif activity.action == "add" or own & set(activity.added):
                reference = reference_of(activity, claims).as_json()
                await serving.chats.opened(name, self._practitioner(activity, claims), PERSONAL, reference)
                welcome = {"activity": text_activity(line("welcome"))}
                await serving.chats.posted(name, Posting(WELCOME_KEY, None, 0, welcome))
                serving.deliveries.wake(name)
        except NotSaved as error:
            raise Answer(503, {"error": "nothing can be saved at the moment"}) from error
        raise Answer(200)

    async def _reaction(self, activity: Activity, claims: Claims) -> None:
        """Takes a reaction to a message for whether it helped. Raises Answer."""
        serving = self._served()
        helpful = next((HELPFUL[one] for one in activity.reactions if one in HELPFUL), None)
        if helpful is not None and activity.reply_to and activity.person:
            try:
                found = await serving.chats.number_of(self._chat(activity, claims), activity.reply_to)
                if found is not None:
                    await serving.conversations.rate(*found, helpful)
            except NotSaved as error:
                log.warning("a reaction in Teams was not saved: %s", error)
        raise Answer(200)

    async def _say_not_saved(self, reference: Reference) -> None:
        """Tells a message's sender that it couldn't be saved. Raises Answer (503) where that can't be said either."""
        said = text_activity(services().guidance.phrase("not_saved"))
        try:
            await asyncio.wait_for(self.connector.send(reference, said), SECONDS_TO_SAY_NOT_SAVED)
        except (TryLater, ChatGone, NotTaken, asyncio.TimeoutError) as error:
            log.error("the sender of a message in Teams that was not saved could not be told")
            raise Answer(503, {"error": "the message could not be saved: send it again"}) from error

    def _served(self) -> Serving:
        if self._serving is None:
            raise Answer(503, {"error": line("not_ready")})
        return self._serving

    def _practitioner(self, activity: Activity, claims: Claims) -> str:
        return self._pseudonym(ISSUER.format(tenant=claims.tenant), activity.person)

    def _chat(self, activity: Activity, claims: Claims) -> str:
        return self._pseudonym(f"a chat in Teams of {claims.tenant}", f"{activity.conversation}\n{activity.person}")


def reference_of(activity: Activity, claims: Claims) -> Reference:
    """How the chat of an activity is reached; the address is the token's."""
    return Reference(claims.service_url, activity.conversation, activity.kind, activity.bot, activity.sender)
