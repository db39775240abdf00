"""guide actions: the action server on its own, for those who want it apart."""

from __future__ import annotations

import argparse

from bot.commands.command import Command, Refused, add_json
from bot.commands.loading import quiet

HOST = "127.0.0.1"
PORT = 5055


def add_options(parser: argparse.ArgumentParser) -> None:
    """Where it listens."""
    parser.add_argument("--port", type=int, default=PORT, help="the port on the loopback address")
    add_json(parser)


def run(chosen: argparse.Namespace) -> int:
    """Serves the actions until it is stopped, on the loopback address: the protocol has no sign-in.

    Raises Refused where the records can't be opened.
    """
    quiet()
    from rasa_sdk.endpoint import create_app

    from bot.records.faults import RecordsFault
    from bot.runtime.kept import Kept

    try:
        Kept.opened(alone=True)
    except RecordsFault as error:
        raise Refused(str(error)) from error

    app = create_app("actions")
    app.run(host=HOST, port=chosen.port, access_log=False)
    return 0


COMMAND = Command("actions", "serve the actions apart from the assistant", add_options, run)
