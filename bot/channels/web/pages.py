"""The pages and the files that browsers load, as bot/web makes them."""

from __future__ import annotations

import gzip
import importlib
import mimetypes
from functools import lru_cache
from pathlib import Path
from typing import Any

from sanic.request import Request
from sanic.response import HTTPResponse, html, raw

from bot.channels.web.refusals import Refusal
from bot.channels.web.settings import WebSettings

FOREVER = "public, max-age=31536000, immutable"
A_WHILE = "public, max-age=300"
WIDGET_SCRIPT = "widget.js"
COMPRESSED = frozenset({".js", ".css", ".json", ".svg", ".txt", ".map"})


def page(name: str, settings: WebSettings, status: int = 200, **values: Any) -> HTTPResponse:
    """The page of this name. Raises Refusal (503) where pages weren't built."""
    made = built_pages().html(
        name, signs_in=settings.signs_in, embedding_sites=" ".join(settings.embedding_sites), **values
    )
    return html(made, status=status)


def built_file(request: Request, name: str) -> HTTPResponse:
    """A file that was built for pages. Raises Refusal: 404 for any other, 503 where none were built."""
    path = built_pages().built_files().get(name)
    if path is None:
        raise Refusal(404, "not_found")
    body, packed = contents(path, path.stat().st_mtime_ns)
    headers = {"Cache-Control": A_WHILE if name == WIDGET_SCRIPT else FOREVER, "Vary": "Accept-Encoding"}
    if packed is not None and "gzip" in request.headers.getone("accept-encoding", ""):
        body, headers["Content-Encoding"] = packed, "gzip"
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return raw(body, headers=headers, content_type=f"{kind}; charset=utf-8" if path.suffix in COMPRESSED else kind)


@lru_cache(maxsize=100)
def contents(path: Path, changed: int) -> tuple[bytes, bytes | None]:
    """A file as it is, and compressed where that makes it smaller. `changed` tells one state of a file from another."""
    body = path.read_bytes()
    return body, gzip.compress(body, mtime=0) if path.suffix in COMPRESSED else None


def built_pages() -> Any:
    """bot/web. Raises Refusal (503) where the page wasn't built."""
    try:
        pages = importlib.import_module("bot.web.pages")
    except ImportError as error:
        raise Refusal(503, "page_not_built") from error
    if not pages.built():
        raise Refusal(503, "page_not_built")
    return pages
