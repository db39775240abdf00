"""Whose records a command looks after: the pseudonym that they are kept under, given or made from a sign-in."""

from __future__ import annotations

import argparse
import os

from bot.commands.command import Refused


def add_practitioner(parser: argparse.ArgumentParser) -> None:
    """Adds the practitioner, by pseudonym or by sign-in."""
    parser.add_argument("practitioner", nargs="?", help="the practitioner's pseudonym, as in guide export")
    parser.add_argument(
        "--sign-in",
        nargs=2,
        metavar=("ISSUER", "SUBJECT"),
        help="in place of the pseudonym: the iss and the sub (with Entra: the object id) of who signs in",
    )


def practitioner_in(chosen: argparse.Namespace) -> str | None:
    """The pseudonym that was chosen; None where there is none. Raises Refused for two, or where no key makes one."""
    given: str | None = chosen.practitioner
    if chosen.sign_in is None:
        return given
    if given is not None:
        raise Refused("name a practitioner, or give --sign-in ISSUER SUBJECT, not both")
    return pseudonym_of(*chosen.sign_in)


def pseudonym_of(issuer: str, subject: str) -> str:
    """The pseudonym of who signs in as `subject`. Raises Refused where the key that the guide runs with isn't set."""
    from bot.channels.web.sessions import Sessions
    from bot.channels.web.settings import SettingError, WebSettings

    try:
        settings = WebSettings.from_environment(os.environ)
    except SettingError as error:
        raise Refused(str(error)) from error
    if not settings.pseudonym_key_chosen:
        raise Refused("--sign-in needs the key that the guide runs with: set GUIDE_PSEUDONYM_KEY or GUIDE_SESSION_KEY")
    return Sessions(settings).pseudonym(issuer, subject)
