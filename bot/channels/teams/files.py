"""Files that somebody sends in a personal chat: fetched from where Teams put them, and only from there."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from yarl import URL

from bot.channels.registers import LARGEST_FILE
from bot.channels.teams.activities import Activity

DOWNLOAD = "application/vnd.microsoft.teams.file.download.info"
"""The kind of attachment (learn.microsoft.com, microsoftteams/platform/bots/how-to/bots-filesv4); its address needs no
token, and none is sent there."""

HOSTS = (".sharepoint.com",)
SECONDS = 8.0
"""How long a file may take: Teams waits 15 seconds for an answer to the message that brings it."""

LONGEST_NAME = 200


class NotFetched(Exception):
    """A file that couldn't be fetched; `line` names what is said of it."""

    def __init__(self, line: str) -> None:
        super().__init__(line)
        self.line = line


@dataclass(frozen=True)
class Files:
    """Fetches files. `hosts` are the endings of the names of hosts, `schemes` those of addresses."""

    hosts: tuple[str, ...] = HOSTS
    schemes: tuple[str, ...] = ("https",)
    largest: int = LARGEST_FILE
    seconds: float = SECONDS

    async def fetched(self, attachment: Mapping[str, Any]) -> tuple[str, bytes]:
        """The name and the bytes of a file that was attached. Raises NotFetched."""
        content, name = attachment.get("content"), attachment.get("name")
        url = content.get("downloadUrl") if isinstance(content, dict) else None
        if not isinstance(url, str) or not isinstance(name, str) or not self.allows(url):
            raise NotFetched("file_not_fetched")
        try:
            timeout = aiohttp.ClientTimeout(total=self.seconds)
            async with (
                aiohttp.ClientSession(timeout=timeout, cookie_jar=aiohttp.DummyCookieJar(), trust_env=True) as session,
                session.get(URL(url, encoded=True), allow_redirects=False) as response,
            ):
                if response.status != 200:
                    raise NotFetched("file_not_fetched")
                return name[-LONGEST_NAME:], await self._read(response)
        except (aiohttp.ClientError, asyncio.TimeoutError, OSError, ValueError) as error:
            raise NotFetched("file_not_fetched") from error

    def allows(self, url: str) -> bool:
        """Whether a file may be fetched from this address."""
        try:
            parts = urlsplit(url)
            host = (parts.hostname or "").lower()
            _ = parts.port
        except ValueError:
            return False
        return parts.scheme in self.schemes and "@" not in parts.netloc and host.endswith(self.hosts)

    async def _read(self, response: aiohttp.ClientResponse) -> bytes:
        body = b""
        async for chunk in response.content.iter_chunked(65_536):
            body += chunk
            if len(body) > self.largest:
                raise NotFetched("file_too_large")
        return body


def attached(activity: Activity) -> Mapping[str, Any] | None:
    """The first file that is attached to a message; None where there is none."""
    return next((one for one in activity.attachments if one.get("contentType") == DOWNLOAD), None)
