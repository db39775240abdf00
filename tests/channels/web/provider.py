"""An OpenID Connect provider of the tests' own, which keeps to the standard or breaks it as it is told."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
import socket
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from aiohttp import web
from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey

from tests.listening import answering

CLIENT_ID = "guide"
CLIENT_SECRET = "a secret of the provider and the guide"

Key = RSAKey | ECKey
Claims = dict[str, Any]


def encoded(part: bytes) -> str:
    """Base64 as tokens have it."""
    return base64.urlsafe_b64encode(part).decode().rstrip("=")


def new_key(kind: str = "RSA") -> Key:
    """A new key with an id."""
    parameters = {"kid": secrets.token_hex(4)}
    return RSAKey.generate_key(2048, parameters) if kind == "RSA" else ECKey.generate_key("P-256", parameters)


def signed(claims: Claims, key: Key) -> str:
    """A token as a provider signs it."""
    algorithm = "RS256" if isinstance(key, RSAKey) else "ES256"
    return jwt.encode({"alg": algorithm, "kid": key.kid}, claims, key)


def unsigned(claims: Claims, key: Key) -> str:
    """A token that says that it needs no signature."""
    return f"{encoded(json.dumps({'alg': 'none', 'kid': key.kid}).encode())}.{encoded(json.dumps(claims).encode())}."


def signed_with_the_public_key(claims: Claims, key: Key) -> str:
    """A token signed by somebody who knows the public key only, as if it were a shared secret."""
    head = encoded(json.dumps({"alg": "HS256", "kid": key.kid}).encode())
    body = encoded(json.dumps(claims).encode())
    signature = hmac.new(key.as_pem(private=False), f"{head}.{body}".encode(), hashlib.sha256).digest()
    return f"{head}.{body}.{encoded(signature)}"


@dataclass
class Provider:
    """A provider. `claims` are put over those of a right token, None takes one out; `sign` makes the token of them."""

    issuer: str
    subject: str = "somebody"
    key: Key = field(default_factory=new_key)
    claims: Claims = field(default_factory=dict)
    metadata: Claims = field(default_factory=dict)
    sign: Callable[[Claims, Key], str] = signed
    away: bool = False
    keys_fetched: int = 0
    codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def rotate(self) -> None:
        """Signs with another key from here on, the only one that it shows."""
        self.key = new_key("EC")

    async def discovery(self, request: web.Request) -> web.Response:
        """OpenID Connect Discovery 1.0, section 4."""
        found = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
        }
        return web.json_response({**found, **self.metadata}, status=503 if self.away else 200)

    async def keys(self, request: web.Request) -> web.Response:
        """RFC 7517."""
        self.keys_fetched += 1
        return web.json_response({"keys": [self.key.as_dict(private=False)]})

    async def authorize(self, request: web.Request) -> web.Response:
        """Signs its one person in, and sends the browser back (OpenID Connect Core 1.0, section 3.1.2)."""
        asked = dict(request.query)
        assert (asked["response_type"], asked["client_id"], asked["scope"]) == ("code", CLIENT_ID, "openid")
        assert asked["code_challenge_method"] == "S256"
        code = secrets.token_hex(8)
        self.codes[code] = asked
        raise web.HTTPFound(f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}")

    async def token(self, request: web.Request) -> web.Response:
        """Gives a token for a code, once, to who began (RFC 6749, section 4.1.3; RFC 7636, section 4.6)."""
        sent = await request.post()
        asked = self.codes.pop(str(sent.get("code")), None)
        if asked is None or self.challenge(str(sent["code_verifier"])) != asked["code_challenge"]:
            return web.json_response({"error": "invalid_grant"}, status=400)
        known = base64.b64encode(f"{CLIENT_ID}:{CLIENT_SECRET}".encode()).decode()
        if request.headers.get("Authorization") != f"Basic {known}" or sent["redirect_uri"] != asked["redirect_uri"]:
            return web.json_response({"error": "invalid_client"}, status=401)
        now = int(time.time())
        claims = {"iss": self.issuer, "sub": self.subject, "aud": CLIENT_ID, "iat": now, "exp": now + 300}
        claims = {**claims, "nonce": asked["nonce"], **self.claims}
        given = {name: value for name, value in claims.items() if value is not None}
        token = {"access_token": "unused", "token_type": "Bearer", "id_token": self.sign(given, self.key)}
        return web.json_response(token)

    @staticmethod
    def challenge(verifier: str) -> str:
        """The challenge of a verifier (RFC 7636, section 4.2)."""
        return encoded(hashlib.sha256(verifier.encode()).digest())


@asynccontextmanager
async def providing() -> AsyncIterator[Provider]:
    """A provider on a free port."""
    listening = socket.create_server(("127.0.0.1", 0))
    provider = Provider(f"http://127.0.0.1:{listening.getsockname()[1]}")
    app = web.Application()
    app.router.add_get("/.well-known/openid-configuration", provider.discovery)
    app.router.add_get("/authorize", provider.authorize)
    app.router.add_post("/token", provider.token)
    app.router.add_get("/keys", provider.keys)
    async with answering(app, listening):
        yield provider
