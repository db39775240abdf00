"""What the pictures have in common: their size, their colours and how they become PNG.

Matplotlib is imported where a picture is drawn and not before: it takes a second, and most conversations need none.
"""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.attendance.register.codes import Group

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTH = 480
"""Units across, each a pixel on a card as Teams shows it."""

UNITS_AN_INCH = 100
DOTS_AN_INCH = 200
"""Twice the units, so that letters are sharp on screens of today."""

POINTS = 72 / UNITS_AN_INCH
"""Points of a font that is one unit tall."""

MOST_COLOURS = 64

PAPER, INK, QUIET, LINE = "#ffffff", "#0b0c0c", "#505a5f", "#b1b4b6"
PICTURE = "#1d5a96"

COLOURS: Mapping[Group, tuple[str, str]] = MappingProxyType(
    {
        Group.ATTENDING: ("#e4f0e6", INK),
        Group.APPROVED: ("#c9e0f5", INK),
        Group.AUTHORISED: ("#ffd97a", INK),
        Group.UNAUTHORISED: ("#8c1d18", PAPER),
        Group.NOT_POSSIBLE: (PAPER, QUIET),
    }
)
"""Behind a code of each group, and the code on it: 4.5 to 1 or more (tests/channels/pictures)."""


def sheet(height: float) -> tuple[Figure, Axes]:
    """A blank sheet with its units from the top left corner, y down."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH / UNITS_AN_INCH, height / UNITS_AN_INCH), dpi=DOTS_AN_INCH, facecolor=PAPER)
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_xlim(0, WIDTH)
    axes.set_ylim(height, 0)
    axes.set_axis_off()
    return figure, axes


def chart(height: float, title: str) -> tuple[Figure, Axes]:
    """A chart with its title, and lines only where they help."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    size = (WIDTH / UNITS_AN_INCH, height / UNITS_AN_INCH)
    figure = Figure(figsize=size, dpi=DOTS_AN_INCH, facecolor=PAPER, layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    axes.set_title(title, loc="left", color=INK, fontsize=14 * POINTS, fontweight="bold")
    axes.tick_params(colors=INK, labelsize=13 * POINTS, length=0)
    axes.spines[["top", "right"]].set_visible(False)
    axes.set_axisbelow(True)
    return figure, axes


def as_png(figure: Figure) -> bytes:
    """The sheet as PNG. A few dozen colours do for it, and make it a third of the size.

    To look for the smallest file would take a tenth of a second and save a tenth of it.
    """
    from PIL import Image

    canvas, png = figure.canvas, BytesIO()
    canvas.draw()
    drawn = Image.frombuffer("RGBA", canvas.get_width_height(), canvas.buffer_rgba(), "raw", "RGBA", 0, 1)
    drawn.convert("RGB").quantize(MOST_COLOURS, dither=Image.Dither.NONE).save(png, "png")
    return png.getvalue()
