"""What Entra's error codes mean for the bot, and what to do about each."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

ERRORS = Path(__file__).with_name("entra_errors.yml")
CODE = re.compile(r"AADSTS[0-9]{4,9}")
LOOK_UP = "https://login.microsoftonline.com/error?code="
"""Where Microsoft explains a code."""


@lru_cache(maxsize=1)
def errors() -> Mapping[str, str]:
    """What is said of a code, by code."""
    read: Mapping[str, str] = YAML(typ="safe").load(ERRORS.read_text(encoding="utf-8"))
    return read


def code_in(body: Mapping[str, Any]) -> str | None:
    """The code in an answer of Entra's, such as AADSTS700016; None where it gives none."""
    found = CODE.search(str(body.get("error_description", "")))
    return found.group() if found else None


def what_to_do(code: str) -> str:
    """What a code means, and what to do."""
    return errors().get(code) or f"this code is explained at {LOOK_UP}{code.removeprefix('AADSTS')}"
