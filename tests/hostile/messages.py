"""The hostile messages of messages.yml, as the requests that they are sent as."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

MESSAGES = Path(__file__).with_name("messages.yml")

FIRST_NAME, LAST_NAME = "Maddox", "Quillfeather"
NAME = f"{FIRST_NAME} {LAST_NAME}"
"""A child's name that nothing else has."""


@dataclass(frozen=True)
class Hostile:
    """A message: its group, its place in that from 1, and what messages.yml says of it."""

    group: str
    place: int
    described: Mapping[str, Any]

    def __str__(self) -> str:
        return f"{self.group} {self.place}"

    @cached_property
    def body(self) -> bytes:
        """The body of the request."""
        (kind, value), *_ = self.described.items()
        if kind == "made":
            kind, value = self.described.get("as", "text"), made(**value)
        if kind == "bytes":
            return bytes.fromhex(value)
        new = secrets.token_hex(8)
        if kind == "body":
            return named(value).replace('"ID', f'"{new}').encode()
        return json.dumps({"id": new, kind: named(value)}).encode()

    @property
    def typed(self) -> str | None:
        """The text, of one that is typed and short enough to have been written down."""
        return named(self.described["text"]) if "text" in self.described else None


def made(begin: str, part: str, times: int, end: str, close: str = "", closed: int = 0) -> str:
    """A text of a part that is said many times."""
    return begin + part * times + end + close * closed


def named(value: Any) -> Any:
    """A text, or all texts in a value, with the child's name in them."""
    if isinstance(value, str):
        return value.replace("NAME", NAME)
    if isinstance(value, dict):
        return {named(key): named(inner) for key, inner in value.items()}
    return [named(inner) for inner in value] if isinstance(value, list) else value


def hostile_messages() -> list[Hostile]:
    """All of them, in the order in which they are sent."""
    groups = YAML(typ="safe").load(MESSAGES.read_text(encoding="utf-8"))
    return [
        Hostile(group, place, {"text": one} if isinstance(one, str) else one)
        for group, its in groups.items()
        for place, one in enumerate(its, 1)
    ]
