"""What a command is."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

FROM_STANDARD_INPUT = "-"


class Refused(Exception):
    """Input that can't be taken; the message says in one line what was wrong and what would be right."""


@dataclass(frozen=True)
class Command:
    """A command of `guide`. `run` returns the exit code and raises Refused."""

    name: str
    says: str
    add_options: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]


def add_json(parser: argparse.ArgumentParser) -> None:
    """Adds --json."""
    parser.add_argument("--json", action="store_true", help="print one JSON object a line")


def print_json(shown: dict[str, Any]) -> None:
    """Prints one object on a line of its own."""
    print(json.dumps(shown, ensure_ascii=False), flush=True)


def lines_of(words: list[str]) -> Iterator[str]:
    """The text given on the command line, or each line of standard input for "-".

    Raises Refused for input that is not UTF-8.
    """
    if words != [FROM_STANDARD_INPUT]:
        yield " ".join(words)
        return
    try:
        for line in sys.stdin.buffer:
            yield line.decode("utf-8").rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise Refused("standard input is not UTF-8 text: save it as UTF-8 and try again") from error
