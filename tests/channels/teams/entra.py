"""A Microsoft Entra ID and a Bot Framework service of the tests' own: they give the bot its token, and sign what comes
to it, as they should or as they are told."""

from __future__ import annotations

import asyncio
import base64
import secrets
import socket
import time
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from functools import lru_cache
from pathlib import Path
from typing import Any

import jwt
from aiohttp import web
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.x509.oid import NameOID
from jwt.algorithms import RSAAlgorithm

from tests.listening import answering

APP_ID = "0c7b6a5e-1d2c-4b3a-9f8e-7d6c5b4a3921"
TENANT = "5f1e2d3c-4b5a-4978-8695-a4b3c2d1e0f9"
SECRET = "aB3~a-secret-that-only-the-tests-know.xY"
ISSUER = "https://api.botframework.com"
SERVICE_URL = "https://smba.trafficmanager.net/uk/"

Claims = dict[str, Any]


def new_private_key(bits: int = 2048) -> RSAPrivateKey:
    """A new RSA key."""
    return generate_private_key(public_exponent=65537, key_size=bits)


@lru_cache(maxsize=8)
def spare_private_key(number: int) -> RSAPrivateKey:
    """One of a few RSA keys that are made once, since that takes long."""
    return new_private_key()


@dataclass(frozen=True)
class ServiceKey:
    """A key that the service signs with, and the channels that it is endorsed for; None to say nothing of channels."""

    kid: str
    private: RSAPrivateKey = field(repr=False)
    endorsements: tuple[str, ...] | None = ("msteams", "webchat")

    @property
    def shown(self) -> Claims:
        """The public half, as the key set has it."""
        shown = {**RSAAlgorithm.to_jwk(self.private.public_key(), as_dict=True), "kid": self.kid, "use": "sig"}
        return shown if self.endorsements is None else {**shown, "endorsements": list(self.endorsements)}


@dataclass(frozen=True)
class Answer:
    """What the token endpoint answers next, in place of what it would. Entra's errors are told by `code`."""

    status: int = 400
    code: str | None = None
    headers: dict[str, str] = field(default_factory=dict)
    body: Any = None
    seconds: float = 0.0
    reset: bool = False

    def response(self) -> web.Response:
        """As HTTP."""
        body = self.body
        if body is None:
            words = f"{self.code}: Something was wrong with the client {APP_ID}. Trace ID: {secrets.token_hex(8)}"
            body = {"error": "invalid_client", "error_description": words} if self.code else {}
        return web.json_response(body, status=self.status, headers=self.headers)


