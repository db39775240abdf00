"""What the guide says in Teams outside a conversation."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from ruamel.yaml import YAML

LINES = Path(__file__).with_name("lines.yml")


@lru_cache(maxsize=1)
def lines() -> Mapping[str, str]:
    """All of it, by name."""
    read: Mapping[str, str] = YAML(typ="safe").load(LINES.read_text(encoding="utf-8"))
    return read


def line(name: str) -> str:
    """The line of this name."""
    return lines()[name].strip()
