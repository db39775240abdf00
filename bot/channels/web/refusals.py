"""How a request is refused: one clear line, as JSON; what was raised never reaches a person."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from ruamel.yaml import YAML
from sanic.exceptions import SanicException
from sanic.request import Request
from sanic.response import HTTPResponse, json

from bot.channels.conversations import NotSaved
from bot.logged import kind_and_place
from bot.services import services

log = logging.getLogger(__name__)

LINES = Path(__file__).with_name("lines.yml")
NO_METHOD = "NONE"
"""What Sanic calls the method of a request that it couldn't read."""

STATUS_LINES = {404: "not_found", 405: "no_such_method", 413: "too_large", 408: "too_slow", 503: "not_ready"}


class Refusal(Exception):
    """A request that isn't taken: its status, and the line that says why and what would be right."""

    def __init__(self, status: int, name: str, **values: object) -> None:
        super().__init__(name)
        self.status = status
        self.line = line(name, **values)
        self.retry_after = values.get("seconds") if status == 429 else None


@lru_cache(maxsize=1)
def lines() -> Mapping[str, str]:
    """What the channel says, by name."""
    read: Mapping[str, str] = YAML(typ="safe").load(LINES.read_text(encoding="utf-8"))
    return read


def line(name: str, **values: object) -> str:
    """The line of this name, filled in."""
    return lines()[name].format(**values).strip()


def refused(request: Request, error: Exception) -> HTTPResponse:
    """The answer to a request that ended in an error. What isn't foreseen is logged without any words of a person."""
    if isinstance(error, Refusal):
        headers = {"Retry-After": str(error.retry_after)} if error.retry_after else {}
        return json({"error": error.line}, status=error.status, headers=headers)
    if isinstance(error, NotSaved):
        return json({"error": services().guidance.phrase("not_saved")}, status=503)
    status = status_of(request, error)
    if status >= 500 and not isinstance(error, SanicException):
        log.error("a request failed: %s", kind_and_place(error))
    return json({"error": line(STATUS_LINES.get(status, "not_understood"))}, status=status)


def status_of(request: Request, error: Exception) -> int:
    """The status that fits: 400 for a request that couldn't be read, 503 for what is at fault here."""
    if request.method == NO_METHOD and not isinstance(error, SanicException):
        return 400
    status = getattr(error, "status_code", 503)
    return int(status) if 400 <= status < 500 else 503
