"""The manifest of the Teams app: what Teams shows of the guide, and what it lets it do."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from bot.channels.teams.package.icons import BACKGROUND
from bot.channels.teams.package.settings import PERSONAL, PackageSettings
from bot.channels.web.settings import SettingError

MANIFEST_VERSION = "1.22"
"""The guide needs nothing that a later one has, and a later one is taken later by some tenants."""

SCHEMA = f"https://developer.microsoft.com/json-schemas/teams/v{MANIFEST_VERSION}/MicrosoftTeams.schema.json"
FIRST_VERSION = "1.0.0"
VERSION = re.compile(r"(?:0|[1-9][0-9]{0,5})(?:\.(?:0|[1-9][0-9]{0,5})){2}")
TEXTS = Path(__file__).with_name("texts.yml")


def manifest(settings: PackageSettings, version: str = FIRST_VERSION) -> dict[str, Any]:
    """The manifest as the JSON object that Teams reads.

    `version` is the package's own, such as 1.0.2; Teams takes an update only with a higher one.
    Raises SettingError for a version of another form.
    """
    if not VERSION.fullmatch(version):
        raise SettingError(f'--version is "{version}": give three numbers, such as {FIRST_VERSION}')
    short, full = names(settings)
    return {
        "$schema": SCHEMA,
        "manifestVersion": MANIFEST_VERSION,
        "version": version,
        "id": settings.app_id,
        "localizationInfo": {"defaultLanguageTag": "en-gb"},
        "developer": {
            "name": settings.developer,
            "websiteUrl": settings.public_url,
            "privacyUrl": settings.privacy_url,
            "termsOfUseUrl": settings.terms_url,
        },
        "name": {"short": short, "full": full},
        "description": {
            "short": texts()["description"]["short"],
            "full": texts()["description"]["full"].format(council=settings.council),
        },
        "icons": {"color": "color.png", "outline": "outline.png"},
        "accentColor": BACKGROUND,
        "bots": [bot(settings)],
        **installing(settings.scopes),
        # For pages that open inside Teams; the guide has none there.
        "validDomains": [],
    }


def names(settings: PackageSettings) -> tuple[str, str]:
    """The app's short and its full name."""
    short = settings.app_name or texts()["name"]["short"]
    return short, texts()["name"]["full"].format(short=short, council=settings.council)


def bot(settings: PackageSettings) -> dict[str, Any]:
    """What the app can do: it talks, it takes files in personal chats, and it offers its main starts there."""
    commands = [{key: command[key] for key in ("title", "description")} for command in texts()["commands"]]
    return {
        "botId": settings.app_id,
        "scopes": list(settings.scopes),
        "supportsFiles": True,
        "isNotificationOnly": False,
        "commandLists": [{"scopes": [PERSONAL], "commands": commands}],
    }


def installing(scopes: tuple[str, ...]) -> dict[str, Any]:
    """What Teams does when somebody adds the app: it opens a personal chat, and elsewhere the bot."""
    shared = {scope.lower(): "bot" for scope in scopes if scope != PERSONAL}
    return {"defaultInstallScope": PERSONAL, **({"defaultGroupCapability": shared} if shared else {})}


@lru_cache(maxsize=1)
def texts() -> Mapping[str, Any]:
    """What the package says, as it stands in texts.yml."""
    read: Mapping[str, Any] = YAML(typ="safe").load(TEXTS.read_text(encoding="utf-8"))
    return read
