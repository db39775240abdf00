"""The house: what may import what, and what must not stand in the repository."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CORES = (
    "attendance",
    "barriers",
    "case",
    "checklist",
    "conversation",
    "escalation",
    "guidance",
    "insights",
    "practice",
    "reminders",
    "voice",
)
NOT_FOR_CORES = ("rasa", "rasa_sdk", "sqlalchemy", "sanic", "spacy", "sklearn", "actions", "bot.nlu", "bot.runtime")
LONGEST_FILE = 320


def not_for_cores_imported_by(*cores: str) -> str:
    """The list of what is not for cores that a process of its own has, once it has imported these packages."""
    modules = sorted(
        f"bot.{core}.{path.stem}"
        for core in cores
        for path in (ROOT / "bot" / core).glob("*.py")
        if path.stem != "__init__"
    )
    code = (
        f"import sys, importlib\n[importlib.import_module(name) for name in {modules!r}]\n"
        f"print([name for name in {NOT_FOR_CORES!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    return done.stdout.strip()


@pytest.fixture(scope="module")
def imported_by_all() -> str:
    """What all cores together import: where that is nothing, no core has to be looked at by itself."""
    return not_for_cores_imported_by(*CORES)


@pytest.mark.parametrize("core", CORES)
def test_a_core_package_imports_no_rasa_no_database_and_no_edge(core: str, imported_by_all: str) -> None:
    assert imported_by_all == "[]" or not_for_cores_imported_by(core) == "[]"


def test_no_file_of_code_is_too_long_to_read() -> None:
    files = [path for part in ("bot", "actions", "stand_in") for path in (ROOT / part).rglob("*.py")]
    too_long = {
        str(path.relative_to(ROOT)): lines for path in files if (lines := len(path.open().readlines())) > LONGEST_FILE
    }
    assert too_long == {}
