"""guide teams-package: the app package that a council's administrator uploads to Teams."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from bot.commands.command import Command, Refused

USUAL_FILE = "attendance-guide-teams.zip"


def add_options(parser: argparse.ArgumentParser) -> None:
    """Where to, and which version."""
    parser.add_argument("--output", metavar="FILE", type=Path, default=Path(USUAL_FILE), help=f"usually {USUAL_FILE}")
    parser.add_argument("--version", default=None, help="of the package: higher at each upload; usually 1.0.0")


def run(chosen: argparse.Namespace) -> int:
    """Writes the zip and says what is in it. Raises Refused."""
    from bot.channels.teams.package.archive import archive
    from bot.channels.teams.package.manifest import FIRST_VERSION, manifest
    from bot.channels.teams.package.settings import PackageSettings
    from bot.channels.web.settings import SettingError

    try:
        made = manifest(PackageSettings.from_environment(os.environ), chosen.version or FIRST_VERSION)
    except SettingError as error:
        raise Refused(str(error)) from error
    try:
        chosen.output.write_bytes(archive(made))
    except OSError as error:
        raise Refused(f"{chosen.output} can't be written ({error.strerror}): choose another file") from error
    scopes = ", ".join(made["bots"][0]["scopes"])
    print(f"Written: {chosen.output} ({made['name']['full']}, version {made['version']}, for {scopes})")
    print("Upload it in the Teams admin centre, under Teams apps, Manage apps (docs/teams.md).")
    return 0


COMMAND = Command("teams-package", "make the app package to upload to Teams", add_options, run)
