"""The settings of the Teams channel, read once from the environment and checked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID

from bot.channels.teams.certificate import Certificate
from bot.channels.web.settings import SECURE, SettingError, is_loopback, loopback_url

APP_ID = "GUIDE_TEAMS_APP_ID"
TENANT = "GUIDE_TEAMS_TENANT_ID"
SECRET = "GUIDE_TEAMS_APP_SECRET"
CERTIFICATE = "GUIDE_TEAMS_CERTIFICATE"
CERTIFICATE_KEY = "GUIDE_TEAMS_CERTIFICATE_KEY"
ALLOWED_TENANTS = "GUIDE_TEAMS_ALLOWED_TENANTS"
SERVICE_HOSTS = "GUIDE_TEAMS_SERVICE_HOSTS"
LOGIN_URL = "GUIDE_TEAMS_LOGIN_URL"
OPENID_URL = "GUIDE_TEAMS_OPENID_URL"

USUAL_HOSTS = "smba.trafficmanager.net, *.botframework.com"
"""Where Teams is answered: the connector's own names, as in Microsoft's Agents SDK (outbound_host_validator.py)."""

USUAL_LOGIN_URL = "https://login.microsoftonline.com"
USUAL_OPENID_URL = "https://login.botframework.com/v1/.well-known/openidconfiguration"
"""Where the keys of the Bot Framework service are described (bot-docs, bot-framework-rest-connector-authentication)."""

LABEL = r"[a-z0-9]([a-z0-9-]*[a-z0-9])?"
HOST = re.compile(rf"(\*(\.{LABEL}){{2,}}|{LABEL}(\.{LABEL})+)(:[1-9][0-9]{{0,4}})?")
"""A host's name in full, or "*." before at least two labels."""

PORT = re.compile(r"|[1-9][0-9]{0,4}")
SECURE_PORT = 443

PLAIN = re.compile(r"[!-\[\]-~]+")
"""An address in which nothing is read in two ways: no white space, backslash, or character that isn't ASCII."""


@dataclass(frozen=True)
class ServiceHost:
    """A host that replies may go to, or all below a name; `port` None is 443, and on this machine any."""

    name: str
    below: bool = False
    port: int | None = None

    @property
    def url(self) -> str | None:
        """An address to see whether it can be reached; None where no one host is named."""
        if self.below or (is_loopback(self.name) and self.port is None):
            return None
        scheme = "http" if is_loopback(self.name) else SECURE
        return f"{scheme}://{self.name}{f':{self.port}' if self.port else ''}/"

    def covers(self, host: str, port: int | None) -> bool:
        """Whether a host and a port are meant."""
        named = host.endswith(f".{self.name}") if self.below else host == self.name
        if is_loopback(host) and self.port is None:
            return named
        return named and (port or SECURE_PORT) == (self.port or SECURE_PORT)


@dataclass(frozen=True)
class TeamsSettings:
    """All that can be set. Ids are GUIDs in lower case; addresses carry no slash at the end; one of `secret` and
    `certificate` is there."""

    app_id: str
    tenant_id: str
    secret: str | None = field(default=None, repr=False)
    certificate: Certificate | None = field(default=None, repr=False)
    allowed_tenants: frozenset[str] = frozenset()
    service_hosts: tuple[ServiceHost, ...] = ()
    login_url: str = USUAL_LOGIN_URL
    openid_url: str = USUAL_OPENID_URL

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> TeamsSettings | None:
        """The settings named GUIDE_TEAMS_…; None where GUIDE_TEAMS_APP_ID isn't set. Raises SettingError."""
        settings = {name: value.strip() for name, value in environ.items() if value.strip()}
        if APP_ID not in settings:
            return None
        if TENANT not in settings:
            raise SettingError(f"{TENANT} is missing: give the tenant (directory) id of the bot's app registration")
        tenant = guid_of(TENANT, settings[TENANT])
        secret, certificate = credential_of(settings)
        return cls(
            app_id=guid_of(APP_ID, settings[APP_ID]),
            tenant_id=tenant,
            secret=secret,
            certificate=certificate,
            allowed_tenants=tenants_of(settings, tenant),
            service_hosts=tuple(host_of(one) for one in listed(settings, SERVICE_HOSTS, USUAL_HOSTS)),
            login_url=address_of(LOGIN_URL, settings.get(LOGIN_URL, USUAL_LOGIN_URL)),
            openid_url=address_of(OPENID_URL, settings.get(OPENID_URL, USUAL_OPENID_URL)),
        )

    @property
    def token_url(self) -> str:
        """Where the bot's token comes from: its own tenant, since the app is of a single one."""
        return f"{self.login_url}/{self.tenant_id}/oauth2/v2.0/token"

    @property
    def tenant_url(self) -> str:
        """Where the tenant is described (OpenID Connect Discovery 1.0)."""
        return f"{self.login_url}/{self.tenant_id}/v2.0/.well-known/openid-configuration"

    def allows_service(self, url: str) -> bool:
        """Whether replies may go to this address: https (http on this machine only) and a host that is named."""
        try:
            parts = urlsplit(url)
            host, port = parts.hostname or "", parts.port
        except ValueError:
            return False
        if not PLAIN.fullmatch(url) or "@" in parts.netloc or parts.query or parts.fragment:
            return False
        if not (parts.scheme == SECURE or loopback_url(url)):
            return False
        return any(one.covers(host, port) for one in self.service_hosts)


