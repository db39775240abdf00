"""Who is signed in to the intranet page that embeds the guide, as that page's server says in a signed token."""

from __future__ import annotations

from collections.abc import Callable

from joserfc.errors import JoseError
from joserfc.jwt import JWTClaimsRegistry

from bot.channels.web.keys import BadToken, Claims, Keys
from bot.channels.web.shared import Shared
from bot.clock import CLOCK

LONGEST_SECONDS = 5 * 60
LEEWAY_SECONDS = 30
LONGEST_ID = 200


class EmbeddingTokens:
    """Takes each token of the embedding page once."""

    def __init__(self, keys: Keys, audience: str, shared: Shared, clock: Callable[[], float] = CLOCK.seconds) -> None:
        """`audience` is the guide's own address, which the token must name; `shared` knows which were used."""
        self._keys = keys
        self._audience = audience
        self._shared = shared
        self._clock = clock

    async def person(self, token: str) -> tuple[str, str]:
        """The issuer ("" where the token names none) and the subject. Raises BadToken, Away,
        and NotSaved where it can't be noted that the token was used."""
        claims = await self._keys.claims(token)
        self._check(claims, self._clock())
        if not await self._shared.spend("token", claims["jti"], claims["exp"] + LEEWAY_SECONDS):
            raise BadToken("the token was used before")
        return str(claims.get("iss", "")), claims["sub"]

    def _check(self, claims: Claims, now: float) -> None:
        registry = JWTClaimsRegistry(
            now=int(now),
            leeway=LEEWAY_SECONDS,
            aud={"essential": True, "value": self._audience},
            sub={"essential": True},
            jti={"essential": True},
            exp={"essential": True},
        )
        try:
            registry.validate(claims)
        except (JoseError, TypeError, ValueError) as error:
            raise BadToken(f"the claims do not hold: {type(error).__name__}") from error
        if claims["exp"] > now + LONGEST_SECONDS + LEEWAY_SECONDS:
            raise BadToken("the token holds for more than five minutes")
        for name in ("sub", "jti"):
            if not isinstance(claims[name], str) or not 0 < len(claims[name]) <= LONGEST_ID:
                raise BadToken(f"{name} is no text of 1 to {LONGEST_ID} characters")
