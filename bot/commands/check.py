"""guide check: everything that can be wrong before a practitioner sees it."""

from __future__ import annotations

import argparse

from bot.commands.command import Command, add_json, print_json
from bot.commands.loading import quiet
from bot.guidance.checking import faults_in
from bot.guidance.loading import PACKS

FAULTY = 1
"""The exit code where something is wrong."""


def add_options(parser: argparse.ArgumentParser) -> None:
    """Nothing but --json."""
    add_json(parser)


def run(chosen: argparse.Namespace) -> int:
    """Prints every fault, a line each, and says how many."""
    quiet()
    faults = [str(fault) for fault in faults_in(PACKS)]
    if not faults:
        from bot.guidance.library import load_guidance
        from bot.runtime.consistency import disagreements

        faults = disagreements(load_guidance())
    for fault in faults:
        print_json({"fault": fault}) if chosen.json else print(fault)
    if not chosen.json:
        print("Nothing is wrong." if not faults else f"{len(faults)} to put right.")
    return FAULTY if faults else 0


COMMAND = Command("check", "check packs, domain, buttons, rules and actions", add_options, run)
