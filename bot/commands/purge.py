"""guide purge: what has been kept for as long as it may be is erased; or everything is encrypted with a new key."""

from __future__ import annotations

import argparse
import os

from bot.commands.command import Command, add_json, print_json


def add_options(parser: argparse.ArgumentParser) -> None:
    """Whether to change the key as well."""
    parser.add_argument(
        "--rotate", action="store_true", help="then encrypt everything again with the first key, so that others can go"
    )
    add_json(parser)


def run(chosen: argparse.Namespace) -> int:
    """Erases what is too old, by the settings, and prints how much. Raises Refused."""
    from bot.commands.records import counted, opened_records
    from bot.records.retention import Retention, purge
    from bot.records.rotation import rotate

    with opened_records() as store:
        erased = dict(purge(store, Retention.from_environment(os.environ)))
        rotated = rotate(store) if chosen.rotate else None
    if chosen.json:
        print_json({"erased": erased, **({"rotated": rotated} if rotated is not None else {})})
        return 0
    print(f"Erased: {counted(erased)}.")
    if rotated is not None:
        print(f"Encrypted with the first key: {counted(rotated)}. The other keys can go.")
    return 0


COMMAND = Command("purge", "erase what has been kept for as long as it may be", add_options, run)
