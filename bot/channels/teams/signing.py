"""The bot's own token, which Teams' connector asks for (OAuth 2.0 client credentials with Microsoft Entra ID)."""

from __future__ import annotations

import math
import secrets
import time
from collections.abc import Callable, Mapping
from typing import Any

import jwt

from bot.channels.teams.asking import Answer, Unreachable, asked
from bot.channels.teams.entra_errors import code_in, what_to_do
from bot.channels.teams.settings import TeamsSettings
from bot.channels.teams.together import Together

AUDIENCE = "https://api.botframework.com"
SCOPE = f"{AUDIENCE}/.default"
ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
ASSERTION_ALGORITHM = "PS256"
ASSERTION_SECONDS = 600

MARGIN_SECONDS = 300.0
"""How long before its end the next token is asked for, or half its life where that is shorter."""

SECONDS_AFTER_FAILURE = 1.0
LONGEST_PAUSE_SECONDS = 300.0
SECONDS_BETWEEN_REFUSALS = 60.0
"""A token that replaced a refused one and is refused as well within this time is kept: another would fare no better."""


class NoToken(Exception):
    """The bot gets no token; the message says why and what would help, and holds no secret.

    `code` is Entra's own, such as AADSTS700016, where it gave one; `seconds` is how long it is not worth asking again.
    """

    def __init__(self, why: str, code: str | None = None, seconds: float = SECONDS_AFTER_FAILURE) -> None:
        super().__init__(why)
        self.code = code
        self.seconds = seconds


class OutgoingToken:
    """The token of one bot, asked for when it is needed, once for all who need it."""

    def __init__(self, settings: TeamsSettings, clock: Callable[[], float] = time.monotonic) -> None:
        """`clock` counts seconds."""
        self._settings = settings
        self._clock = clock
        self._token = ""
        self._renew_from = self._ends = self._ask_from = self._replaced = -math.inf
        self._failure: NoToken | None = None
        self._asking = Together(self._ask)

    async def current(self) -> str:
        """A token that holds. Raises NoToken."""
        now = self._clock()
        if now >= self._ends and now >= self._ask_from:
            await self._asking.result()
        elif now >= self._renew_from and now >= self._ask_from:
            # Nobody waits for the next token while this one still holds.
            self._asking.begin()
        if self._failure is not None and self._clock() >= self._ends:
            raise self._failure.with_traceback(None)
        return self._token

    def refused(self, token: str) -> None:
        """Says that the connector answered 401 to this token: `current` gets another one, unless it just did."""
        if token == self._token and self._clock() - self._replaced >= SECONDS_BETWEEN_REFUSALS:
            self._ends, self._replaced = -math.inf, self._clock()

    async def _ask(self) -> None:
        try:
            self._token, seconds = token_in(await answer_to(self._settings.token_url, self._form()))
        except NoToken as error:
            self._failure, self._ask_from = error, self._clock() + error.seconds
            return
        self._failure, self._ends = None, self._clock() + seconds
        self._renew_from = self._ends - min(MARGIN_SECONDS, seconds / 2)

    def _form(self) -> Mapping[str, str]:
        known = {"grant_type": "client_credentials", "client_id": self._settings.app_id, "scope": SCOPE}
        if self._settings.certificate is None:
            return {**known, "client_secret": str(self._settings.secret)}
        return {**known, "client_assertion_type": ASSERTION_TYPE, "client_assertion": assertion(self._settings)}


def assertion(settings: TeamsSettings, now: float | None = None) -> str:
    """What proves that the bot holds its certificate's key (learn.microsoft.com/entra/identity-platform/
    certificate-credentials); `now` is in seconds since 1970. The settings must have a certificate."""
    assert settings.certificate is not None
    began = int(time.time() if now is None else now)
    claims: dict[str, Any] = {
        "aud": settings.token_url,
        "iss": settings.app_id,
        "sub": settings.app_id,
        "jti": secrets.token_hex(16),
        "iat": began,
        "nbf": began,
        "exp": began + ASSERTION_SECONDS,
    }
    headers = {"x5t#S256": settings.certificate.thumbprint}
    return str(jwt.encode(claims, settings.certificate.key, ASSERTION_ALGORITHM, headers))


async def answer_to(token_url: str, form: Mapping[str, str]) -> Answer:
    """What Entra answers. Raises NoToken where it doesn't."""
    try:
        return await asked(token_url, form)
    except Unreachable as error:
        raise NoToken(str(error)) from error


def token_in(answer: Answer) -> tuple[str, float]:
    """The token in Entra's answer, and for how many seconds it is good. Raises NoToken."""
    if answer.status != 200:
        raise refusal_in(answer)
    token, kind, seconds = (answer.body.get(name) for name in ("access_token", "token_type", "expires_in"))
    try:
        life = float(str(seconds))
    except ValueError:
        life = 0.0
    if not isinstance(token, str) or not token or str(kind).lower() != "bearer" or not 0 < life < math.inf:
        raise NoToken("Microsoft Entra's answer holds no token: is the login address right?")
    return token, life


def refusal_in(answer: Answer) -> NoToken:
    """Why Entra gave no token."""
    code = code_in(answer.body)
    pause = answer.headers.get("Retry-After", "")
    seconds = float(pause) if pause.isascii() and pause.isdigit() else SECONDS_AFTER_FAILURE
    seconds = min(max(seconds, SECONDS_AFTER_FAILURE), LONGEST_PAUSE_SECONDS)
    if code is None:
        return NoToken(f"Microsoft Entra answered {answer.status} and gave no reason", seconds=seconds)
    return NoToken(f"Microsoft Entra refused ({code}): {what_to_do(code)}", code, seconds)
