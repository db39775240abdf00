"""Asking Microsoft's services over HTTP: with a time limit, through the proxy that the environment names, and without
following anybody elsewhere."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import aiohttp

TIMEOUT = aiohttp.ClientTimeout(total=10)
LARGEST_ANSWER = 1_000_000
"""Bytes of the largest answer that is read."""

REASONS: tuple[tuple[type[BaseException], str], ...] = (
    (aiohttp.ClientConnectorDNSError, "its name is not known here"),
    (aiohttp.ClientConnectorCertificateError, "its certificate is not trusted here"),
    (aiohttp.ClientProxyConnectionError, "the proxy can't be reached"),
    (aiohttp.ClientHttpProxyError, "the proxy refused"),
    (aiohttp.ClientConnectorError, "it can't be connected to"),
    (asyncio.TimeoutError, "it took too long"),
)
"""Why a service gave no answer, in words; the first that fits."""


class Unreachable(Exception):
    """A service that gave no answer; the message names its host and says why, and holds nothing that was sent."""


@dataclass(frozen=True)
class Answer:
    """What a service answered; `body` is empty where that was no JSON object."""

    status: int
    headers: Mapping[str, str]
    body: Mapping[str, Any]


async def asked(url: str, form: Mapping[str, str] | None = None, timeout: aiohttp.ClientTimeout = TIMEOUT) -> Answer:
    """The answer of a service to GET, or to POST where there is a form. Raises Unreachable."""
    method = "GET" if form is None else "POST"
    try:
        async with (
            aiohttp.ClientSession(timeout=timeout, trust_env=True) as session,
            session.request(method, url, data=form, allow_redirects=False) as response,
        ):
            return Answer(response.status, response.headers, object_in(await body_of(response)))
    except (aiohttp.ClientError, asyncio.TimeoutError, OSError, ValueError) as error:
        raise Unreachable(f"{urlsplit(url).netloc} gave no answer: {reason(error)}") from error


def reason(error: BaseException) -> str:
    """Why there was no answer, in words where there are any for it."""
    return next((words for kind, words in REASONS if isinstance(error, kind)), type(error).__name__)


async def body_of(response: aiohttp.ClientResponse) -> bytes:
    """The body of an answer. Raises ValueError where it is too large."""
    body = b""
    async for chunk in response.content.iter_chunked(65_536):
        body += chunk
        if len(body) > LARGEST_ANSWER:
            raise ValueError("too large")
    return body


def object_in(body: bytes) -> Mapping[str, Any]:
    """The JSON object in a body, or an empty one."""
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
