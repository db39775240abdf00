"""Situations written in YAML: a name, what is given, and what is expected of it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML


@dataclass(frozen=True)
class Situation:
    """One situation; the keys of both parts are checked when it is read."""

    name: str
    given: dict[str, Any]
    expect: dict[str, Any]


def situations(path: Path, given: set[str], expect: set[str]) -> list[Any]:
    """The situations in a file as pytest parameters; raises ValueError for a key that nothing reads."""
    read = [situation(item, given, expect) for item in YAML(typ="safe").load(path.read_text(encoding="utf-8"))]
    names = [one.name for one in read]
    twice = {name for name in names if names.count(name) > 1}
    if twice:
        raise ValueError(f"{path.name} has two situations with the same name: {', '.join(sorted(twice))}")
    return [pytest.param(one, id=one.name) for one in read]


def situation(item: dict[str, Any], given: set[str], expect: set[str]) -> Situation:
    """One situation, with its keys checked."""
    known = {"name": None, "given": given, "expect": expect}
    unknown = set(item) - set(known)
    unknown |= set(item["given"]) - given
    unknown |= set(item["expect"]) - expect
    if unknown:
        raise ValueError(f"{item.get('name')!r} has unknown keys: {', '.join(sorted(unknown))}")
    return Situation(item["name"], item["given"], item["expect"])


def exact(value: Any) -> Any:
    """A number of the YAML as the exact fraction that was written; anything else as it is."""
    return Fraction(str(value)) if isinstance(value, (int, float)) and not isinstance(value, bool) else value
