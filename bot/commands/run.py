"""guide run: the assistant served."""

from __future__ import annotations

import argparse
import os
import socket
from typing import TYPE_CHECKING

from bot.channels.web.settings import SettingError, WebSettings, is_loopback
from bot.commands.command import Command, Refused, add_json
from bot.commands.loading import built_model, quiet

if TYPE_CHECKING:
    from bot.channels.teams.settings import TeamsSettings

HOST = "127.0.0.1"
PORT = 5005


def add_options(parser: argparse.ArgumentParser) -> None:
    """Where it listens, and whether Rasa's webhook is there."""
    parser.add_argument("--host", default=HOST, help="the address to listen on")
    parser.add_argument("--port", type=int, default=PORT, help="the port to listen on")
    parser.add_argument("--rest", action="store_true", help="also serve Rasa's REST webhook, for development")
    parser.add_argument("--actions", metavar="URL", help="run actions on this action server (see guide actions)")
    add_json(parser)


def run(chosen: argparse.Namespace) -> int:
    """Serves until it is stopped.

    Raises Refused for a setting that can't be, and an address that can't be, or may not be, listened on.
    """
    settings = checked_settings(chosen)
    teams = checked_teams_settings()
    refuse_taken(chosen.host, chosen.port)
    quiet()
    model = built_model()
    from bot.runtime.unused import leave_out_unused

    leave_out_unused()
    from bot.records.cipher import session_key
    from bot.records.faults import RecordsFault
    from bot.records.store import FOLDER
    from bot.runtime.kept import Kept
    from bot.runtime.server import serve

    try:
        kept = Kept.opened(alone=not settings.signs_in)
        if not settings.signs_in and not settings.session_key_chosen:
            settings = settings.for_one_person(session_key(FOLDER))
        serve(model, settings, kept, chosen.host, chosen.port, rest=chosen.rest, actions=chosen.actions, teams=teams)
    except (SettingError, RecordsFault) as error:
        raise Refused(str(error)) from error
    return 0


def checked_settings(chosen: argparse.Namespace) -> WebSettings:
    """The web channel's settings. Raises Refused where they are wrong, or too few for the address chosen."""
    try:
        settings = WebSettings.from_environment(os.environ)
    except SettingError as error:
        raise Refused(str(error)) from error
    refusal = settings.refusal_to_listen(chosen.host)
    if refusal is not None:
        raise Refused(refusal)
    if chosen.rest and (settings.signs_in or not is_loopback(chosen.host)):
        raise Refused(f"--rest lets a caller name any conversation: leave it out, or use --host {HOST} with no sign-in")
    return settings


def checked_teams_settings() -> TeamsSettings | None:
    """The settings of the Teams channel; None where it isn't set up. Raises Refused where they are wrong."""
    from bot.channels.teams.settings import TeamsSettings

    try:
        return TeamsSettings.from_environment(os.environ)
    except SettingError as error:
        raise Refused(str(error)) from error


def refuse_taken(host: str, port: int) -> None:
    """Raises Refused where something listens there already, or nothing may."""
    if not 0 < port < 65536:
        raise Refused(f"--port {port} can't be: choose one from 1 to 65535")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Refused(f"can't listen on {host}:{port} ({error.strerror}): choose another --port") from error


COMMAND = Command("run", "serve the assistant", add_options, run)
