"""The server: the assistant over HTTP, in one process."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

from rasa.utils.endpoints import EndpointConfig
from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, json, text

from bot.channels.rest import rest_webhook
from bot.runtime.assistant import Assistant
from bot.services import services

LARGEST_REQUEST = 200_000
"""Bytes of the largest request that is read."""

log = logging.getLogger(__name__)


class ServedAssistant:
    """The assistant of a server that is starting: it is there once the server is ready."""

    def __init__(self) -> None:
        self.assistant: Assistant | None = None

    async def messages(self, said: str, conversation: str) -> list[dict[str, Any]]:
        """The messages of the reply. Raises RuntimeError before the server is ready."""
        if self.assistant is None:
            raise RuntimeError("the assistant is not ready yet")
        return (await self.assistant.reply(said, conversation)).messages


def server(model: Path, rest: bool = False, actions: str | None = None) -> Sanic:
    """The application. It answers /health/ready with 200 once a turn can be answered, and with 503 before."""
    app = Sanic("guide", configure_logging=False)
    app.config.REQUEST_MAX_SIZE = LARGEST_REQUEST
    app.config.MOTD = False
    served = ServedAssistant()

    @app.listener("before_server_start")
    async def load(app: Sanic, loop: Any) -> None:
        assistant = Assistant.load(model, EndpointConfig(url=actions) if actions else None)
        await assistant.warm_up()
        served.assistant = assistant

    @app.get("/health/ready")
    async def ready(request: Request) -> HTTPResponse:
        return json({"ready": served.assistant is not None}, status=200 if served.assistant else 503)

    @app.get("/")
    async def welcome(request: Request) -> HTTPResponse:
        return text(services().guidance.phrase("served"))

    @app.exception(Exception)
    async def refuse(request: Request, error: Exception) -> HTTPResponse:
        status = getattr(error, "status_code", 500)
        if status == 500:
            log.error("a request failed", exc_info=error)
        return json({"error": str(error) if status < 500 else "something went wrong here"}, status=status)

    if rest:
        app.blueprint(rest_webhook(served))
    return app


def serve(model: Path, host: str, port: int, rest: bool = False, actions: str | None = None) -> None:
    """Serves until it is stopped, and says where once it can answer."""
    app = server(model, rest, actions)

    @app.listener("after_server_start")
    async def say_where(app: Sanic, loop: Any) -> None:
        print(f"The guide is ready on http://{host}:{port}/", flush=True)
        if rest:
            print(f"Messages are answered on http://{host}:{port}/webhooks/rest/webhook", flush=True)

    app.run(host=host, port=port, access_log=False, debug=False)
