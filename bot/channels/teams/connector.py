"""The connector of Teams: what the guide sends goes there, again and again where it must (learn.microsoft.com,
microsoftteams/platform/bots/how-to/rate-limit: 412, 429, 502 and 504 are tried again, each time later)."""

from __future__ import annotations

import asyncio
import json
import logging
import random
import time
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any, Protocol
from urllib.parse import quote

import aiohttp
from yarl import URL

from bot.channels.teams.references import Reference
from bot.channels.teams.signing import NoToken

log = logging.getLogger(__name__)

PASSING = frozenset({408, 412, 425, 429, 500, 502, 503, 504})
"""Statuses that pass: the same may be taken the next time."""

GONE = frozenset({403, 404})
"""The guide was blocked or taken out, or the chat is gone."""

LARGEST_ANSWER = 65_536


class TryLater(Exception):
    """What was to be sent wasn't, and should be in so many seconds; the message is for the log."""

    def __init__(self, why: str, seconds: float) -> None:
        super().__init__(why)
        self.seconds = seconds


class ChatGone(Exception):
    """Nothing can be sent to the chat any more."""


class NotTaken(Exception):
    """The connector won't ever take this activity."""


class Token(Protocol):
    """The bot's own token (bot/channels/teams/signing.py)."""

    async def current(self) -> str: ...

    def refused(self, token: str) -> None: ...


@dataclass(frozen=True)
class Patience:
    """How often something is tried, and the seconds between: from `first`, doubled each time up to `longest`."""

    times: int = 5
    first: float = 1.0
    longest: float = 16.0
    timeout: float = 15.0
    next_round: float = 60.0


class Connector:
    """Sends activities to chats, each to the address that its reference has."""

    def __init__(self, token: Token, patience: Patience | None = None) -> None:
        self._token = token
        self._patience = patience or Patience()
        self._session: aiohttp.ClientSession | None = None

    async def send(self, to: Reference, activity: Mapping[str, Any]) -> str | None:
        """Sends an activity; the id that it got, where it got one. Raises TryLater, ChatGone, NotTaken."""
        return await self._patiently("POST", self._url(to), self._whole(to, activity))

    async def update(self, to: Reference, activity_id: str, activity: Mapping[str, Any]) -> None:
        """Replaces an activity that was sent. Raises TryLater, ChatGone, NotTaken."""
        whole = {**self._whole(to, activity), "id": activity_id}
        await self._patiently("PUT", self._url(to, activity_id), whole)

    async def typing(self, to: Reference) -> None:
        """Shows that an answer is on its way; whether that arrives doesn't matter."""
        try:
            await self._once("POST", self._url(to), self._whole(to, {"type": "typing"}))
        except (ChatGone, NotTaken, NoToken, Passing, Refusal):
            log.debug("a typing sign was not taken")

    async def close(self) -> None:
        """Closes the connections."""
        if self._session is not None:
            await self._session.close()

    async def _patiently(self, method: str, url: URL, body: Mapping[str, Any]) -> str | None:
        patience = self._patience
        asked_again = False
        for tried in range(patience.times):
            try:
                return await self._once(method, url, body)
            except Refusal as error:
                if asked_again:
                    raise TryLater("the connector takes no token of ours", patience.next_round) from error
                asked_again, wait, why = True, 0.0, "the token was refused"
            except NoToken as error:
                raise TryLater(str(error), max(patience.next_round, error.seconds)) from error
            except Passing as error:
                longest = min(patience.longest, patience.first * 2**tried)
                wait, why = max(error.seconds, random.uniform(longest / 2, longest)), str(error)
                if error.seconds > patience.longest:
                    raise TryLater(why, error.seconds) from error
            if tried + 1 < patience.times:
                await asyncio.sleep(wait)
        raise TryLater(f"{why}, {patience.times} times", max(wait, patience.next_round))

    async def _once(self, method: str, url: URL, body: Mapping[str, Any]) -> str | None:
        """The id in the answer. Raises Passing, Refusal, ChatGone, NotTaken, NoToken."""
        token = await self._token.current()
        headers = {"Authorization": f"Bearer {token}"}
        try:
            async with self._opened().request(
                method, url, json=dict(body), headers=headers, allow_redirects=False
            ) as response:
                status, answered = response.status, await response.content.read(LARGEST_ANSWER)
                pause = response.headers.get("Retry-After")
        except (aiohttp.ClientError, asyncio.TimeoutError, OSError) as error:
            raise Passing(f"no answer ({type(error).__name__})") from error
        if 200 <= status < 300:
            return id_in(answered)
        if status == 401:
            self._token.refused(token)
            raise Refusal
        if status in GONE:
            raise ChatGone(f"the connector answered {status}")
        if status in PASSING:
            raise Passing(f"the connector answered {status}", seconds_in(pause))
        raise NotTaken(f"the connector answered {status}")

    def _opened(self) -> aiohttp.ClientSession:
        if self._session is None:
            # No bound on connections: a chat that is slow to take what it is sent must hold up no other.
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=0),
                timeout=aiohttp.ClientTimeout(total=self._patience.timeout),
                cookie_jar=aiohttp.DummyCookieJar(),
                trust_env=True,
            )
        return self._session

    @staticmethod
    def _url(to: Reference, activity_id: str | None = None) -> URL:
        parts = [to.service_url.rstrip("/"), "v3/conversations", quote(to.conversation, safe=""), "activities"]
        return URL("/".join([*parts, *([quote(activity_id, safe="")] if activity_id else [])]), encoded=True)

    @staticmethod
    def _whole(to: Reference, activity: Mapping[str, Any]) -> dict[str, Any]:
        return {
            **activity,
            "channelId": "msteams",
            "serviceUrl": to.service_url,
            "from": {"id": to.bot},
            "recipient": {"id": to.user},
            "conversation": {"id": to.conversation},
        }


class Passing(Exception):
    """A fault that passes; `seconds` is what the connector asks to wait, 0 where it doesn't say."""

    def __init__(self, why: str, seconds: float = 0.0) -> None:
        super().__init__(why)
        self.seconds = seconds


class Refusal(Exception):
    """The connector answered 401."""


def id_in(answered: bytes) -> str | None:
    """The id of the activity in the connector's answer."""
    try:
        found = json.loads(answered)
    except (ValueError, RecursionError):
        return None
    activity = found.get("id") if isinstance(found, dict) else None
    return activity if isinstance(activity, str) and 0 < len(activity) <= 300 else None


def seconds_in(pause: str | None) -> float:
    """The seconds that a Retry-After header asks to wait (RFC 9110, section 10.2.3); 0 where it can't be read."""
    if not pause:
        return 0.0
    if pause.strip().isdecimal() and pause.isascii():
        return float(pause[:9])
    try:
        return max(0.0, parsedate_to_datetime(pause).timestamp() - time.time())
    except (ValueError, TypeError, OverflowError):
        return 0.0
