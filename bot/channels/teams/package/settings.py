"""What the app package is made from, read from the environment and checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.channels.teams.settings import APP_ID, guid_of
from bot.channels.web.settings import SettingError, public_url_of

LONGEST_SHORT_NAME = 30
LONGEST_DEVELOPER = 32
LONGEST_COUNCIL = 60
LONGEST_ADDRESS = 2048
"""Characters, by the manifest's schema; the council's name has to fit into the full one of 100, after the short one."""

PERSONAL = "personal"
SCOPES = (PERSONAL, "groupChat", "team")
"""Where an app may be added, as the manifest names it, in the order in which the manifest lists it."""


@dataclass(frozen=True)
class PackageSettings:
    """What differs from council to council. Addresses are https; `app_name` is None for the usual one."""

    app_id: str
    public_url: str
    council: str
    developer: str
    privacy_url: str
    terms_url: str
    app_name: str | None = None
    scopes: tuple[str, ...] = (PERSONAL,)

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> PackageSettings:
        """The settings named GUIDE_…. Raises SettingError for one that is missing or that Teams would not take."""
        settings = {name: value.strip() for name, value in environ.items() if value.strip()}
        app_id = app_id_of(settings)
        public_url = https_url_of(settings)
        council = words_of(settings, "GUIDE_COUNCIL_NAME", LONGEST_COUNCIL)
        if council is None:
            raise SettingError(
                "GUIDE_COUNCIL_NAME is missing: give the name that is to stand in Teams, such as Anyshire Council"
            )
        return cls(
            app_id=app_id,
            public_url=public_url,
            council=council,
            developer=developer_of(settings, council),
            privacy_url=address_of(settings, "GUIDE_TEAMS_PRIVACY_URL", f"{public_url}/privacy"),
            terms_url=address_of(settings, "GUIDE_TEAMS_TERMS_URL", None),
            app_name=words_of(settings, "GUIDE_TEAMS_APP_NAME", LONGEST_SHORT_NAME),
            scopes=scopes_of(settings),
        )


def app_id_of(settings: Mapping[str, str]) -> str:
    """The bot's application id, in lower case. Raises SettingError where it isn't set or is no GUID."""
    if APP_ID not in settings:
        raise SettingError(f"{APP_ID} is missing: give the Application (client) ID of the bot's app registration")
    return guid_of(APP_ID, settings[APP_ID])


def https_url_of(settings: Mapping[str, str]) -> str:
    """The guide's public address. Raises SettingError where it isn't set, or is http."""
    url = public_url_of(settings)
    if url is None:
        raise SettingError("GUIDE_PUBLIC_URL is missing: the package names the address by which browsers know this")
    if not url.startswith("https://"):
        raise SettingError(f'GUIDE_PUBLIC_URL is "{url}": Teams takes https addresses only')
    return url


def developer_of(settings: Mapping[str, str], council: str) -> str:
    """Who Teams shows as the app's developer: the council, unless set. Raises SettingError for one that is too long."""
    name = "GUIDE_TEAMS_DEVELOPER"
    developer = words_of(settings, name, LONGEST_DEVELOPER)
    if developer is None and len(council) > LONGEST_DEVELOPER:
        raise SettingError(
            f"{name} is missing: Teams takes a developer's name of {LONGEST_DEVELOPER} characters at most, and "
            f"GUIDE_COUNCIL_NAME has {len(council)}"
        )
    return developer or council


def words_of(settings: Mapping[str, str], name: str, longest: int) -> str | None:
    """A setting that people read in Teams; None where it isn't set. Raises SettingError for one that can't be shown."""
    words = settings.get(name)
    if words is None:
        return None
    if not words.isprintable():
        raise SettingError(f"{name} holds characters that can't be shown: give it as plain words on one line")
    if len(words) > longest:
        raise SettingError(f"{name} has {len(words)} characters: give {longest} at most")
    return words


def address_of(settings: Mapping[str, str], name: str, usual: str | None) -> str:
    """The https address of a page. Raises SettingError where there is none, or it is no such address."""
    address = settings.get(name, usual)
    if address is None:
        raise SettingError(f"{name} is missing: give a page with terms of use, such as the council's for its systems")
    if not is_https(address) or len(address) > LONGEST_ADDRESS:
        raise SettingError(f'{name} is "{address[:80]}": give the https address of a page')
    return address


def is_https(address: str) -> bool:
    """Whether this is an https address that a browser can open."""
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return False
    readable = address.isascii() and address.isprintable() and not set(address) & set(' "<>\\^`{|}')
    return readable and parts.scheme == "https" and bool(host) and "@" not in parts.netloc


def scopes_of(settings: Mapping[str, str]) -> tuple[str, ...]:
    """Where the app may be added, personal chats first. Raises SettingError for any other place, or without these."""
    name = "GUIDE_TEAMS_SCOPES"
    named = [one.strip() for one in settings.get(name, PERSONAL).split(",") if one.strip()]
    known = {scope.casefold(): scope for scope in SCOPES}
    wrong = next((one for one in named if one.casefold() not in known), None)
    if wrong is not None:
        raise SettingError(f'{name} has "{wrong}": give {", ".join(SCOPES)}, or some of them, with commas')
    chosen = {known[one.casefold()] for one in named}
    if PERSONAL not in chosen:
        raise SettingError(f"{name} lacks {PERSONAL}: casework belongs in a personal chat, so it can't be left out")
    return tuple(scope for scope in SCOPES if scope in chosen)
