"""Makes docs/performance.md and its chart, and the sizing in docs/operations.md, from benchmarks/results.json.

Run by each benchmark; with --quick reports of the short run are made beside its results, under .build.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from benchmarks.report.bars import judged, source
from benchmarks.report.chart import drawn
from benchmarks.report.operations import OPERATIONS, sizing, with_sizing
from benchmarks.results import QUICK_RESULTS, RESULTS, read
from benchmarks.serving import ROOT

TEMPLATE = "performance.md"
REPORT = ROOT / "docs/performance.md"
CHART = "performance.svg"

ROWS = (
    ("from the command to the first right answer, seconds", "ready_seconds"),
    ("first message after the start, milliseconds", "first_milliseconds"),
    ("memory once ready, resident, MB", "resident_megabytes"),
    ("memory once ready, proportional share, MB", "proportional_megabytes"),
    ("a turn, p50, milliseconds", "p50"),
    ("a turn, p95, milliseconds", "p95"),
    ("a turn, p99, milliseconds", "p99"),
    ("processor time a turn, milliseconds", "cpu_milliseconds"),
    ("turns a second with 16 people", "turns_a_second"),
    ("a turn of 16 people, p50, milliseconds", "p50_together"),
    ("a turn of 16 people, p95, milliseconds", "p95_together"),
    ("memory after the turns of 16 people, resident, MB", "megabytes_after"),
    ("memory after the turns of 16 people, proportional share, MB", "proportional_megabytes_after"),
    ("the database's own memory then, MB", "database_megabytes"),
    ("training, seconds", "training_seconds"),
    ("examples that it learns from", "examples"),
    ("training, milliseconds an example", "training_milliseconds_an_example"),
    ("the environment on the disk, MB", "environment_megabytes"),
)
"""What the table of the comparison shows, in order."""


def main(quick: bool) -> None:
    """Makes the report of the results that there are."""
    results = read(QUICK_RESULTS if quick else RESULTS)
    report = QUICK_RESULTS.with_name(REPORT.name) if quick else REPORT
    report.write_text(report_of(results), encoding="utf-8")
    report.with_name(CHART).write_text(drawn(results), encoding="utf-8")
    operations = QUICK_RESULTS.with_name("sizing.md") if quick else OPERATIONS
    part = sizing_of(results)
    text = part if quick else with_sizing(operations.read_text(encoding="utf-8"), part)
    operations.write_text(text, encoding="utf-8")
    written = f"The report is in {report.relative_to(ROOT)}, the sizing in {operations.relative_to(ROOT)}."
    print(report.read_text(encoding="utf-8") + part if quick else written)


def report_of(results: Mapping[str, Any]) -> str:
    """The report as Markdown. What wasn't measured is said to be missing."""
    template = environment().get_template(TEMPLATE)
    return template.render(
        results=results, rows=ROWS, bars=judged(results), source=source(), chart=CHART, cores=cores(results)
    )


def sizing_of(results: Mapping[str, Any]) -> str:
    """What docs/operations.md says of sizing, as Markdown."""
    return sizing(results, environment())


@cache
def environment() -> Environment:
    """What the templates beside this file are read with, each once."""
    found = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    found.filters |= {"figure": figure, "sizes": sizes, "parts": parts}
    return found


def cores(results: Mapping[str, Any]) -> Mapping[str, Any]:
    """The machine of the newest part."""
    machines = [part["machine"] for part in results.values()]
    return max(machines, key=lambda machine: str(machine["day"])) if machines else {}


def sizes(grown: Mapping[str, float]) -> list[str]:
    """The sizes measured, the smallest first."""
    return sorted(grown, key=int)


def parts(profile: Mapping[str, float]) -> list[str]:
    """The parts of a turn, the longest first."""
    return sorted(profile, key=lambda part: -profile[part])


def figure(value: float | None) -> str:
    """A figure as a table shows it: three digits that say something, thousands with commas."""
    if value is None:
        return "–"
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}"


if __name__ == "__main__":
    main("--quick" in sys.argv[1:])
