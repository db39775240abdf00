"""Routes for whoever runs the guide: whether it lives, whether it is ready, and its counts."""

from __future__ import annotations

import hmac

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, json, raw

from bot.channels.web.refusals import Refusal
from bot.channels.web.settings import WebSettings, is_loopback
from bot.observing.health import Health
from bot.observing.metrics import METRICS

METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8"


def observing(health: Health, settings: WebSettings) -> Blueprint:
    """GET /health/live, /health/ready and /metrics."""
    blueprint = Blueprint("observing")

    @blueprint.get("/health/live")
    async def live(request: Request) -> HTTPResponse:
        return json({"live": True})

    @blueprint.get("/health/ready")
    async def ready(request: Request) -> HTTPResponse:
        failing = await health.failing()
        if failing is None:
            return json({"ready": True})
        return json({"ready": False, "failing": failing}, status=503)

    @blueprint.get("/metrics")
    async def metrics(request: Request) -> HTTPResponse:
        if not may_see_metrics(request, settings):
            raise Refusal(404, "not_found")
        return raw(METRICS.exposition(), content_type=METRICS_TYPE)

    return blueprint


def may_see_metrics(request: Request, settings: WebSettings) -> bool:
    """Whether a request brings the token for the counts; where none is set, whether one person is served here alone.

    A proxy on the same machine makes all requests look like this machine's, so where one may be, a token is needed.
    """
    if settings.metrics_token is not None:
        given = request.headers.getone("authorization", "")
        return hmac.compare_digest(given.encode("utf-8", "replace"), f"Bearer {settings.metrics_token}".encode())
    return settings.public_url is None and is_loopback(request.ip)
