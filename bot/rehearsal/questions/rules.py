"""The patterns and word lists that the coach reads with (rules.yml)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Mapping

from ruamel.yaml import YAML

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Rules:
    """Chat spellings, the cues by name, and the words that carry a judgement or none."""

    plain: Mapping[str, str]
    cues: Mapping[str, re.Pattern[str]]
    loaded: frozenset[str]
    neutral: frozenset[str]


def read_yaml(file: Path) -> Any:
    """What a YAML file holds."""
    return YAML(typ="safe", pure=False).load(file.read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def standard_rules() -> Rules:
    """The rules of rules.yml."""
    held = read_yaml(HERE / "rules.yml")
    return Rules(
        {str(typed): str(meant) for typed, meant in held["plain"].items()},
        {name: re.compile(pattern) for name, pattern in held["cues"].items()},
        frozenset(held["loaded"].split()),
        frozenset(held["neutral"].split()),
    )
