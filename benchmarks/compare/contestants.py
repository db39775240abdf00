"""Who is compared: Rasa as `rasa init` makes it, the guide on each of its databases, and the limit."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from subprocess import DEVNULL
from typing import Any

from ruamel.yaml import YAML

from benchmarks.serving import NO_LIMITS, QUIET, ROOT, Contestant

RASA_INIT, ON_SQLITE, ON_POSTGRESQL, LIMIT = "rasa init", "ours on SQLite", "ours on PostgreSQL", "bare Sanic"

DEFAULT = ROOT / ".build/rasa-default"
INITIAL = ROOT / ".build/rasa-init"
OWN = Path(sys.executable).parents[1]
GUIDE = str(OWN / "bin/guide")

EXAMPLE = "    - "
"""What a line of an example begins with in Rasa's files."""

MESSAGES: dict[str, dict[str, Any]] = YAML(typ="safe").load(Path(__file__).with_name("messages.yml"))


def rasa_init() -> Contestant:
    """What `rasa init` makes, served as its own documentation says."""
    said = MESSAGES["rasa init"]
    command = (str(DEFAULT / "bin/rasa"), "run", "--port", "{port}", "-i", "127.0.0.1")
    return Contestant(RASA_INIT, command, INITIAL, "rest", tuple(said["messages"]), said["answer"])


def ours(name: str, folder: Path, settings: dict[str, str] | None = None) -> Contestant:
    """The guide as `guide run` serves it, with records of its own in `folder`."""
    said = MESSAGES["ours"]
    command = (GUIDE, "run", "--port", "{port}")
    given = {**NO_LIMITS, "PYTHONPATH": str(ROOT), **(settings or {})}
    return Contestant(name, command, folder, "page", tuple(said["messages"]), said["answer"], given)


def limit(answers: Path) -> Contestant:
    """The bare handler with the answers in a file."""
    said = MESSAGES["ours"]
    command = (sys.executable, "-m", "benchmarks.compare.limit", "{port}", str(answers))
    return Contestant(LIMIT, command, ROOT, "page", tuple(said["messages"]), said["answer"])


def make_model() -> None:
    """Makes our model where there is none for the project as it is. Raises CalledProcessError."""
    subprocess.run([GUIDE, "train"], cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=True, stdout=DEVNULL)


def training_seconds(name: str) -> float:
    """How long the command takes that makes the model anew. Raises CalledProcessError."""
    with tempfile.TemporaryDirectory() as folder:
        commands = {
            RASA_INIT: ([str(DEFAULT / "bin/rasa"), "train", "--force", "--out", folder], INITIAL),
            ON_SQLITE: ([GUIDE, "train", "--again"], ROOT),
        }
        command, where = commands[name]
        environment = {**os.environ, **QUIET, "RASA_CACHE_DIRECTORY": f"{folder}/cache", "PYTHONPATH": str(ROOT)}
        begun = time.monotonic()
        subprocess.run(command, cwd=where, env=environment, check=True, capture_output=True)
        return time.monotonic() - begun


def examples(name: str) -> int:
    """How many examples there are to learn from."""
    folder = {RASA_INIT: INITIAL, ON_SQLITE: ROOT}[name] / "data"
    texts = (path.read_text(encoding="utf-8") for path in (*folder.glob("nlu.yml"), *folder.glob("nlu/*.yml")))
    return sum(line.startswith(EXAMPLE) for text in texts for line in text.splitlines())
