"""Signing in with an OpenID Connect provider (OpenID Connect Core 1.0, section 3.1; PKCE: RFC 7636)."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from urllib.parse import urlsplit

import httpx
import jwt
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.httpx_client import AsyncOAuth2Client
from authlib.oidc.core import CodeIDToken
from joserfc.errors import JoseError

from bot.channels.web.keys import TIMEOUT, Away, BadToken, Claims, FetchedKeys, fetched_object
from bot.channels.web.settings import Provider, loopback_url

SCOPE = "openid"
RETURN_PATH = "/sign-in/return"
LONGEST_SECONDS = 10 * 60
LEEWAY_SECONDS = 60
SECONDS_KEPT = 24 * 3600.0
COOKIE_AUDIENCE = "guide sign-in"
COOKIE_ALGORITHM = "HS256"
NEEDED = ("issuer", "authorization_endpoint", "token_endpoint", "jwks_uri")
ENTRA = "login.microsoftonline.com"
"""The host of Microsoft Entra's issuers."""

LONGEST_SUBJECT = 255
GROUPS = ("groups", "roles")
"""The claims that name what somebody belongs to."""


class NotAllowed(Exception):
    """Somebody who signed in and is not among those who may use the guide."""


@dataclass(frozen=True)
class Person:
    """Who signed in, as the provider names them, and whether they are in the group that may see the insights."""

    issuer: str
    subject: str
    sees_insights: bool


@dataclass(frozen=True)
class Begun:
    """What a browser that went to sign in must bring back."""

    state: str
    nonce: str
    verifier: str


class SignIn:
    """Sends browsers to the provider, and learns from what they bring back who signed in."""

    def __init__(self, provider: Provider, public_url: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._provider = provider
        self._return_address = public_url + RETURN_PATH
        self._clock = clock
        self._keys = FetchedKeys(self._keys_address)
        self._metadata: Claims | None = None
        self._fetched = 0.0

    async def begin(self) -> tuple[str, Begun]:
        """The provider's address to send a browser to, and what it must bring back. Raises Away."""
        metadata = await self._discovered()
        begun = Begun(*(secrets.token_urlsafe(48) for _ in range(3)))
        async with self._client() as client:
            address, _ = client.create_authorization_url(
                metadata["authorization_endpoint"],
                state=begun.state,
                nonce=begun.nonce,
                code_verifier=begun.verifier,
            )
        return str(address), begun

    async def complete(self, code: str, begun: Begun) -> Person:
        """Who signed in. Raises BadToken, NotAllowed, Away."""
        metadata = await self._discovered()
        try:
            async with self._client() as client:
                token = await client.fetch_token(
                    metadata["token_endpoint"],
                    grant_type="authorization_code",
                    code=code,
                    code_verifier=begun.verifier,
                )
        except httpx.HTTPError as error:
            raise Away(f"the token endpoint: {type(error).__name__}") from error
        except (AuthlibBaseError, ValueError, TypeError, AttributeError, KeyError) as error:
            raise BadToken(f"the code was not taken: {type(error).__name__}") from error
        claims = await self._keys.claims(str(token.get("id_token", "")))
        self._check(claims, begun)
        sees_insights = is_in(self._provider.insights_group, claims)
        return Person(self._provider.issuer, subject_in(self._provider.issuer, claims), sees_insights)

    def _check(self, claims: Claims, begun: Begun) -> None:
        options = {
            "iss": {"essential": True, "value": self._provider.issuer},
            "aud": {"essential": True, "value": self._provider.client_id},
            "nonce": {"essential": True},
        }
        params = {"nonce": begun.nonce, "client_id": self._provider.client_id}
        try:
            CodeIDToken(claims, {}, options, params).validate(leeway=LEEWAY_SECONDS)
        except (AuthlibBaseError, JoseError, TypeError, ValueError) as error:
            raise BadToken(f"the id token's claims do not hold: {type(error).__name__}") from error
        if not isinstance(claims["sub"], str) or not 0 < len(claims["sub"]) <= LONGEST_SUBJECT:
            raise BadToken("the id token names nobody")
        wanted = self._provider.required_group
        if wanted is not None and not is_in(wanted, claims):
            raise NotAllowed

    async def _discovered(self) -> Claims:
        """The provider's metadata (OpenID Connect Discovery 1.0), which must name the very issuer. Raises Away."""
        if self._metadata is not None and self._clock() - self._fetched < SECONDS_KEPT:
            return self._metadata
        found = await fetched_object(self._provider.issuer.rstrip("/") + "/.well-known/openid-configuration")
        if not all(isinstance(found.get(name), str) for name in NEEDED) or found["issuer"] != self._provider.issuer:
            raise Away("the provider's metadata is not its own")
        alone = loopback_url(self._provider.issuer)
        if not all(urlsplit(found[name]).scheme == "https" or alone for name in NEEDED[1:]):
            raise Away("an address of the provider is not https")
        self._metadata, self._fetched = found, self._clock()
        return found

    async def _keys_address(self) -> str:
        return str((await self._discovered())["jwks_uri"])

    def _client(self) -> AsyncOAuth2Client:
        return AsyncOAuth2Client(
            client_id=self._provider.client_id,
            client_secret=self._provider.client_secret,
            scope=SCOPE,
            redirect_uri=self._return_address,
            code_challenge_method="S256",
            timeout=TIMEOUT,
        )


def subject_in(issuer: str, claims: Claims) -> str:
    """Who signed in: by the object id where Entra gives one, as Teams and administrators know a person by it too.

    Entra makes `sub` anew for each application.
    """
    object_id = claims.get("oid") if urlsplit(issuer).hostname == ENTRA else None
    return object_id if isinstance(object_id, str) and object_id else str(claims["sub"])


def is_in(group: str | None, claims: Claims) -> bool:
    """Whether claims name a group; nobody is in None."""
    return group is not None and any(group in listed(claims.get(name)) for name in GROUPS)


def listed(value: object) -> list[object]:
    """A claim that is a list, or an empty one."""
    return value if isinstance(value, list) else []


def begun_cookie(begun: Begun, key: str, now: float) -> str:
    """What the browser keeps while its person signs in, signed."""
    claims = {"aud": COOKIE_AUDIENCE, "exp": int(now) + LONGEST_SECONDS, **asdict(begun)}
    return jwt.encode(claims, key, algorithm=COOKIE_ALGORITHM)


def begun_in(cookie: str | None, key: str) -> Begun | None:
    """What a browser brought back; None where that is forged, or too old."""
    if not cookie:
        return None
    try:
        claims = jwt.decode(
            cookie,
            key,
            algorithms=[COOKIE_ALGORITHM],
            audience=COOKIE_AUDIENCE,
            options={"require": ["aud", "exp"]},
        )
        return Begun(claims["state"], claims["nonce"], claims["verifier"])
    # A cookie is anything that a client likes to send.
    except Exception:
        return None
