"""The chart of what was said in a rehearsal."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from io import BytesIO

INK = "#0b0c0c"
BAR = "#1d4f7c"
"""Dark enough on white for WCAG 2.2 AA; every bar is labelled too, so that nothing hangs on the colour."""

INCHES_A_BAR, INCHES_ROUND = 0.36, 0.7
DOTS_AN_INCH = 200


def shares_chart(shares: Sequence[tuple[str, int, float]], axis: str) -> bytes:
    """A bar for each (name, count, share from 0 to 1), the first on top, as the bytes of a PNG."""
    # Matplotlib takes seconds to load, and few documents need it.
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(6.3, INCHES_ROUND + INCHES_A_BAR * len(shares)), dpi=DOTS_AN_INCH, layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    names = [textwrap.fill(name, 36) for name, _, _ in shares]
    percentages = [round(share * 100) for _, _, share in shares]
    bars = axes.barh(names, percentages, color=BAR, height=0.62)
    labels = [f"{count} ({percentage}%)" for (_, count, _), percentage in zip(shares, percentages, strict=True)]
    axes.bar_label(bars, labels, padding=4, color=INK, fontsize=10)
    axes.invert_yaxis()
    axes.set_xlim(0, 118)
    axes.set_xticks(range(0, 101, 25))
    axes.set_xlabel(axis, color=INK, fontsize=10)
    axes.tick_params(colors=INK, labelsize=10, length=0)
    axes.spines[["top", "right", "bottom"]].set_visible(False)
    axes.grid(axis="x", color="#d8dde0", linewidth=0.8)
    axes.set_axisbelow(True)
    png = BytesIO()
    figure.savefig(png, format="png", metadata={"Software": None})
    return png.getvalue()
