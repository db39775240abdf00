"""The patterns and word lists that the coach reads with (rules.yml)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Certain:
    """A cue (or a shape of the whole turn) that adds to one label's margin; not where `without` is there too."""

    label: str
    adds: float
    cue: str = ""
    shape: str = ""
    without: str = ""
    only_one: bool = False


@dataclass(frozen=True)
class Rules:
    """Chat spellings, cues by name, all but certain ones, words that carry a judgement or none, and jargon."""

    plain: Mapping[str, str]
    cues: Mapping[str, re.Pattern[str]]
    certain: tuple[Certain, ...]
    loaded: frozenset[str]
    neutral: frozenset[str]
    jargon: re.Pattern[str]


def read_yaml(file: Path) -> Any:
    """What a YAML file holds."""
    return YAML(typ="safe").load(file.read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def standard_rules() -> Rules:
    """The rules of rules.yml."""
    held = read_yaml(HERE / "rules.yml")
    jargon = [*held["jargon"].split(), *(phrase.strip() for phrase in held["jargon_phrases"].split("|"))]
    return Rules(
        {str(typed): str(meant) for typed, meant in held["plain"].items()},
        {name: re.compile(pattern) for name, pattern in held["cues"].items()},
        tuple(Certain(**certain) for certain in held["certain"]),
        frozenset(held["loaded"].split()),
        frozenset(held["neutral"].split()),
        re.compile(r"\b(?:" + "|".join(sorted(map(re.escape, jargon), key=len, reverse=True)) + r")\b"),
    )
