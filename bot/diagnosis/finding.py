"""What was found of one thing, in words that are data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from pathlib import Path

from ruamel.yaml import YAML

LINES = Path(__file__).with_name("lines.yml")


class State(str, Enum):
    """How a thing stands: OFF is not set up, or could not be looked at; only BAD keeps the guide from working."""

    GOOD = "good"
    WARNING = "warning"
    BAD = "bad"
    OFF = "off"


@dataclass(frozen=True)
class Finding:
    """What was found of a thing, and what to do where that helps. Neither holds a secret or a token."""

    about: str
    state: State
    says: str
    do: str = ""


@lru_cache(maxsize=1)
def lines() -> Mapping[str, Mapping[str, str]]:
    """What is said of each finding, by its name."""
    read: Mapping[str, Mapping[str, str]] = YAML(typ="safe").load(LINES.read_text(encoding="utf-8"))
    return read


def found(state: State, name: str, **values: object) -> Finding:
    """The finding of this name in lines.yml, filled in."""
    line = lines()[name]
    says, do = (line.get(part, "").format(**values).strip() for part in ("says", "do"))
    return Finding(line["about"], state, says, do)
