"""Public keys that tokens are signed with: from a PEM file, or from a provider that changes them now and then."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, Protocol

import httpx
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import ECKey, KeySet, RSAKey
from joserfc.jws import JWSRegistry

from bot.channels.web.settings import SECURE, SettingError, loopback_url

ALGORITHMS = ["RS256", "ES256"]
"""Signatures with a public key only: with others, whoever knows that key could sign."""

SECONDS_BETWEEN_FETCHES = 10.0
SECONDS_KEPT = 24 * 3600.0
TIMEOUT = httpx.Timeout(10.0)

Claims = dict[str, Any]


class BadToken(Exception):
    """A token that isn't what it should be; the message is for the log and holds nothing of the token."""


class Away(Exception):
    """A service that can't be reached, or answers what it shouldn't."""


class Keys(Protocol):
    """Where a token's key is looked for."""

    async def claims(self, token: str) -> Claims:
        """What a token says, its signature verified and nothing else. Raises BadToken, Away."""


class KeyFile:
    """One public key in a PEM file."""

    def __init__(self, path: Path) -> None:
        """Raises SettingError for a file that holds no public key of RSA, or of an elliptic curve."""
        self._key = public_key(path)

    async def claims(self, token: str) -> Claims:
        """See Keys."""
        return verified(token, self._key)


class FetchedKeys:
    """A provider's keys: fetched when first needed, daily, and when a token names one that isn't known."""

    def __init__(self, address: Callable[[], Awaitable[str]], clock: Callable[[], float] = time.monotonic) -> None:
        self._address = address
        self._clock = clock
        self._keys: KeySet | None = None
        self._fetched = 0.0

    async def claims(self, token: str) -> Claims:
        """See Keys."""
        if self._keys is None or self._clock() - self._fetched > SECONDS_KEPT:
            await self._fetch()
        try:
            return verified(token, self._keys)
        except UnknownKey:
            # Whoever sends tokens with made-up keys must not make this server ask again and again.
            if self._clock() - self._fetched < SECONDS_BETWEEN_FETCHES:
                raise
        await self._fetch()
        return verified(token, self._keys)

    async def _fetch(self) -> None:
        found = await fetched_object(await self._address())
        try:
            self._keys = KeySet.import_key_set(found)
        except (JoseError, KeyError, TypeError, ValueError) as error:
            raise Away("the keys can't be read") from error
        self._fetched = self._clock()


class UnknownKey(BadToken):
    """A token signed with a key that isn't among those known."""


def verified(token: str, key: Any) -> Claims:
    """What a token says, once its signature holds. Raises UnknownKey, BadToken."""
    registry = JWSRegistry(algorithms=ALGORITHMS, strict_check_header=False)
    try:
        return dict(jwt.decode(token, key, registry=registry).claims)
    except InvalidKeyIdError as error:
        raise UnknownKey("the token's key is not known") from error
    # Anybody may send a token, and one that is malformed raises more than the library's own errors.
    except Exception as error:
        raise BadToken(f"the token does not hold: {type(error).__name__}") from error


def keys_from(setting: str, value: str) -> Keys:
    """The keys that a setting names: the path of a PEM file, or the https address of a key set. Raises SettingError."""
    if value.startswith(f"{SECURE}://") or loopback_url(value):

        async def address() -> str:
            return value

        return FetchedKeys(address)
    try:
        return KeyFile(Path(value))
    except (OSError, ValueError) as error:
        raise SettingError(
            f'{setting} is "{value}": give the path of a public key in PEM (RSA or elliptic curve), '
            "or the https address of a key set"
        ) from error


def public_key(path: Path) -> RSAKey | ECKey:
    """The public key in a PEM file. Raises OSError, ValueError."""
    pem = path.read_bytes()
    if b"PRIVATE KEY" in pem:
        raise ValueError("a private key")
    for kind in (RSAKey, ECKey):
        try:
            return kind.import_key(pem)
        except (JoseError, ValueError, TypeError, AttributeError):
            continue
    raise ValueError("no public key")


async def fetched_object(address: str) -> Claims:
    """The JSON object at an address. Raises Away."""
    try:
        async with httpx.AsyncClient(timeout=TIMEOUT) as client:
            answer = await client.get(address)
            answer.raise_for_status()
            found = answer.json()
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
        raise Away(f"{type(error).__name__} for {address}") from error
    if not isinstance(found, dict):
        raise Away(f"no JSON object at {address}")
    return found
