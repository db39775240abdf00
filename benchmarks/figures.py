"""Figures of many measurements."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence


def percentile(values: Sequence[float], share: float) -> float:
    """The least value that a share (0 to 1) of all don't exceed: one that was measured, and nothing in between."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def percentiles(milliseconds: Sequence[float]) -> dict[str, float]:
    """The 50th, 95th and 99th percentile."""
    return {f"p{share}": percentile(milliseconds, share / 100) for share in (50, 95, 99)}


def median_of(runs: Sequence[dict[str, float]]) -> dict[str, float]:
    """The median of each figure over some runs."""
    return {name: statistics.median(run[name] for run in runs) for name in runs[0]}
