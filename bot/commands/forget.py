"""guide forget: everything of a practitioner erased, or one conversation, and proven by counting."""

from __future__ import annotations

import argparse

from bot.commands.command import Command, Refused, add_json, print_json
from bot.commands.practitioner import add_practitioner, practitioner_in

LEFT = 1
"""The exit code where something is left."""


def add_options(parser: argparse.ArgumentParser) -> None:
    """Whose, or which conversation."""
    add_practitioner(parser)
    parser.add_argument("--conversation", metavar="ID", help="erase this conversation only")
    add_json(parser)


def run(chosen: argparse.Namespace) -> int:
    """Erases, and prints what was erased and what is left: nothing. Raises Refused."""
    practitioner = practitioner_in(chosen)
    if (practitioner is None) == (chosen.conversation is None):
        raise Refused("name a practitioner, or give --conversation ID")
    from bot.commands.records import counted, opened_records
    from bot.records.erasing import erase_conversation, erase_practitioner

    with opened_records() as store:
        if practitioner is not None:
            erased = erase_practitioner(store, practitioner)
        else:
            erased = erase_conversation(store, chosen.conversation, why="forget")
    if chosen.json:
        print_json(erased.as_json())
    else:
        print(f"Erased: {counted(erased.erased)}. Left: {counted(erased.left)}.")
    return 0 if erased.is_complete else LEFT


COMMAND = Command("forget", "erase everything of a practitioner, or one conversation", add_options, run)
