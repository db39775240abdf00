"""The files of deploy/, read."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from bot.records.database import connections_in

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
SETTING = re.compile(r"\bGUIDE_[A-Z0-9_]*[A-Z0-9]\b")
"""The name of a setting; not what only begins as several do (GUIDE_TEAMS_…)."""

SECRET = re.compile(r"KEY|SECRET|PASSWORD|TOKEN")
"""What is in the name of a setting that nobody else may know."""


POSTGRESQL_CONNECTIONS = 97
"""Connections that PostgreSQL gives out as it comes: a hundred, of which three are for its superuser."""


def read_yaml(path: Path) -> Any:
    """The one document of a YAML file."""
    return YAML(typ="safe").load(path)


def text_files(*folders: Path) -> Iterator[Path]:
    """Files of text, in these folders and below."""
    for folder in folders:
        yield from (one for one in sorted(folder.rglob("*")) if one.is_file() and "__pycache__" not in one.parts)


def settings_in(text: str) -> set[str]:
    """The settings that a text names."""
    return set(SETTING.findall(text))


def constant(file: str, name: str) -> int:
    """A whole number that a module of ours defines, without importing it and what it imports."""
    for node in ast.parse((ROOT / file).read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign) and [getattr(one, "id", None) for one in node.targets] == [name]:
            return int(eval(compile(ast.Expression(node.value), file, "eval"), {"__builtins__": {}}))
    raise KeyError(f"{file} has no {name}")


def connections_of_a_server(settings: Mapping[str, str]) -> int:
    """Connections to PostgreSQL that one server uses at most: its pool, a line for locks, one to hear the others, and
    one for each conversation that waits for another server."""
    return connections_in(settings) + 2 + constant("bot/records/locks.py", "MOST_WAITING")
