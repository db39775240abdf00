"""guide mask: a text without the details that tell who is meant."""

from __future__ import annotations

import argparse

from bot.commands.command import Command, Refused, add_json, lines_of, print_json
from bot.commands.loading import quiet


def add_options(parser: argparse.ArgumentParser) -> None:
    """The text."""
    parser.add_argument("text", nargs="+", help="the text, or - to read one a line from standard input")
    add_json(parser)


def run(chosen: argparse.Namespace) -> int:
    """Prints each text masked. Raises Refused for a name model that can't be loaded."""
    quiet()
    from bot.masking.masker import standard_masker
    from bot.masking.stronger import ModelMissing

    try:
        masker = standard_masker()
    except ModelMissing as error:
        raise Refused(str(error)) from error
    for line in lines_of(chosen.text):
        result = masker.mask(line)
        if chosen.json:
            found = [{"kind": one.kind, "start": one.start, "end": one.end} for one in result.found]
            print_json({"text": result.text, "found": found})
        else:
            print(result.text, flush=True)
    return 0


COMMAND = Command("mask", "mask names and other identifying details in a text", add_options, run)
