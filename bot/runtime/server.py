"""The server: the assistant over HTTP, in one process. Rasa's own HTTP interface is never on."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from rasa.utils.endpoints import EndpointConfig
from sanic import Sanic
from sanic.exceptions import InvalidUsage
from sanic.http import Http
from sanic.request import Request
from sanic.response import HTTPResponse, json
from sanic.server.protocols.http_protocol import HttpProtocol

from bot.channels.rest import rest_webhook
from bot.channels.web.channel import WebChannel
from bot.channels.web.serving import add_web_channel
from bot.channels.web.settings import WebSettings
from bot.runtime.assistant import Assistant
from bot.runtime.conversations import RunningConversations
from bot.runtime.insights import insights_of
from bot.runtime.kept import Kept

LARGEST_REQUEST = 200_000
"""Bytes of the largest request that is read."""

SECONDS_TO_STOP = 5.0
"""What turns that are being answered get when the server is told to stop."""

PURGING = "purging"

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


class CarefulProtocol(HttpProtocol):
    """A connection that reads requests with care."""

    def _setup_connection(self) -> None:
        super()._setup_connection()
        self._http = CarefulHttp(self)


def server(
    load: Loading,
    settings: WebSettings,
    rest: bool = False,
    name: str = "guide",
    insights: Callable[[], str] | None = None,
) -> Sanic:
    """The application. It answers /health/ready with 200 once a turn can be answered, and with 503 before.

    `name` tells applications of one process apart, `insights` gives what /insights shows. Raises SettingError.
    """
    app = Sanic(name, configure_logging=False)
    app.config.REQUEST_MAX_SIZE = LARGEST_REQUEST
    app.config.GRACEFUL_SHUTDOWN_TIMEOUT = SECONDS_TO_STOP
    app.config.MOTD = False
    served = ServedAssistant()
    channel = WebChannel(settings, insights)
    add_web_channel(app, channel)

    @app.listener("before_server_start")
    async def begin(app: Sanic, loop: Any) -> None:
        conversations = await load()
        channel.serve(conversations)
        served.assistant = conversations.assistant

    @app.get("/health/ready")
    async def ready(request: Request) -> HTTPResponse:
        return json({"ready": served.assistant is not None}, status=200 if served.assistant else 503)

    if rest:
        app.blueprint(rest_webhook(served))
    return app


def serve(
    model: Path, settings: WebSettings, kept: Kept, host: str, port: int, rest: bool = False, actions: str | None = None
) -> None:
    """Serves until it is stopped, and says where once it can answer. Raises SettingError."""

    async def load() -> RunningConversations:
        conversations = kept.conversations()
        assistant = Assistant.load(model, EndpointConfig(url=actions) if actions else None, conversations)
        await assistant.warm_up()
        app.add_task(kept.purge_each_hour(conversations), name=PURGING)
        return RunningConversations(assistant, kept.desks(), conversations.last_number)

    app = server(load, settings, rest, insights=lambda: insights_of(kept))
    address = settings.public_url or f"http://{host}:{port}"

    @app.listener("before_server_stop")
    async def stop_purging(app: Sanic, loop: Any) -> None:
        await app.cancel_task(PURGING, raise_exception=False)

    @app.listener("after_server_start")
    async def say_where(app: Sanic, loop: Any) -> None:
        print(f"The guide is ready on {address}/", flush=True)
        if rest:
            print(f"Messages are answered on http://{host}:{port}/webhooks/rest/webhook", flush=True)

    app.run(host=host, port=port, protocol=CarefulProtocol, access_log=False, debug=False)
