"""The server: the assistant over HTTP, in one process. Rasa's own HTTP interface is never on."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

from rasa.utils.endpoints import EndpointConfig
from sanic import Sanic
from sanic.exceptions import InvalidUsage
from sanic.http import Http
from sanic.server.protocols.http_protocol import HttpProtocol

from bot.channels.conversations import NotSaved
from bot.channels.operators import observing
from bot.channels.rest import rest_webhook
from bot.channels.teams.channel import TeamsChannel
from bot.channels.teams.serving import add_teams_channel, teams_channel
from bot.channels.teams.settings import TeamsSettings
from bot.channels.web.channel import WebChannel
from bot.channels.web.serving import add_web_channel
from bot.channels.web.settings import WebSettings
from bot.channels.web.shared import Shared
from bot.observing.health import Check, Health
from bot.observing.logs import log_as_set
from bot.runtime.assistant import Assistant
from bot.runtime.chats import StoredChats
from bot.runtime.conversations import RunningConversations
from bot.runtime.garbage import put_aside, search_little_and_often
from bot.runtime.insights import insights_of
from bot.runtime.kept import Kept

LARGEST_REQUEST = 256 * 1024
"""Bytes of the largest request that is read."""

SECONDS_TO_STOP = 5.0
"""What turns that are being answered get when the server is told to stop."""

SECONDS_OF_REMEMBERING = 5.0
"""For so long at most a server that starts reads the conversations that go on. A long one that is unread holds up its
next turn by a tenth of a second, and fifty people's at once by seconds."""

log = logging.getLogger(__name__)

THREADS_FOR_POSTGRESQL = 16
"""Threads that wait for PostgreSQL, more than there are connections: where some of those hang, the rest of the server
goes on. SQLite lets one write at a time, and is asked by as many as Python has for the machine."""

PURGING, LISTENING, REMINDING, SEARCHING = "purging", "listening", "reminding", "searching"

Loading = Callable[[], Awaitable[RunningConversations]]


class ServedAssistant:
    """The assistant of a server that is starting: it is there once the server is ready."""

    def __init__(self) -> None:
        self.assistant: Assistant | None = None

    async def messages(self, said: str, conversation: str) -> list[dict[str, Any]]:
        """The messages of the reply. Raises RuntimeError before the server is ready."""
        if self.assistant is None:
            raise RuntimeError("the assistant is not ready yet")
        return (await self.assistant.reply(said, conversation)).messages


class CarefulHttp(Http):
    """Sanic's HTTP, which gives no answer at all to some requests that it can't read: they get one here."""

    def create_empty_request(self) -> None:
        """Makes the request that an error is answered with, without the address that couldn't be read."""
        self.url = None
        super().create_empty_request()

    async def http1_request_header(self) -> None:
        """Reads the head of a request. Raises InvalidUsage where the length of the body is open (RFC 9112, 6.3)."""
        await super().http1_request_header()
        lengths = self.request.headers.getall("content-length", [])
        chunked = "transfer-encoding" in self.request.headers
        if len(lengths) + chunked > 1 or not all(one.isascii() and one.isdigit() for one in lengths):
            self.request_body = None
            raise InvalidUsage("the length of the body is not clear")

    def let_go(self) -> None:
        """Forgets the request and its answer, which hold this in turn: only a search for garbage would end that."""
        self.init_for_request()
        self.response_func = None


class CarefulProtocol(HttpProtocol):
    """A connection that reads requests with care, and leaves nothing behind."""

    def _setup_connection(self) -> None:
        super()._setup_connection()
        self._http = http = CarefulHttp(self)
        self._task.add_done_callback(lambda _: http.let_go())


