"""What every guide needs: an address, a key for sessions, and records."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from bot.channels.teams.settings import APP_ID
from bot.channels.web.settings import SettingError, WebSettings, loopback_url
from bot.diagnosis.finding import Finding, State, found
from bot.diagnosis.kept import records_findings


def general_findings(environ: Mapping[str, str], folder: Path) -> list[Finding]:
    """What stands with the settings, and with the records in `folder`. Nothing is made or written."""
    in_teams = bool(environ.get(APP_ID, "").strip())
    try:
        settings = WebSettings.from_environment(environ)
    except SettingError as error:
        web = [found(State.BAD, "web_settings_wrong", why=error)]
        return [*web, *records_findings(environ, not in_teams, folder)]
    alone = not in_teams and not settings.signs_in
    return [
        address_found(settings, in_teams),
        session_key_found(settings, alone),
        *records_findings(environ, alone, folder),
    ]


def address_found(settings: WebSettings, in_teams: bool) -> Finding:
    """What stands with the address by which the guide is known."""
    if settings.public_url is None:
        return found(State.BAD, "no_public_url_for_teams") if in_teams else found(State.OFF, "no_public_url")
    if in_teams and loopback_url(settings.public_url):
        return found(State.BAD, "public_url_is_this_machine", url=settings.public_url)
    return found(State.GOOD, "public_url", url=settings.public_url)


def session_key_found(settings: WebSettings, alone: bool) -> Finding:
    """What stands with the key that signs sessions and makes pseudonyms."""
    if settings.session_key_chosen:
        return found(State.GOOD, "session_key")
    return found(State.OFF, "session_key_made") if alone else found(State.BAD, "session_key_missing")
