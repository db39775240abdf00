"""Where results are kept: one JSON file, a part for each benchmark, with the machine that it was measured on."""

from __future__ import annotations

import json
import os
import platform
import time
from pathlib import Path
from typing import Any

import psutil  # type: ignore[import-untyped]  # it gives no types

from benchmarks.serving import ROOT

RESULTS = ROOT / "benchmarks/results.json"
"""Those that docs/performance.md is made from."""

QUICK_RESULTS = ROOT / ".build/benchmarks/results.json"
"""Those of --quick, which are good for trying the benchmark and for nothing else."""


def read(path: Path) -> dict[str, Any]:
    """All results; none where nothing was measured."""
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def keep(path: Path, part: str, measured: dict[str, Any]) -> None:
    """Puts a part in place of what was kept of it before."""
    results = {**read(path), part: {"machine": machine(), **measured}}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(rounded(results), indent=1, sort_keys=True) + "\n", encoding="utf-8")


def machine() -> dict[str, Any]:
    """What the figures depend on. `load` is how many processes wanted a core in the last minute, this one aside."""
    return {
        "cores": os.cpu_count(),
        "gigabytes": round(psutil.virtual_memory().total / 1e9),
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "day": time.strftime("%Y-%m-%d"),
        "load": os.getloadavg()[0],
    }


def rounded(value: Any) -> Any:
    """The same with four digits of each figure that say something."""
    if isinstance(value, dict):
        return {key: rounded(one) for key, one in value.items()}
    if isinstance(value, list):
        return [rounded(one) for one in value]
    return float(f"{value:.4g}") if isinstance(value, float) else value
