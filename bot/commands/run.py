"""guide run: the assistant served."""

from __future__ import annotations

import argparse
import ipaddress
import socket

from bot.commands.command import Command, Refused, add_json
from bot.commands.loading import built_model, quiet

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
    """Serves until it is stopped. Raises Refused for an address that can't be, or may not be, listened on."""
    if not is_loopback(chosen.host):
        raise Refused(f"{chosen.host} is open to others and there is no sign-in yet: use --host {HOST}")
    refuse_taken(chosen.host, chosen.port)
    quiet()
    model = built_model()
    from bot.runtime.server import serve

    serve(model, chosen.host, chosen.port, rest=chosen.rest, actions=chosen.actions)
    return 0


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach `host`."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


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
