"""Bars for each of some things, in one series or two that differ in colour and in pattern."""

from __future__ import annotations

import textwrap
from functools import lru_cache
from io import BytesIO

from bot.documents.chart import BAR, DOTS_AN_INCH, INK

LOOKS = (("#1d4f7c", ""), ("#f2d7b6", "///"))
"""Colour and pattern of each series: dark and plain, light and striped, each edged in ink (WCAG 2.2, 1.4.1, 1.4.11)."""

INCHES_WIDE, INCHES_A_BAR, INCHES_ROUND = 6.3, 0.34, 0.8
LONGEST_NAME = 34
ROOM = 1.14
"""How much longer than the longest bar the axis is, for the label."""


@lru_cache(maxsize=32)
def bars_chart(
    rows: tuple[tuple[str, tuple[int | None, ...]], ...], series: tuple[str, ...], axis: str, few: str, unit: str = ""
) -> bytes:
    """A bar for each row and series, the first row on top, as the bytes of a PNG; `few` stands where no number is.

    The latest are kept: a page is opened more often than its numbers change.
    """
    # Matplotlib takes seconds to load, and few commands need it.
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    count = len(series)
    figure = Figure(
        figsize=(INCHES_WIDE, INCHES_ROUND + INCHES_A_BAR * len(rows) * count), dpi=DOTS_AN_INCH, layout="constrained"
    )
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    height = 0.76 / count
    for number, name in enumerate(series):
        colour, pattern = LOOKS[number] if count > 1 else (BAR, "")
        places = [place + (number - (count - 1) / 2) * height for place in range(len(rows))]
        values = [of_series[number] for _, of_series in rows]
        bars = axes.barh(
            places,
            [value or 0 for value in values],
            height * 0.9,
            label=name,
            color=colour,
            hatch=pattern,
            edgecolor=INK,
        )
        labels = [few if value is None else f"{value}{unit}" for value in values]
        axes.bar_label(bars, labels, padding=4, color=INK, fontsize=10)
    axes.set_yticks(range(len(rows)), [textwrap.fill(name, LONGEST_NAME) for name, _ in rows])
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.set_xlim(0, ROOM * max((value or 0 for _, of_series in rows for value in of_series), default=1))
    axes.xaxis.get_major_locator().set_params(integer=True)
    axes.set_xlabel(axis, color=INK, fontsize=10)
    axes.tick_params(colors=INK, labelsize=10, length=0)
    axes.spines[["top", "right", "bottom"]].set_visible(False)
    axes.grid(axis="x", color="#d8dde0", linewidth=0.8)
    axes.set_axisbelow(True)
    if count > 1:
        axes.legend(loc="lower left", bbox_to_anchor=(0, 1), ncol=count, frameon=False, fontsize=10, labelcolor=INK)
    png = BytesIO()
    figure.savefig(png, format="png", metadata={"Software": None})
    return png.getvalue()