def server(
    load: Loading,
    settings: WebSettings,
    rest: bool = False,
    name: str = "guide",
    insights: Callable[[], str] | None = None,
    shared: Shared | None = None,
    records: Mapping[str, Check] = MappingProxyType({}),
    teams: Callable[[WebChannel], TeamsChannel] | None = None,
    chats: StoredChats | None = None,
) -> Sanic:
    """The application. It answers /health/ready with 200 while a turn can be answered, and with 503 otherwise.

    `name` tells applications of one process apart, `insights` gives what /insights shows, `shared` is what servers
    agree on, and `records` has what is asked of the records, by name, for the guide to be ready. `teams` makes
    the channel of Teams beside the page's, and `chats` keeps its chats. Raises SettingError.
    """
    app = Sanic(name, configure_logging=False)
    app.config.REQUEST_MAX_SIZE = LARGEST_REQUEST
    app.config.GRACEFUL_SHUTDOWN_TIMEOUT = SECONDS_TO_STOP
    app.config.MOTD = False
    served = ServedAssistant()
    channel = WebChannel(settings, insights, shared)
    add_web_channel(app, channel)
    in_teams = teams(channel) if teams else None
    if in_teams is not None:
        add_teams_channel(app, in_teams, channel)

    @app.listener("before_server_start")
    async def begin(app: Sanic, loop: Any) -> None:
        conversations = await load()
        channel.serve(conversations)
        if in_teams is not None and chats is not None:
            in_teams.serve(conversations, chats)
        served.assistant = conversations.assistant

    app.blueprint(observing(Health(lambda: served.assistant is not None, records), settings))
    if rest:
        app.blueprint(rest_webhook(served))
    return app


def serve(
    model: Path,
    settings: WebSettings,
    kept: Kept,
    host: str,
    port: int,
    rest: bool = False,
    actions: str | None = None,
    teams: TeamsSettings | None = None,
) -> None:
    """Serves until it is stopped, and says where once it can answer. Raises SettingError."""

    async def load() -> RunningConversations:
        conversations = kept.conversations()
        assistant = Assistant.load(model, EndpointConfig(url=actions) if actions else None, conversations)
        await assistant.warm_up()
        put_aside(everything=True)  # what is loaded by now stays
        if kept.store.database.is_sqlite:
            await chats.free_all()
        else:
            waiting = ThreadPoolExecutor(THREADS_FOR_POSTGRESQL, thread_name_prefix="postgresql")
            asyncio.get_running_loop().set_default_executor(waiting)
        app.add_task(kept.purge_each_hour(conversations, servers), name=PURGING)
        app.add_task(servers.listen(), name=LISTENING)
        running = RunningConversations(assistant, kept.desks(), conversations.last_number, servers)
        app.add_task(kept.reminding(running).go_round(), name=REMINDING)
        with suppress(NotSaved):  # whoever writes next finds out, and is told
            await running.remember(await conversations.lately(), SECONDS_OF_REMEMBERING)
        app.add_task(search_little_and_often(), name=SEARCHING)
        return running

    in_json = log_as_set(os.environ)
    servers = kept.servers()
    chats = StoredChats(kept.store)
    in_teams = partial(teams_channel, teams) if teams else None
    app = server(load, settings, rest, "guide", lambda: insights_of(kept), servers, kept.checks(), in_teams, chats)
    address = settings.public_url or f"http://{host}:{port}"

    @app.listener("before_server_stop")
    async def stop_tasks(app: Sanic, loop: Any) -> None:
        for name in (PURGING, LISTENING, REMINDING, SEARCHING):
            await app.cancel_task(name, raise_exception=False)

    @app.listener("after_server_stop")
    async def hang_up(app: Sanic, loop: Any) -> None:
        servers.close()

    @app.listener("after_server_start")
    async def say_where(app: Sanic, loop: Any) -> None:
        if in_json:
            log.info("ready on %s", address)
        else:
            print(f"The guide is ready on {address}/", flush=True)
        if rest:
            print(f"Messages are answered on http://{host}:{port}/webhooks/rest/webhook", flush=True)

    app.run(host=host, port=port, protocol=CarefulProtocol, access_log=False, debug=False)
