"""Teams: the settings, what the bot proves itself with, what it must reach, the clock, and its token."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import jwt

from bot.channels.teams.asking import Answer, Unreachable, asked
from bot.channels.teams.certificate import Certificate
from bot.channels.teams.entra_errors import code_in, what_to_do
from bot.channels.teams.keys import KeysAway, fetched_keys
from bot.channels.teams.settings import TeamsSettings
from bot.channels.teams.signing import AUDIENCE, NoToken, OutgoingToken
from bot.channels.teams.tokens import CHANNEL, LEEWAY_SECONDS
from bot.channels.web.settings import SettingError
from bot.diagnosis.finding import Finding, State, found

SOON_DAYS = 30
"""Days before its end from which a certificate should be renewed."""

CLOCK_TOLERANCE = timedelta(seconds=60)
CLOCK_LIMIT = timedelta(seconds=LEEWAY_SECONDS)


async def teams_findings(environ: Mapping[str, str]) -> list[Finding]:
    """What stands with Teams; everything that the settings name is asked, and a token asked for."""
    try:
        settings = TeamsSettings.from_environment(environ)
    except SettingError as error:
        return [found(State.BAD, "teams_settings_wrong", why=error)]
    if settings is None:
        return [found(State.OFF, "teams_off")]
    tenants = ", ".join(sorted(settings.allowed_tenants))
    named = found(State.GOOD, "teams_settings", app_id=settings.app_id, tenant_id=settings.tenant_id, tenants=tenants)
    login, keys, hosts = await asyncio.gather(
        answer_or_none(settings.tenant_url), keys_found(settings), hosts_found(settings)
    )
    return [
        named,
        credential_found(settings),
        login_found(settings, login),
        keys,
        *hosts,
        clock_found(settings, login),
        await token_found(settings) if isinstance(login, Answer) else found(State.OFF, "token_not_tried"),
    ]


async def answer_or_none(url: str) -> Answer | Unreachable:
    """What a service answers, or why it doesn't."""
    try:
        return await asked(url)
    except Unreachable as error:
        return error


def credential_found(settings: TeamsSettings) -> Finding:
    """What stands with the secret or the certificate."""
    if settings.certificate is None:
        return found(State.GOOD, "secret")
    return certificate_found(settings.certificate, datetime.now(timezone.utc))


def certificate_found(certificate: Certificate, now: datetime) -> Finding:
    """Whether a certificate holds, and for how long."""
    days, until = certificate.days_left(now), certificate.valid_until.date().isoformat()
    if now < certificate.valid_from:
        return found(State.BAD, "certificate_early", since=certificate.valid_from.date().isoformat())
    if now > certificate.valid_until:
        return found(State.BAD, "certificate_ended", until=until)
    if days < SOON_DAYS:
        return found(State.WARNING, "certificate_ends", days=days, until=until)
    return found(State.GOOD, "certificate", days=days, until=until)


def login_found(settings: TeamsSettings, answer: Answer | Unreachable) -> Finding:
    """Whether the sign-in service can be reached and knows the tenant."""
    host = urlsplit(settings.login_url).netloc
    if isinstance(answer, Unreachable):
        return found(State.BAD, "login_away", why=answer)
    code = code_in(answer.body)
    if code is not None:
        return found(State.BAD, "login_refused", host=host, code=code, why=what_to_do(code))
    if answer.status != 200 or "issuer" not in answer.body:
        return found(State.BAD, "login_wrong", host=host, status=answer.status)
    return found(State.GOOD, "login", host=host)


async def keys_found(settings: TeamsSettings) -> Finding:
    """Whether there are keys that what comes from Teams can be checked with."""
    try:
        keys = await fetched_keys(settings.openid_url)
    except KeysAway as error:
        return found(State.BAD, "keys_away", why=error)
    endorsed = sum(CHANNEL in key.endorsements for key in keys.values())
    if not endorsed:
        return found(State.BAD, "keys_for_others", count=len(keys))
    return found(State.GOOD, "keys", count=len(keys), endorsed=endorsed)


async def hosts_found(settings: TeamsSettings) -> list[Finding]:
    """Whether the hosts that replies go to can be reached."""
    urls = [host.url for host in settings.service_hosts if host.url is not None]
    if not urls:
        return [found(State.OFF, "no_host")]
    answers = await asyncio.gather(*map(answer_or_none, urls))
    return [
        found(State.BAD, "host_away", why=answer)
        if isinstance(answer, Unreachable)
        else found(State.GOOD, "host", host=urlsplit(url).netloc)
        for url, answer in zip(urls, answers, strict=True)
    ]


def clock_found(settings: TeamsSettings, answer: Answer | Unreachable) -> Finding:
    """Whether this machine's clock agrees with the sign-in service's (RFC 9110, section 6.6.1)."""
    try:
        told = parsedate_to_datetime(answer.headers["Date"])  # type: ignore[union-attr]  # who gave no answer told none
        off = datetime.now(timezone.utc) - told
    except (AttributeError, KeyError, TypeError, ValueError):
        return found(State.OFF, "no_clock")
    host = urlsplit(settings.login_url).netloc
    if abs(off) <= CLOCK_TOLERANCE:
        return found(State.GOOD, "clock", host=host)
    words = {"off": in_words(abs(off)), "direction": "ahead of" if off > timedelta(0) else "behind", "host": host}
    return found(State.BAD if abs(off) > CLOCK_LIMIT else State.WARNING, "clock_off", **words)


def in_words(time: timedelta) -> str:
    """A time in words: "7 minutes", or "90 seconds" below two minutes."""
    seconds = round(time.total_seconds())
    return f"{seconds} seconds" if seconds < 120 else f"{seconds // 60} minutes"


async def token_found(settings: TeamsSettings) -> Finding:
    """Whether Entra gives the bot a token, and the one that it needs."""
    try:
        token = await OutgoingToken(settings).current()
    except NoToken as error:
        return found(State.BAD, "token_refused", why=error)
    try:
        claims = jwt.decode(token, options={"verify_signature": False})
    # A token is for who it was made for to read, so Entra may give one that is no JWT.
    except jwt.PyJWTError:
        return found(State.WARNING, "token_unreadable")
    wanted = {
        "audience": (claims.get("aud"), AUDIENCE),
        "app": (claims.get("appid", claims.get("azp")), settings.app_id),
        "tenant": (claims.get("tid"), settings.tenant_id),
    }
    wrong = [what for what, (is_so, must_be) in wanted.items() if is_so != must_be]
    return found(State.BAD, "token_wrong", what=" and ".join(wrong)) if wrong else found(State.GOOD, "token")
