"""guide train: the model, built for the inputs as they are."""

from __future__ import annotations

import argparse

from bot.commands.command import Command, add_json, print_json
from bot.commands.loading import built_model, quiet


def add_options(parser: argparse.ArgumentParser) -> None:
    """Whether to build it again."""
    parser.add_argument("--again", action="store_true", help="build it even if there is one for these inputs")
    add_json(parser)


def run(chosen: argparse.Namespace) -> int:
    """Builds the model where it has to be, and says where it is."""
    quiet()
    path = built_model(again=chosen.again)
    if chosen.json:
        print_json({"model": str(path)})
    else:
        print(f"The model for the files as they are now is {path.name}, in {path.parent.name}/.")
    return 0


COMMAND = Command("train", "build the model, if its inputs have changed", add_options, run)
