"""The app's two icons: a speech bubble that holds / and \\, a register's marks for present, morning and afternoon.

The sizes, the safe area in the middle of the one and the single colour of the other are Microsoft's rules for a Teams
app: learn.microsoft.com/microsoftteams/platform/concepts/design/design-teams-app-icon-store-appbar.
"""

from __future__ import annotations

import io

from PIL import Image, ImageDraw

COLOR_SIZE = 192
SAFE_SIZE = 120
OUTLINE_SIZE = 32

BACKGROUND = "#12436d"
"""The bar of the web page (bot/web/source/styles); also the accent colour of the manifest."""

WHITE = "#ffffff"

FINER = 16
"""Shapes are drawn this many times larger, and made smaller afterwards, so that their edges are smooth."""

Point = tuple[float, float]

GRID = 28
"""Steps to each side of the mark, from its top left; in the outline icon a step is a pixel, so its lines are sharp."""

BUBBLE: tuple[Point, Point] = ((0, 1), (28, 23))
CORNER = 5
TAIL: tuple[Point, ...] = ((6, 22), (6, 27.5), (12.5, 22))
MORNING: tuple[Point, Point] = ((7, 17.5), (11.5, 7))
AFTERNOON: tuple[Point, Point] = ((16.5, 7), (21, 17.5))


def color_icon() -> bytes:
    """The icon in colour as a PNG, 192 pixels square: the mark within the 120 pixels of the safe area."""
    icon = Image.new("RGB", (COLOR_SIZE, COLOR_SIZE), BACKGROUND)
    edge = (COLOR_SIZE - SAFE_SIZE) // 2
    bubble = Mark(COLOR_SIZE, edge, SAFE_SIZE)
    bubble.fill()
    icon.paste(WHITE, mask=bubble.smooth())
    marks = Mark(COLOR_SIZE, edge, SAFE_SIZE)
    marks.stroke_register(width=3)
    icon.paste(BACKGROUND, mask=marks.smooth())
    return as_png(icon)


def outline_icon() -> bytes:
    """The icon in outline as a PNG, 32 pixels square: white lines, and nothing behind them."""
    mark = Mark(OUTLINE_SIZE, edge=2, side=GRID)
    mark.fill()
    mark.hollow(width=2)
    mark.stroke_register(width=2)
    icon = Image.new("RGBA", (OUTLINE_SIZE, OUTLINE_SIZE), WHITE)
    icon.putalpha(mark.smooth())
    return as_png(icon)


class Mark:
    """Where the mark is, as a mask of `size` pixels square; its own side and the edge around it are in pixels too."""

    def __init__(self, size: int, edge: int, side: int) -> None:
        self.size, self.edge, self.side = size, edge, side
        self.mask = Image.new("L", (size * FINER, size * FINER), 0)
        self.draw = ImageDraw.Draw(self.mask)

    def fill(self) -> None:
        """The whole bubble with its tail."""
        self.rounded(inset=0, shown=255)
        self.draw.polygon([self.at(point) for point in TAIL], fill=255)

    def hollow(self, width: float) -> None:
        """Leaves of the bubble a line of this width, and the tail."""
        self.rounded(inset=width, shown=0)

    def rounded(self, inset: float, shown: int) -> None:
        """The bubble without its tail, made smaller by `inset` on every side."""
        (left, top), (right, bottom) = BUBBLE
        # Pillow counts the last pixel in.
        end_x, end_y = self.at((right - inset, bottom - inset))
        box = [self.at((left + inset, top + inset)), (end_x - 1, end_y - 1)]
        self.draw.rounded_rectangle(box, radius=self.long(CORNER - inset), fill=shown)

    def stroke_register(self, width: float) -> None:
        """The two marks of a register, lines of this width with round ends."""
        for start, end in (MORNING, AFTERNOON):
            self.draw.line([self.at(start), self.at(end)], fill=255, width=round(self.long(width)))
            for point in (start, end):
                x, y = self.at(point)
                half = self.long(width) / 2
                self.draw.ellipse([x - half, y - half, x + half, y + half], fill=255)

    def smooth(self) -> Image.Image:
        """The mask in its own size."""
        return self.mask.resize((self.size, self.size), Image.Resampling.BOX)

    def at(self, point: Point) -> Point:
        """Where a point of the mark is in the finer mask."""
        return (self.edge * FINER + self.long(point[0]), self.edge * FINER + self.long(point[1]))

    def long(self, steps: float) -> float:
        """How long so many steps of the grid are in the finer mask."""
        return steps * self.side * FINER / GRID


def as_png(icon: Image.Image) -> bytes:
    """The picture as a PNG file; the same picture gives the same bytes."""
    file = io.BytesIO()
    icon.save(file, "PNG", optimize=True)
    return file.getvalue()
