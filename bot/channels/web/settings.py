"""The settings of the web channel, read once from the environment and checked."""

from __future__ import annotations

import ipaddress
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

SHORTEST_KEY = 32
SECURE = "https"


class SettingError(ValueError):
    """A setting that can't be; the message names it and says in one line what would be right."""


DAYS_ALONE = 90
"""How long a browser on a machine of one's own is known again: as long as records are kept (bot/records)."""

DAY_SECONDS = 24 * 60 * 60


@dataclass(frozen=True)
class Provider:
    """An OpenID Connect provider that practitioners sign in with, and how this server is known to it."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    required_group: str | None = None
    insights_group: str | None = None


@dataclass(frozen=True)
class WebSettings:
    """All that can be set. Limits are counts a minute, times are seconds, addresses carry no slash at the end."""

    session_key: str = field(repr=False)
    pseudonym_key: str = field(repr=False)
    session_key_chosen: bool = False
    pseudonym_key_chosen: bool = False
    public_url: str | None = None
    provider: Provider | None = None
    embedding_key: str | None = None
    embedding_sites: tuple[str, ...] = ()
    idle_seconds: int = 2 * 60 * 60
    longest_session_seconds: int = 12 * 60 * 60
    messages_a_minute: int = 30
    sessions_a_minute: int = 10
    proxies: int = 0
    metrics_token: str | None = field(default=None, repr=False)

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> WebSettings:
        """The settings named GUIDE_…; without any, those of one person on this machine. Raises SettingError."""
        settings = {name: value.strip() for name, value in environ.items() if value.strip()}
        session_key = key_of(settings, "GUIDE_SESSION_KEY")
        pseudonym_key = key_of(settings, "GUIDE_PSEUDONYM_KEY") or session_key
        key = session_key or secrets.token_hex(SHORTEST_KEY)
        made = cls(
            session_key=key,
            pseudonym_key=pseudonym_key or key,
            session_key_chosen=session_key is not None,
            pseudonym_key_chosen=pseudonym_key is not None,
            public_url=public_url_of(settings),
            provider=provider_of(settings),
            embedding_key=settings.get("GUIDE_EMBEDDING_KEY"),
            embedding_sites=sites_of(settings),
            idle_seconds=60 * count_of(settings, "GUIDE_SESSION_IDLE_MINUTES", 120),
            longest_session_seconds=3600 * count_of(settings, "GUIDE_SESSION_HOURS", 12),
            messages_a_minute=count_of(settings, "GUIDE_MESSAGES_A_MINUTE", 30),
            sessions_a_minute=count_of(settings, "GUIDE_SESSIONS_A_MINUTE", 10),
            proxies=count_of(settings, "GUIDE_PROXIES", 0, least=0),
            metrics_token=key_of(settings, "GUIDE_METRICS_TOKEN"),
        )
        if made.signs_in and made.public_url is None:
            raise SettingError("GUIDE_PUBLIC_URL is missing: signing in needs the address by which browsers know this")
        if made.embedding_key and not made.embedding_sites:
            raise SettingError("GUIDE_EMBEDDING_SITES is missing: name the sites whose pages embed this, with commas")
        return made

    @property
    def signs_in(self) -> bool:
        """Whether practitioners sign in."""
        return self.provider is not None or self.embedding_key is not None

    @property
    def secure(self) -> bool:
        """Whether browsers reach this over TLS."""
        return self.public_url is not None and urlsplit(self.public_url).scheme == SECURE

    @property
    def embedded_elsewhere(self) -> bool:
        """Whether cookies must reach this in a frame on another site."""
        return self.secure and bool(self.embedding_sites)

    @property
    def shows_insights(self) -> bool:
        """Whether there is a group whose members may see the insights."""
        return self.provider is not None and self.provider.insights_group is not None

    def for_one_person(self, key: str) -> WebSettings:
        """These for a machine that one person uses alone: with a key that outlives the server and sessions as long as
        records are kept, the same browser finds its own records again."""
        return replace(
            self,
            session_key=key,
            pseudonym_key=key,
            idle_seconds=DAYS_ALONE * DAY_SECONDS,
            longest_session_seconds=DAYS_ALONE * DAY_SECONDS,
        )

    def refusal_to_listen(self, host: str) -> str | None:
        """Why this may not be served on `host`, in one line; None where it may."""
        alone = is_loopback(host) and (self.public_url is None or loopback_url(self.public_url))
        if alone:
            return None
        where = host if not is_loopback(host) else str(self.public_url)
        if not self.signs_in:
            return (
                f"{where} is open to others and there is no sign-in: set GUIDE_OIDC_ISSUER, GUIDE_OIDC_CLIENT_ID, "
                "GUIDE_OIDC_CLIENT_SECRET and GUIDE_PUBLIC_URL (docs/web-channel.md), or use --host 127.0.0.1"
            )
        if not self.session_key_chosen:
            return (
                f"{where} is open to others and GUIDE_SESSION_KEY is not set: set it to {SHORTEST_KEY} random "
                "characters or more, the same at each start"
            )
        return None


def key_of(settings: Mapping[str, str], name: str) -> str | None:
    """A secret key, where one is set. Raises SettingError for one that could be guessed."""
    key = settings.get(name)
    if key is not None and len(key) < SHORTEST_KEY:
        raise SettingError(f"{name} is too short: give {SHORTEST_KEY} random characters or more")
    return key


def count_of(settings: Mapping[str, str], name: str, usual: int, least: int = 1) -> int:
    """A whole number from `least`. Raises SettingError for anything else."""
    value = settings.get(name, str(usual))
    if not (value.isascii() and value.isdigit() and least <= int(value) <= 100_000):
        raise SettingError(f'{name} is "{value}": give a whole number from {least} to 100000')
    return int(value)


def public_url_of(settings: Mapping[str, str]) -> str | None:
    """The address by which browsers know the guide, where one is set. Raises SettingError."""
    name = "GUIDE_PUBLIC_URL"
    return origin_of(name, settings[name]) if name in settings else None


def sites_of(settings: Mapping[str, str]) -> tuple[str, ...]:
    """The sites whose pages may embed the guide. Raises SettingError for one that is no origin."""
    name = "GUIDE_EMBEDDING_SITES"
    return tuple(origin_of(name, one.strip()) for one in settings.get(name, "").split(",") if one.strip())


def origin_of(name: str, value: str) -> str:
    """`value` as an origin: https, or http on this machine. Raises SettingError."""
    wanted = f'{name} is "{value}": give it as https://guide.example.gov.uk, with no path (http only on 127.0.0.1)'
    try:
        parts = urlsplit(value.rstrip("/"))
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise SettingError(wanted) from error
    # What ends up in a header must be no more than a host and a port.
    bare = value.isascii() and all(character.isalnum() or character in "-.:[]" for character in parts.netloc)
    more = parts.path or parts.query or parts.fragment
    if not host or not bare or more or not (parts.scheme == SECURE or loopback_url(value)):
        raise SettingError(wanted)
    return f"{parts.scheme}://{parts.netloc.lower()}"


def provider_of(settings: Mapping[str, str]) -> Provider | None:
    """The provider to sign in with, where one is set. Raises SettingError for one that is set in part."""
    names = ("GUIDE_OIDC_ISSUER", "GUIDE_OIDC_CLIENT_ID", "GUIDE_OIDC_CLIENT_SECRET")
    if not any(name in settings for name in names):
        return None
    for name in names:
        if name not in settings:
            raise SettingError(f"{name} is missing: signing in needs {', '.join(names[:2])} and {names[2]}")
    issuer = settings[names[0]]
    if not (issuer.startswith(f"{SECURE}://") or loopback_url(issuer)):
        raise SettingError(f'{names[0]} is "{issuer}": give the provider\'s https address, as in its tokens')
    groups = (settings.get(name) for name in ("GUIDE_OIDC_REQUIRED_GROUP", "GUIDE_INSIGHTS_GROUP"))
    return Provider(issuer, settings[names[1]], settings[names[2]], *groups)


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach `host`."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def loopback_url(url: str) -> bool:
    """Whether an address is http on this machine."""
    try:
        parts = urlsplit(url)
        return parts.scheme == "http" and is_loopback(parts.hostname or "")
    except ValueError:
        return False
