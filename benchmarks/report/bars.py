"""The bars, and whether they are met."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

BARS = Path(__file__).parents[1] / "bars.yml"


@dataclass(frozen=True)
class Judged:
    """A bar beside what was measured: a share, or a difference in the figure's own unit."""

    what: str
    bar: float
    at_least: bool
    measured: float

    @property
    def met(self) -> bool:
        """Whether the bar is met."""
        return self.measured >= self.bar if self.at_least else self.measured <= self.bar

    @property
    def wanted(self) -> str:
        """The bar in words."""
        return f"at {'least' if self.at_least else 'most'} {self.bar:g}"

    @property
    def verdict(self) -> str:
        """Met or missed, and by how much."""
        by = abs(self.measured - self.bar)
        return f"met, {by:.3g} to spare" if self.met else f"**missed** by {by:.3g}"


def judged(results: Mapping[str, Any]) -> list[Judged]:
    """Every bar for which there are results."""
    bars = YAML(typ="safe").load(BARS)
    found = []
    for part in ("compare", "growth"):
        figures = results.get(part, {}).get("figures", {})
        for bar in bars[part]:
            ours, other = (figure_of(part, figures, bar[whose], bar["figure"]) for whose in ("of", "beside"))
            if ours is not None and other is not None:
                found.append(judged_one(bar, ours, other))
    return found


def source() -> str:
    """Who set the bars."""
    return str(YAML(typ="safe").load(BARS)["source"])


def figure_of(part: str, figures: Mapping[str, Any], whose: str, figure: str) -> float | None:
    """A figure of an assistant, or a place of a growth; None where it wasn't measured."""
    outer, inner = (whose, figure) if part == "compare" else (figure, whose)
    found: float | None = figures.get(outer, {}).get(inner)
    return found


def judged_one(bar: Mapping[str, Any], ours: float, other: float) -> Judged:
    """One bar judged."""
    measured = ours / other if bar["by"] == "share" else ours - other
    at_least = "at_least" in bar
    return Judged(bar["what"], bar["at_least"] if at_least else bar["at_most"], at_least, measured)
