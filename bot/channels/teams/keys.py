"""The keys that the Bot Framework service signs with, and which channels each of them may speak for."""

from __future__ import annotations

import logging
import math
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import jwt

from bot.channels.teams.asking import Unreachable, asked
from bot.channels.teams.together import Together
from bot.channels.web.settings import SECURE, loopback_url

log = logging.getLogger(__name__)

ALGORITHM = "RS256"
SMALLEST_BITS = 2048

SECONDS_KEPT = 24 * 3600.0
"""How old keys may be before they are asked for again (bot-docs, bot-framework-rest-connector-authentication)."""

SECONDS_BETWEEN_FETCHES = 10.0
"""What lies between two fetches: who sends tokens with made-up keys must not make this server ask again and again."""

SECONDS_AFTER_FAILURE = 1.0


class UnknownKey(Exception):
    """A key that the service doesn't show."""


class KeysAway(Exception):
    """The service's keys can't be fetched, or read; the message says why and is for the log."""


@dataclass(frozen=True)
class SigningKey:
    """A public key of the service, and the channels that it is endorsed for."""

    public: Any
    endorsements: frozenset[str]


class ServiceKeys:
    """The keys of the service: fetched when first needed, daily, and when a token names one that isn't known.

    Keys that are known hold for as long as the service can't be reached.
    """

    def __init__(self, openid_url: str, clock: Callable[[], float] = time.monotonic) -> None:
        """`openid_url` is where the service describes itself; `clock` counts seconds."""
        self._openid_url = openid_url
        self._clock = clock
        self._keys: Mapping[str, SigningKey] = {}
        self._fetched = self._next_fetch = -math.inf
        self._away: str | None = None
        self._fetch = Together(self._fetch_once)

    async def key(self, kid: str) -> SigningKey:
        """The key of this id. Raises UnknownKey, KeysAway."""
        if kid in self._keys:
            # Nobody waits for the daily fetch: the key that is known holds meanwhile.
            if self._clock() - self._fetched > SECONDS_KEPT and self._may_fetch():
                self._fetch.begin()
            return self._keys[kid]
        if self._may_fetch():
            await self._fetch.result()
        if kid in self._keys:
            return self._keys[kid]
        if self._away is not None:
            raise KeysAway(self._away)
        raise UnknownKey("the token's key is not among the service's")

    def _may_fetch(self) -> bool:
        return self._clock() >= self._next_fetch

    async def _fetch_once(self) -> None:
        try:
            self._keys = await fetched_keys(self._openid_url)
        except KeysAway as error:
            log.warning("the keys of the Bot Framework service: %s", error)
            self._away, wait = str(error), SECONDS_AFTER_FAILURE
        else:
            self._away, wait = None, SECONDS_BETWEEN_FETCHES
            self._fetched = self._clock()
        self._next_fetch = self._clock() + wait


async def fetched_keys(openid_url: str) -> Mapping[str, SigningKey]:
    """The keys, at least one, that a service shows, by id. Raises KeysAway."""
    address = str((await fetched_object(openid_url)).get("jwks_uri"))
    if not (address.startswith(f"{SECURE}://") or loopback_url(address)):
        raise KeysAway(f"{openid_url} names no https address of keys")
    listed = (await fetched_object(address)).get("keys")
    keys = dict(filter(None, map(signing_key, listed))) if isinstance(listed, list) else {}
    if not keys:
        raise KeysAway(f"{address} shows no keys")
    return keys


async def fetched_object(address: str) -> Mapping[str, Any]:
    """The JSON object at an address. Raises KeysAway."""
    try:
        answer = await asked(address)
    except Unreachable as error:
        raise KeysAway(str(error)) from error
    if answer.status != 200:
        raise KeysAway(f"{address} answered {answer.status}")
    return answer.body


def signing_key(shown: object) -> tuple[str, SigningKey] | None:
    """A key as it is shown (RFC 7517, with endorsements), and its id; None for what tokens can't be checked with."""
    if not isinstance(shown, dict) or shown.get("kty") != "RSA" or shown.get("use", "sig") != "sig":
        return None
    if not isinstance(shown.get("kid"), str):
        return None
    try:
        public = jwt.PyJWK(shown, ALGORITHM).key
        usable = public.key_size >= SMALLEST_BITS and not hasattr(public, "sign")
    except (jwt.PyJWTError, ValueError, TypeError):
        return None
    endorsed = shown.get("endorsements")
    names = frozenset(one for one in endorsed if isinstance(one, str)) if isinstance(endorsed, list) else frozenset()
    return (shown["kid"], SigningKey(public, names)) if usable else None
