"""The chart of the report, as SVG."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

SHOWN = (
    ("ready_seconds", "Ready, seconds"),
    ("resident_megabytes", "Memory, MB"),
    ("p50", "A turn, p50, ms"),
    ("p95", "A turn, p95, ms"),
    ("turns_a_second", "Turns a second, 16 people"),
    ("training_seconds", "Training, seconds"),
)
COLOURS = {
    "rasa init": "#8a8d91",
    "ours on SQLite": "#00605b",
    "ours on PostgreSQL": "#3f9c96",
    "bare Sanic": "#c9ccd1",
}
GROWN = (("turns", "Turn of the conversation"), ("conversations", "Conversations stored"))


def drawn(results: Mapping[str, Any]) -> str:
    """The chart: a small one for each figure of the comparison, and two of how a turn grows."""
    compared = results.get("compare", {}).get("figures", {})
    growth = results.get("growth", {}).get("figures", {})
    # Nothing in the file changes where no figure does.
    with rc_context({"svg.hashsalt": "performance", "font.size": 9, "svg.fonttype": "none"}):
        figure = Figure(figsize=(9, 10), layout="constrained")
        FigureCanvasSVG(figure)
        axes = figure.subplots(4, 2)
        for place, (name, title) in enumerate(SHOWN):
            bars(axes[place // 2][place % 2], compared, name, title)
        for place, (name, title) in enumerate(GROWN):
            line(axes[3][place], growth.get(name, {}), title)
        written = io.StringIO()
        figure.savefig(written, format="svg", metadata={"Date": None, "Creator": None})
    return "\n".join(one.rstrip() for one in written.getvalue().splitlines()) + "\n"


def bars(axes: Axes, compared: Mapping[str, Mapping[str, float]], name: str, title: str) -> None:
    """A bar for each that has the figure, the first at the top."""
    shown = [who for who in reversed(COLOURS) if name in compared.get(who, {})]
    values = [compared[who][name] for who in shown]
    found = axes.barh(shown, values, color=[COLOURS[who] for who in shown])
    axes.bar_label(found, fmt="%.3g", padding=3)
    axes.margins(x=0.15)
    finish(axes, title)


def line(axes: Axes, grown: Mapping[str, float], title: str) -> None:
    """How many milliseconds a turn takes at each size."""
    sizes = sorted(grown, key=int)
    axes.plot(sizes, [grown[size] for size in sizes], marker="o", color=COLOURS["ours on SQLite"])
    axes.set_ylim(bottom=0)
    axes.set_ylabel("ms")
    finish(axes, title)


def finish(axes: Axes, title: str) -> None:
    """What all charts have."""
    axes.set_title(title, loc="left", fontweight="bold")
    axes.spines[["top", "right"]].set_visible(False)
