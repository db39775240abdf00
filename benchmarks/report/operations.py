"""The part of docs/operations.md about sizing, made from results."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment

from benchmarks.serving import ROOT

TEMPLATE = Path(__file__).with_name("sizing.md")
OPERATIONS = ROOT / "docs/operations.md"
BEGIN, END = "<!-- sizing -->\n", "<!-- end of sizing -->\n"

ROWS = (
    ("people", "people"),
    ("of these in a conversation at the same time, at the peak", "at_once"),
    ("turns a second at the peak", "turns_a_second"),
    ("**servers, each with one processor core**", "servers"),
    ("memory of all servers, MB", "megabytes"),
    ("database: cores that are busy at the peak", "database_cores"),
    ("database: transactions a second at the peak", "transactions_a_second"),
    ("database: rows a year", "rows_a_year"),
    ("database: GB written a year", "gigabytes_a_year"),
    ("database: GB kept at a time", "gigabytes_kept"),
    ("database: connections", "connections"),
    ("database: `max_connections`, at least", "connections_to_allow"),
)
"""What the table shows, in order."""


def sizing(results: Mapping[str, Any], environment: Environment) -> str:
    """What stands between the marks. What wasn't measured is said to be missing."""
    assumed = {name: entry["figure"] for name, entry in results.get("monday", {}).get("assumed", {}).items()}
    monday = {"monday": results["monday"]} if "monday" in results else {}
    template = environment.from_string(TEMPLATE.read_text(encoding="utf-8"))
    return template.render(**monday, assumed=assumed, rows=ROWS)


def with_sizing(text: str, part: str) -> str:
    """A text with the part between its marks in place of what stood there. Raises ValueError where they are missing."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"a text for sizing needs the lines {BEGIN.strip()} and {END.strip()}, in that order")
    return f"{before}{BEGIN}{part}{END}{after}"
