"""The calendar of a register as PNG: a row a week, a cell a session with its code, in two columns for a whole year."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from bot.attendance.register.codes import CODES, NUMBER_OF, Group
from bot.attendance.register.figures import WEEKDAYS
from bot.attendance.register.kept import NO_SESSION
from bot.channels.pictures.drawing import COLOURS, INK, LINE, POINTS, QUIET, WIDTH, as_png, sheet

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.patches import Rectangle

ONE_COLUMN = 14
"""Weeks up to which one column does."""

ROW, MARGIN, LABEL, GAP = 19.0, 6.0, 42.0, 10.0
TEXT, SMALL = 12 * POINTS, 11 * POINTS
LETTERS_ACROSS = 34
"""Characters of a meaning on one line of one of the legend's two columns."""


def calendar_png(weeks: Mapping[str, str], words: Mapping[str, Any]) -> bytes:
    """The calendar of weeks by their Mondays, with its legend."""
    listed = [(date.fromisoformat(monday), marks.split()) for monday, marks in weeks.items()]
    half = len(listed) if len(listed) <= ONE_COLUMN else -(-len(listed) // 2)
    columns = [listed[:half], listed[half:]]
    across = max(len(marks) for _, marks in listed)
    top = MARGIN + ROW
    tall = half * ROW
    used = {mark for _, marks in listed for mark in marks if mark != NO_SESSION}
    codes = [textwrap.wrap(f"{code.mark}  {code.meaning}", LETTERS_ACROSS) for code in CODES if code.mark in used]
    rows = -(-len(codes) // 2)
    lines = max(sum(map(len, codes[:rows])), sum(map(len, codes[rows:])))
    legend = top + tall + GAP
    figure, axes = sheet(legend + 3.4 * ROW + lines * 15 + GAP)
    width = (WIDTH - 2 * MARGIN - GAP) / 2
    cell = (width - LABEL) / across
    for place, column in enumerate(columns):
        if column:
            draw_column(axes, column, MARGIN + place * (width + GAP), cell, across)
    draw_groups(axes, words, legend)
    for place, part in enumerate((codes[:rows], codes[rows:])):
        told = "\n".join(line for lines_of in part for line in (lines_of[0], *(f"   {one}" for one in lines_of[1:])))
        at = (MARGIN + place * WIDTH / 2, legend + 3.4 * ROW)
        axes.text(*at, told, fontsize=SMALL, color=INK, va="top", linespacing=1.35, parse_math=False)
    return as_png(figure)


def draw_column(axes: Axes, weeks: Sequence[tuple[date, Sequence[str]]], left: float, cell: float, across: int) -> None:
    """Weeks one under the other, with the weekdays above and each Monday beside; a rule where a month begins."""
    for place in range(across // 2):
        middle = left + LABEL + (2 * place + 1) * cell
        axes.text(middle, MARGIN + ROW / 2, WEEKDAYS[place][:3], fontsize=SMALL, color=INK, ha="center", va="center")
    month = None
    for row, (monday, marks) in enumerate(weeks):
        top = MARGIN + (row + 1) * ROW
        begins, month = monday.month != month, monday.month
        weight = "bold" if begins else "normal"
        day = f"{monday.day} {monday:%b}" if begins else str(monday.day)
        at = (left + LABEL - 5, top + ROW / 2)
        write(axes, *at, day, fontsize=SMALL, color=INK, weight=weight, ha="right", va="center")
        draw_sessions(axes, marks, left + LABEL, top, cell)
        if begins and row:
            axes.plot((left, left + LABEL + across * cell), (top, top), color=INK, linewidth=0.8)
    for place in range(1, across // 2):
        side = left + LABEL + 2 * place * cell
        axes.plot((side, side), (MARGIN + ROW, MARGIN + (len(weeks) + 1) * ROW), color=QUIET, linewidth=0.7)


def draw_sessions(axes: Axes, marks: Sequence[str], left: float, top: float, cell: float) -> None:
    """One week's sessions: the code of each on the colour of what it counts as; nothing where there is none."""
    from matplotlib.collections import PatchCollection

    sessions = [
        (mark, CODES[NUMBER_OF[mark]].group, left + place * cell)
        for place, mark in enumerate(marks)
        if mark != NO_SESSION
    ]
    swatches = [swatch(group, side, top, cell) for _, group, side in sessions]
    axes.add_collection(PatchCollection(swatches, match_original=True), autolim=False)
    for mark, group, side in sessions:
        write(
            axes,
            side + cell / 2,
            top + ROW / 2,
            mark,
            fontsize=TEXT if len(mark) == 1 and cell > 14 else SMALL * 0.85,
            color=COLOURS[group][1],
            weight="normal" if group is Group.ATTENDING and mark != "L" else "bold",
            ha="center",
            va="center_baseline",
            parse_math=False,
        )


def swatch(group: Group, left: float, top: float, width: float) -> Rectangle:
    """The colour of a group, with an edge."""
    from matplotlib.patches import Rectangle

    back, _ = COLOURS[group]
    return Rectangle((left + 0.5, top + 0.5), width - 1, ROW - 1, facecolor=back, edgecolor=LINE, linewidth=0.5)


def write(axes: Axes, left: float, top: float, text: str, **how: Any) -> None:
    """Text on the sheet as `axes.text` would put it, but not cut off at its edges, which takes half of the time."""
    axes.figure.text(left, top, text, transform=axes.transData, **how)


def draw_groups(axes: Axes, words: Mapping[str, Any], top: float) -> None:
    """What each colour means."""
    third = (WIDTH - 2 * MARGIN) / 3
    for place, group in enumerate(Group):
        left, down = MARGIN + place % 3 * third, top + place // 3 * ROW
        axes.add_artist(swatch(group, left, down, 16))
        name = words["groups"][group.name.lower()]
        axes.text(left + 22, down + ROW / 2, name, fontsize=SMALL, color=INK, va="center")
    axes.text(MARGIN, top + 2.6 * ROW, words["halves"], fontsize=SMALL, color=QUIET, va="center")