def guid_of(name: str, value: str) -> str:
    """A GUID as Entra writes it, in lower case. Raises SettingError."""
    if not is_guid(value):
        raise SettingError(f'{name} is "{value}": give the GUID that Entra shows, such as {UUID(int=0)}')
    return value.lower()


def tenants_of(settings: Mapping[str, str], usual: str) -> frozenset[str]:
    """The tenants whose people may talk to the guide. Raises SettingError."""
    return frozenset(guid_of(ALLOWED_TENANTS, one) for one in listed(settings, ALLOWED_TENANTS, usual))


def host_of(value: str) -> ServiceHost:
    """A host as it is written in the settings. Raises SettingError."""
    name, _, port = value.lower().partition(":")
    named = HOST.fullmatch(name) is not None or is_loopback(name)
    if not named or not PORT.fullmatch(port):
        raise SettingError(
            f'{SERVICE_HOSTS} has "{value}": give names of hosts with commas between, such as {USUAL_HOSTS}'
        )
    return ServiceHost(name.removeprefix("*."), name.startswith("*."), int(port) if port else None)


def address_of(name: str, value: str) -> str:
    """An address: https, or http on this machine. Raises SettingError."""
    try:
        parts = urlsplit(value)
        fits = bool(parts.hostname) and (parts.scheme == SECURE or loopback_url(value))
        fits = fits and parts.port != 0 and not ("@" in parts.netloc or parts.query or parts.fragment)
    except ValueError:
        fits = False
    if not fits:
        raise SettingError(f'{name} is "{value}": give an https address (http only on 127.0.0.1)')
    return value.rstrip("/")


def credential_of(settings: Mapping[str, str]) -> tuple[str | None, Certificate | None]:
    """What the bot proves itself with: a secret or a certificate. Raises SettingError, never showing a secret."""
    secret, path = settings.get(SECRET), settings.get(CERTIFICATE)
    if (secret is None) == (path is None):
        what = "are both set" if secret else "are both missing"
        raise SettingError(f"{SECRET} and {CERTIFICATE} {what}: set one of them")
    if path is not None:
        return None, certificate_of(path, settings.get(CERTIFICATE_KEY, path))
    if is_guid(str(secret)):
        raise SettingError(f"{SECRET} is a GUID, so it is the secret's id: give its value, which Entra shows only once")
    return secret, None


def certificate_of(path: str, key_path: str) -> Certificate:
    """The certificate in a PEM file, and its key in the same or another one. Raises SettingError."""
    try:
        return Certificate.read(Path(path), Path(key_path))
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else error
        raise SettingError(
            f"{CERTIFICATE} can't be used ({why}): give a PEM file with the certificate, and its RSA key without a "
            f"password in the same file or in the one that {CERTIFICATE_KEY} names"
        ) from error


def is_guid(value: str) -> bool:
    """Whether this is a GUID."""
    try:
        return str(UUID(value)) == value.lower()
    except ValueError:
        return False


def listed(settings: Mapping[str, str], name: str, usual: str) -> list[str]:
    """What a setting names, with commas between. Raises SettingError where that is nothing."""
    found = [one.strip() for one in settings.get(name, usual).split(",") if one.strip()]
    if not found:
        raise SettingError(f"{name} names nothing: leave it out, or give some with commas between")
    return found
