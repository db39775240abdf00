"""Addresses that lead to one thing for a while: what that is stands in a signed token, which nobody else can make."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import jwt

ALGORITHM = "HS256"


class RunOut(Exception):
    """An address that was good for a while, and no longer is."""


@dataclass(frozen=True)
class Addresses:
    """The addresses under one path of the guide.

    `public_url` is where the guide is found: without one there are no addresses. `audience` tells the tokens of this
    path from all others that `key` signs.
    """

    public_url: str | None
    path: str
    audience: str
    key: str = field(repr=False)

    def address(self, of: Mapping[str, Any], until: int, ending: str) -> str | None:
        """The address of what `of` names, good until then, in seconds since 1970; None without a public address."""
        if self.public_url is None:
            return None
        claims = {"aud": self.audience, "exp": until, **of}
        return f"{self.public_url}{self.path}{jwt.encode(claims, self.key, algorithm=ALGORITHM)}{ending}"

    def named(self, token: str) -> Mapping[str, Any] | None:
        """What an address with this token leads to; None for a token that isn't ours. Raises RunOut."""
        try:
            claims: Mapping[str, Any] = jwt.decode(
                token,
                self.key,
                algorithms=[ALGORITHM],
                audience=self.audience,
                options={"require": ["aud", "exp"]},
            )
        except jwt.ExpiredSignatureError as error:
            raise RunOut from error
        # A token is anything that a client likes to send, and PyJWT raises more than its own errors for some.
        except Exception:
            return None
        return claims
