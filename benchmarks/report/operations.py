"""The part of docs/operations.md about sizing, made from results."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from jinja2 import Environment

from benchmarks.monday.assumed import Assumptions
from benchmarks.serving import ROOT

TEMPLATE = "sizing.md"
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
    monday = results.get("monday")
    return environment.get_template(TEMPLATE).render(monday=monday, rows=ROWS, **(told_of(monday) if monday else {}))


def told_of(monday: Mapping[str, Any]) -> dict[str, Any]:
    """What the text says of a Monday beside its tables. Kept results are sorted by name: assumptions are in the order
    of their file again."""
    steps = [step for servers in monday["figures"]["servers"].values() for step in servers["steps"]]
    borne = [step for step in monday["figures"]["servers"]["1"]["steps"] if step["borne"]]
    return {
        "assumed": {name: entry["figure"] for name, entry in monday["assumed"].items()},
        "entries": {one.name: monday["assumed"][one.name] for one in fields(Assumptions)},
        "client_cores": max(step["client_cores"] for step in steps),
        "client_late": max(step["client_late_p99"] for step in steps if step["borne"]),
        "pages": max(step["people"] for step in borne),
    }


def with_sizing(text: str, part: str) -> str:
    """A text with the part between its marks in place of what stood there. Raises ValueError where they are missing."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"a text for sizing needs the lines {BEGIN.strip()} and {END.strip()}, in that order")
    return f"{before}{BEGIN}{part}{END}{after}"
