"""Whether an activity comes from Teams: its token, and what it must agree with (requirements 1 to 7 of bot-docs,
bot-framework-rest-connector-authentication, and more where Microsoft leaves it to the bot)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import jwt

from bot.channels.teams.keys import ALGORITHM, KeysAway, ServiceKeys, UnknownKey
from bot.channels.teams.settings import TeamsSettings

ISSUER = "https://api.botframework.com"
CHANNEL = "msteams"
LEEWAY_SECONDS = 300
"""How far the service's clock may be from ours (the same requirements)."""

SCHEME = "bearer"
LONGEST_TOKEN = 16_384
"""Characters; the service's tokens have about a thousand."""


class Refused(Exception):
    """An activity that isn't taken. `status` is 401 where the token is none of the service's, 403 where it doesn't fit
    the activity, and 503 where the keys can't be had; `why` is for the log and holds nothing of the token."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status
        self.why = why


@dataclass(frozen=True)
class Claims:
    """What is certain of an activity: where its replies go to, and the tenant, in lower case, that it comes from."""

    service_url: str
    tenant: str


class IncomingTokens:
    """Checks the tokens of activities."""

    def __init__(self, settings: TeamsSettings, keys: ServiceKeys | None = None) -> None:
        """`keys` are those of the service that the settings name, unless others are given."""
        self._settings = settings
        self._keys = keys or ServiceKeys(settings.openid_url)

    async def claims_of(self, authorization: str | None, activity: Mapping[str, Any]) -> Claims:
        """What is certain of an activity that came with this Authorization header. Raises Refused."""
        token = bearer_token(authorization)
        try:
            key = await self._keys.key(key_id(token))
        except UnknownKey as error:
            raise Refused(401, str(error)) from error
        except KeysAway as error:
            raise Refused(503, str(error)) from error
        claims = self._verified(token, key.public)
        channel = activity.get("channelId")
        if channel != CHANNEL:
            raise Refused(403, f"the activity's channelId is not {CHANNEL}")
        if channel not in key.endorsements:
            raise Refused(403, f"the token's key is not endorsed for {CHANNEL}")
        return Claims(self._service_url(claims, activity), self._tenant(activity))

    def _verified(self, token: str, key: Any) -> Mapping[str, Any]:
        try:
            claims: Mapping[str, Any] = jwt.decode(
                token,
                key,
                algorithms=[ALGORITHM],
                audience=self._settings.app_id,
                issuer=ISSUER,
                leeway=LEEWAY_SECONDS,
                options={"require": ["exp", "iss", "aud"], "strict_aud": True},
            )
        # Anybody may send a token, and one that is malformed may raise more than the library's own errors.
        except Exception as error:
            raise Refused(401, f"the token does not hold: {type(error).__name__}") from error
        return claims

    def _service_url(self, claims: Mapping[str, Any], activity: Mapping[str, Any]) -> str:
        url = claims.get("serviceurl")
        if not isinstance(url, str) or url != activity.get("serviceUrl"):
            raise Refused(403, "the activity's serviceUrl is not the token's")
        if not self._settings.allows_service(url):
            raise Refused(403, "the serviceUrl is not https on one of the hosts allowed")
        return url

    def _tenant(self, activity: Mapping[str, Any]) -> str:
        channel_data, conversation = object_at(activity, "channelData"), object_at(activity, "conversation")
        named = (object_at(channel_data, "tenant").get("id"), conversation.get("tenantId"))
        tenants = {one.lower() if isinstance(one, str) else "" for one in named if one is not None}
        if len(tenants) != 1 or not tenants <= self._settings.allowed_tenants:
            raise Refused(403, "the activity's tenant is not one that is allowed")
        return tenants.pop()


def bearer_token(authorization: str | None) -> str:
    """The token in an Authorization header (RFC 6750, section 2.1). Raises Refused."""
    scheme, _, token = (authorization or "").partition(" ")
    if scheme.lower() != SCHEME or not token or len(token) > LONGEST_TOKEN:
        raise Refused(401, "there is no bearer token")
    return token


def key_id(token: str) -> str:
    """The id of the key that a token says it is signed with. Raises Refused."""
    try:
        header = jwt.get_unverified_header(token)
    # As with the claims: the header is anything that a client likes to send.
    except Exception as error:
        raise Refused(401, f"the token's header can't be read: {type(error).__name__}") from error
    if header.get("alg") != ALGORITHM:
        raise Refused(401, f"the token is not signed with {ALGORITHM}")
    kid = header.get("kid")
    if not isinstance(kid, str):
        raise Refused(401, "the token names no key")
    return kid


def object_at(holder: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """The object that stands under a name, or an empty one."""
    found = holder.get(name)
    return found if isinstance(found, dict) else {}
