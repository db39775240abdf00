"""A server does without what Rasa imports and the guide doesn't use."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from bot.runtime.model import ROOT, trained_model
from bot.runtime.unused import UNUSED

ANSWER = """
import asyncio, json, sys
from pathlib import Path
from bot.runtime.unused import UNUSED, leave_out_unused

leave_out_unused()
leave_out_unused()
import bot.runtime.server
from bot.runtime.assistant import Assistant

answered = asyncio.run(Assistant.load(Path(sys.argv[1])).reply("87%", "one"))
there = [name for name in (*json.loads(sys.argv[2]), *UNUSED) if getattr(sys.modules.get(name), "__file__", None)]
finders = [finder for finder in sys.meta_path if type(finder).__name__ == "UnusedFinder"]
print(json.dumps([answered.content, there, len(finders)]))
"""

LARGE = ("sklearn", "scipy.stats", "matplotlib", "botocore", "aiogram", "prompt_toolkit", "slack_sdk", "bson")
"""Libraries that a server would have, where one of the modules left out came in some other way."""


@pytest.mark.parametrize("name", sorted(UNUSED))
def test_what_is_left_out_is_there_to_be_left_out(name: str) -> None:
    package, *inside = name.split(".")
    spec = find_spec(package)
    assert spec is not None and spec.origin is not None
    # To ask for the module itself would load all of Rasa that it is in.
    place = Path(spec.origin).parent.joinpath(*inside)
    assert place.with_suffix(".py").is_file() or (place / "__init__.py").is_file()


@pytest.mark.model
def test_a_server_answers_without_what_is_left_out() -> None:
    command = [sys.executable, "-W", "ignore", "-c", ANSWER, str(trained_model()), json.dumps(LARGE)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    assert json.loads(done.stdout.splitlines()[-1]) == [["impact.calculate"], [], 1]
