"""What the web channel's routes share: settings, sessions, limits, ways to sign in, and the conversations."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable

from sanic.request import Request

from bot.channels.conversations import Conversations
from bot.channels.web import guards
from bot.channels.web.embedding import EmbeddingTokens
from bot.channels.web.keys import keys_from
from bot.channels.web.refusals import Refusal
from bot.channels.web.sessions import Session, Sessions, cookie_in
from bot.channels.web.settings import WebSettings
from bot.channels.web.shared import SESSION, InThisProcess, Shared
from bot.channels.web.sign_in import SignIn

MOST_STREAMS = 20
"""Streams of events that one practitioner may have open: browsers open six to one server."""


class WebChannel:
    """The channel of one server."""

    def __init__(
        self,
        settings: WebSettings,
        insights: Callable[[], str] | None = None,
        shared: Shared | None = None,
    ) -> None:
        """`insights` gives what /insights shows, as HTML, and may take a while; None where there is nothing to show.
        `shared` is what this server agrees on with others; None where there are none.

        Raises SettingError for an embedding key that can't be read.
        """
        self.settings = settings
        self.insights = insights
        self.shared = shared or InThisProcess()
        self.sessions = Sessions(settings, ended=lambda session: self.shared.is_spent(SESSION, session))
        self.streams: set[asyncio.Task[None]] = set()
        self.streams_of: Counter[str] = Counter()
        self.sign_in: SignIn | None = None
        self.embedding: EmbeddingTokens | None = None
        self._conversations: Conversations | None = None
        if settings.public_url is not None:
            if settings.provider is not None:
                self.sign_in = SignIn(settings.provider, settings.public_url)
            if settings.embedding_key is not None:
                keys = keys_from("GUIDE_EMBEDDING_KEY", settings.embedding_key)
                self.embedding = EmbeddingTokens(keys, settings.public_url, self.shared)

    def serve(self, conversations: Conversations) -> None:
        """Answers with these conversations from here on."""
        self._conversations = conversations

    @property
    def conversations(self) -> Conversations:
        """What answers. Raises Refusal (503) before the guide is ready."""
        if self._conversations is None:
            raise Refusal(503, "not_ready")
        return self._conversations

    def session_of(self, request: Request) -> Session | None:
        """The session that a request came with, where it holds; its cookie is made again now and then."""
        cookie = cookie_in(request.headers.getall("cookie", []), self.sessions.cookie_name)
        session = self.sessions.read(cookie)
        if session is not None and (renewed := self.sessions.renewed(session)) is not None:
            request.ctx.set_cookie = self.sessions.set_cookie(renewed)
            return renewed
        return session

    def required_session(self, request: Request) -> Session:
        """The session that a request came with. Raises Refusal (401) where there is none, or it ended."""
        session = self.session_of(request)
        if session is None:
            raise Refusal(401, "signed_out")
        return session

    def changing_session(self, request: Request) -> Session:
        """The session of a request that changes something. Raises Refusal (401; 403 without the session's token)."""
        guards.require_own_page(request)
        session = self.required_session(request)
        if not self.sessions.csrf_holds(session, request.headers.getone("x-csrf-token", None)):
            raise Refusal(403, "no_token")
        return session

    async def begin_session(
        self, request: Request, practitioner: str | None = None, sees_insights: bool = False
    ) -> Session:
        """A new session, and its cookie. Raises Refusal (429) for too many from one address."""
        address = (request.remote_addr if self.settings.proxies else "") or request.ip
        await self._count("session", address, self.settings.sessions_a_minute, "too_many_sessions")
        session = self.sessions.begin(practitioner, sees_insights)
        request.ctx.set_cookie = self.sessions.set_cookie(session)
        return session

    async def end_session(self, session: Session) -> None:
        """Ends a session on every server. Raises NotSaved."""
        await self.shared.spend(SESSION, session.id, session.until)

    async def session_or_new(self, request: Request) -> Session | None:
        """The session of a request, begun here where nobody signs in; None where somebody has to."""
        session = self.session_of(request)
        if session is None and not self.settings.signs_in:
            return await self.begin_session(request)
        return session

    async def count_message(self, session: Session) -> None:
        """Counts a message. Raises Refusal (429) for too many of one practitioner."""
        await self._count("message", session.practitioner, self.settings.messages_a_minute, "too_many_messages")

    async def _count(self, what: str, who: str, most: int, refusal: str) -> None:
        seconds = await self.shared.seconds_to_wait(what, who, most)
        if seconds:
            raise Refusal(429, refusal, seconds=seconds)
