"""The guide served to a Teams of the tests' own, on a database in a file."""

from __future__ import annotations

import asyncio
import copy
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any

import httpx
import sqlalchemy as sa

from bot.channels.registers import add_register
from bot.channels.teams.channel import TeamsChannel
from bot.channels.teams.connector import Connector, Patience
from bot.channels.teams.files import Files
from bot.channels.teams.pictures import Pictures
from bot.channels.teams.serving import documents_in
from bot.channels.teams.settings import TeamsSettings
from bot.channels.teams.signing import OutgoingToken
from bot.channels.teams.tokens import IncomingTokens
from bot.channels.web.channel import WebChannel
from bot.channels.web.settings import Provider, WebSettings
from bot.records.store import Store
from bot.records.tables import chat
from bot.runtime.assistant import Assistant
from bot.runtime.chats import StoredChats
from bot.runtime.conversations import RunningConversations
from bot.runtime.one_at_a_time import OneAtATime
from bot.runtime.server import CarefulProtocol, server
from bot.runtime.stored import StoredConversations, StoredDesks
from tests.channels.teams.teams import Person, Teams
from tests.channels.web.serving import ALONE, free_address

QUICK = Patience(times=3, first=0.01, longest=0.1, timeout=30.0, next_round=0.2)
LONGEST_SECONDS = 60


@dataclass
class Guide:
    """A guide that is served."""

    teams: Teams
    client: httpx.AsyncClient
    store: Store
    channel: TeamsChannel
    conversations: RunningConversations
    web_settings: WebSettings

    def person(self, chat: str = "", name: str = "", **more: Any) -> Person:
        """Somebody in a chat of their own."""
        mark = secrets.token_hex(4)
        return Person(self.teams, self.client, chat or f"a:{mark}/+;x={mark}", name or mark, **more)

    async def settled(self) -> None:
        """Waits until nothing is left to be delivered."""
        for _ in range(LONGEST_SECONDS * 50):
            await asyncio.sleep(0.02)
            if not self.waiting():
                return
        raise AssertionError(f"{self.waiting()} chats still wait")

    def waiting(self) -> int:
        """How many chats something is to be delivered to."""
        with self.store.database.reading() as connection:
            found = sa.select(sa.func.count()).select_from(chat).where(chat.c.due.is_not(None))
            return int(connection.execute(found).scalar())


def on(assistant: Assistant, store: Store) -> tuple[Assistant, StoredConversations]:
    """The assistant with the conversations of a store, as a server has them."""
    conversations = StoredConversations(store)
    agent = copy.copy(assistant.agent)
    agent.processor = copy.copy(agent.processor)
    agent.tracker_store = agent.processor.tracker_store = conversations
    agent.lock_store = OneAtATime()
    conversations.domain = agent.domain
    return Assistant(agent), conversations


@asynccontextmanager
async def serving(
    assistant: Assistant,
    store: Store,
    teams: Teams,
    patience: Patience = QUICK,
    files: Files | None = None,
    public: bool = True,
    provider: Provider | None = None,
) -> AsyncIterator[Guide]:
    """The guide with a store, in Teams."""
    listening, address = free_address()
    talking, kept = on(assistant, store)
    running_conversations = RunningConversations(talking, StoredDesks(store), kept.last_number)
    settings = TeamsSettings.from_environment(teams.environment)
    assert settings is not None
    web_settings = replace(ALONE, public_url=address if public else None, provider=provider)
    made: list[TeamsChannel] = []

    def in_teams(web: WebChannel) -> TeamsChannel:
        made.append(
            TeamsChannel(
                settings.app_id,
                IncomingTokens(settings),
                Connector(OutgoingToken(settings), patience),
                Pictures(web.settings.public_url, web.settings.session_key),
                documents_in(settings, web.settings),
                web.sessions.pseudonym,
                add_register,
                files,
            )
        )
        return made[0]

    async def load() -> RunningConversations:
        return running_conversations

    name = f"guide-{secrets.token_hex(4)}"
    app = server(load, web_settings, name=name, teams=in_teams, chats=StoredChats(store))
    running = await app.create_server(
        sock=listening, return_asyncio_server=True, protocol=CarefulProtocol, access_log=False
    )
    await running.startup()
    await running.before_start()
    try:
        async with httpx.AsyncClient(base_url=address, timeout=60) as client:
            yield Guide(teams, client, store, made[0], running_conversations, web_settings)
    finally:
        await running.before_stop()
        await running.close()
        for connection in list(running.connections):
            connection.close()
        await running.after_stop()