@dataclass
class Entra:
    """Both services at one address.

    `answers` are what the token endpoint says to the next that ask, before it does as usual; `delay` is in seconds;
    `keys` are those that the key set shows; `away` answers 503 to whoever asks for keys; `clock_off` is by how many
    seconds its Date header is wrong.
    """

    address: str
    app_id: str = APP_ID
    tenant: str = TENANT
    secret: str = SECRET
    certificate: x509.Certificate | None = None
    lasts: int = 3600
    delay: float = 0.0
    away: bool = False
    clock_off: float = 0.0
    answers: deque[Answer] = field(default_factory=deque)
    keys: list[ServiceKey] = field(default_factory=lambda: [ServiceKey("first", spare_private_key(0))])
    shown_keys: Any = None
    token_claims: Claims = field(default_factory=dict)
    given: list[str] = field(default_factory=list)
    asked: int = 0
    keys_fetched: int = 0
    assertions: set[str] = field(default_factory=set)

    @property
    def environment(self) -> dict[str, str]:
        """The settings of a bot that proves itself with the secret."""
        return {
            "GUIDE_TEAMS_APP_ID": self.app_id,
            "GUIDE_TEAMS_TENANT_ID": self.tenant,
            "GUIDE_TEAMS_APP_SECRET": self.secret,
            "GUIDE_TEAMS_LOGIN_URL": self.address,
            "GUIDE_TEAMS_OPENID_URL": f"{self.address}/v1/.well-known/openidconfiguration",
        }

    def claims(self, **changed: Any) -> Claims:
        """The claims of a right token, with some changed; None takes one out."""
        now = int(time.time())
        usual = {"iss": ISSUER, "aud": self.app_id, "nbf": now - 5, "exp": now + 3600, "serviceurl": SERVICE_URL}
        return {name: value for name, value in {**usual, **changed}.items() if value is not None}

    def token(self, **changed: Any) -> str:
        """A token as the service signs it, with some of its claims changed (None takes one out)."""
        key = self.keys[-1]
        return jwt.encode(self.claims(**changed), key.private, "RS256", {"kid": key.kid})

    def authorization(self, **changed: Any) -> str:
        """The header that such a token comes in."""
        return f"Bearer {self.token(**changed)}"

    def rotate(self, endorsements: tuple[str, ...] | None = ("msteams", "webchat"), keep: bool = False) -> ServiceKey:
        """Signs with another key from here on, and shows only that, or the earlier ones too."""
        key = ServiceKey(secrets.token_hex(4), spare_private_key(len(self.keys) % 4 + 1), endorsements)
        self.keys = [*self.keys, key] if keep else [key]
        return key

    def holds(self, authorization: str | None) -> bool:
        """Whether a header carries a token that was given to the bot and not taken back."""
        return (authorization or "").removeprefix("Bearer ") in self.given

    def take_back(self) -> None:
        """From here on no token that was given holds."""
        self.given.clear()

    async def give_token(self, request: web.Request) -> web.StreamResponse:
        """A token by client credentials (RFC 6749, section 4.4; RFC 7523, section 2.2)."""
        self.asked += 1
        await asyncio.sleep(self.delay)
        if self.answers:
            answer = self.answers.popleft()
            await asyncio.sleep(answer.seconds)
            if answer.reset and request.transport is not None:
                request.transport.abort()
            return answer.response()
        code = self.fault_in(request.match_info["tenant"], dict(await request.post()))
        if code is not None:
            return Answer(401 if code.startswith("AADSTS7000") else 400, code).response()
        now = int(time.time())
        claims = {
            "aud": ISSUER,
            "appid": self.app_id,
            "tid": self.tenant,
            "iss": f"https://sts.windows.net/{self.tenant}/",
            "exp": now + self.lasts,
            "jti": secrets.token_hex(8),
            **self.token_claims,
        }
        self.given.append(jwt.encode(claims, spare_private_key(7), "RS256"))
        return web.json_response({"token_type": "Bearer", "expires_in": self.lasts, "access_token": self.given[-1]})

    def fault_in(self, tenant: str, form: dict[str, Any]) -> str | None:
        """The code of what is wrong with a request for a token, where something is."""
        if tenant != self.tenant:
            return "AADSTS90002"
        if form.get("client_id") != self.app_id:
            return "AADSTS700016"
        if (form.get("grant_type"), form.get("scope")) != ("client_credentials", f"{ISSUER}/.default"):
            return "AADSTS70011"
        if "client_assertion" in form:
            return self.fault_in_assertion(form)
        return None if form.get("client_secret") == self.secret else "AADSTS7000215"

    def fault_in_assertion(self, form: dict[str, Any]) -> str | None:
        """The same for what proves that the bot holds its certificate's key."""
        if self.certificate is None or not str(form["client_assertion_type"]).endswith(":jwt-bearer"):
            return "AADSTS700027"
        thumbprint = base64.urlsafe_b64encode(self.certificate.fingerprint(hashes.SHA256())).decode().rstrip("=")
        try:
            found = jwt.decode_complete(
                form["client_assertion"],
                self.certificate.public_key(),  # type: ignore[arg-type]  # ours are RSA
                ["PS256"],
                audience=f"{self.address}/{self.tenant}/oauth2/v2.0/token",
                issuer=self.app_id,
                subject=self.app_id,
                options={"require": ["exp", "nbf", "jti", "iss", "sub", "aud"]},
            )
        except jwt.ExpiredSignatureError:
            return "AADSTS700024"
        except jwt.PyJWTError:
            return "AADSTS700027"
        claims = found["payload"]
        fits = found["header"].get("x5t#S256") == thumbprint and claims["exp"] - claims["nbf"] <= 600
        if not fits or claims["jti"] in self.assertions:
            return "AADSTS700027"
        self.assertions.add(claims["jti"])
        return None

    async def tenant_described(self, request: web.Request) -> web.Response:
        """OpenID Connect Discovery 1.0 of a tenant."""
        if request.match_info["tenant"] != self.tenant:
            return Answer(400, "AADSTS90002").response()
        return web.json_response({"issuer": f"{self.address}/{self.tenant}/v2.0"})

    async def service_described(self, request: web.Request) -> web.Response:
        """What the Bot Framework service says of itself."""
        found = {"issuer": ISSUER, "jwks_uri": f"{self.address}/v1/.well-known/keys"}
        return web.json_response(found, status=503 if self.away else 200)

    async def key_set(self, request: web.Request) -> web.Response:
        """Its keys (RFC 7517, with endorsements)."""
        self.keys_fetched += 1
        await asyncio.sleep(self.delay)
        return web.json_response(self.shown_keys or {"keys": [key.shown for key in self.keys]})

    async def date(self, request: web.Request, response: web.StreamResponse) -> None:
        """Tells the time, wrong where it is told to."""
        told = datetime.now(timezone.utc) + timedelta(seconds=self.clock_off)
        response.headers["Date"] = told.strftime("%a, %d %b %Y %H:%M:%S GMT")


