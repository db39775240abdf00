"""guide doctor: what is wrong with the configuration, and what to do."""

from __future__ import annotations

import argparse
import asyncio
import os
from dataclasses import asdict

from bot.commands.command import Command, add_json, print_json

WRONG = 1
"""The exit code where something must be put right."""


def add_options(parser: argparse.ArgumentParser) -> None:
    """Nothing but --json."""
    add_json(parser)


def run(chosen: argparse.Namespace) -> int:
    """Prints what was found, a line for each, and what to do; 1 where something must be put right."""
    from bot.diagnosis.finding import Finding, State
    from bot.diagnosis.general import general_findings
    from bot.diagnosis.teams import teams_findings
    from bot.records.store import FOLDER

    findings: list[Finding] = [
        *general_findings(os.environ, FOLDER),
        *asyncio.run(teams_findings(os.environ)),
    ]
    wrong = sum(finding.state is State.BAD for finding in findings)
    for finding in findings:
        if chosen.json:
            print_json(asdict(finding))
            continue
        print(f"{finding.state.value:8} {finding.about}: {finding.says}")
        if finding.do:
            print(f"{'':8} -> {finding.do}")
    if not chosen.json:
        print("Nothing is wrong." if not wrong else f"{wrong} to put right.")
    return WRONG if wrong else 0


COMMAND = Command("doctor", "check the configuration, and reach what it names", add_options, run)