@asynccontextmanager
async def serving_entra() -> AsyncIterator[Entra]:
    """Both services on a free port."""
    listening = socket.create_server(("127.0.0.1", 0))
    entra = Entra(f"http://127.0.0.1:{listening.getsockname()[1]}")
    app = web.Application()
    app.router.add_post("/{tenant}/oauth2/v2.0/token", entra.give_token)
    app.router.add_get("/{tenant}/v2.0/.well-known/openid-configuration", entra.tenant_described)
    app.router.add_get("/v1/.well-known/openidconfiguration", entra.service_described)
    app.router.add_get("/v1/.well-known/keys", entra.key_set)
    app.on_response_prepare.append(entra.date)
    async with answering(app, listening):
        yield entra


def write_certificate(
    folder: Path, private: RSAPrivateKey, days: int = 365, began: datetime | None = None
) -> tuple[x509.Certificate, Path]:
    """A certificate that signs itself, lasting `days` from `began`, and the PEM file with it and its key."""
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "guide")])
    start = began or datetime.now(timezone.utc) - timedelta(days=1)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + timedelta(days=days))
        .sign(private, hashes.SHA256())
    )
    path = folder / "bot.pem"
    path.write_bytes(certificate.public_bytes(serialization.Encoding.PEM) + key_pem(private))
    return certificate, path


def key_pem(private: Any, password: bytes | None = None) -> bytes:
    """A private key in PEM."""
    locked: Any = serialization.NoEncryption()
    if password is not None:
        locked = serialization.BestAvailableEncryption(password)
    return private.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, locked)


def activity(**changed: Any) -> Claims:
    """A message of a personal chat, as Teams sends it, with some of it changed; None takes a part out."""
    usual: Claims = {
        "type": "message",
        "id": "1700000000001",
        "channelId": "msteams",
        "serviceUrl": SERVICE_URL,
        "from": {"id": "29:somebody", "aadObjectId": "7c0f2d3e-0000-4000-8000-000000000001"},
        "recipient": {"id": f"28:{APP_ID}"},
        "conversation": {"id": "a:1", "conversationType": "personal", "tenantId": TENANT},
        "channelData": {"tenant": {"id": TENANT}},
        "text": "what is a part-time timetable?",
    }
    return {name: value for name, value in {**usual, **changed}.items() if value is not None}
