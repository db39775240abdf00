"""A register in pictures: its calendar, the line of its weeks, and the bars of its weekdays."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML

from bot.attendance.register.figures import WEEKDAYS
from bot.channels.cards.register import MOST_WEEKS, latest
from bot.channels.pictures.calendar import calendar_png
from bot.channels.pictures.drawing import INK, LINE, PAPER, PICTURE, POINTS, as_png, chart

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WORDS = Path(__file__).with_name("register.yml")

LEGEND = 12 * POINTS
SCHOOL_DAYS = 5
CHART_HEIGHT = 300
BAR = 0.38


def picture_of(kind: str, custom: Mapping[str, Any]) -> bytes:
    """A picture of the register in a message's `custom`, as PNG: 480 units wide, at most 200 KB.

    `kind` is calendar, weekly or weekdays; the calendar has the latest 53 weeks. Raises KeyError for another kind.
    """
    return KINDS[kind](custom)


def calendar_picture(custom: Mapping[str, Any]) -> bytes:
    """The calendar, a row a week."""
    return calendar_png(latest(custom["calendar"]), words())


def weekly_picture(custom: Mapping[str, Any]) -> bytes:
    """Attendance week by week, with the thresholds of persistent and severe absence."""
    from matplotlib.dates import AutoDateLocator, ConciseDateFormatter

    figure, axes = chart(CHART_HEIGHT, words()["weekly"])
    weekly = custom["register"]["weekly"][-MOST_WEEKS:]
    for run in runs_of(weekly):
        days, attendance = zip(*run, strict=True)
        axes.plot(days, attendance, color=PICTURE, linewidth=1.6, marker="o", markersize=3)
    for percent, name, dashes in ((90, "persistent", (5, 3)), (50, "severe", (1.5, 2.5))):
        axes.axhline(percent, color=INK, linewidth=1, dashes=dashes, label=words()[name])
    axes.set_ylim(-3, 103)
    axes.set_yticks([0, 25, 50, 75, 90, 100])
    axes.grid(axis="y", color=LINE, linewidth=0.5)
    places = AutoDateLocator(minticks=3, maxticks=9)
    axes.xaxis.set_major_locator(places)
    axes.xaxis.set_major_formatter(ConciseDateFormatter(places))
    legend_under(axes)
    return as_png(figure)


def runs_of(weekly: list[Mapping[str, Any]]) -> list[list[tuple[date, float]]]:
    """The weeks with their attendance, parted where a week or more is missing: no line is drawn over a holiday."""
    runs: list[list[tuple[date, float]]] = []
    for one in weekly:
        week = date.fromisoformat(one["week"])
        if not runs or (week - runs[-1][-1][0]).days > 7:
            runs.append([])
        runs[-1].append((week, one["attendance"]))
    return runs


def weekdays_picture(custom: Mapping[str, Any]) -> bytes:
    """Sessions absent and late on each weekday, told apart by a pattern too."""
    figures = custom["register"]
    absent, late = figures["absence_by_weekday"], figures["late"]["by_weekday"]
    days = [day for day in WEEKDAYS if day in WEEKDAYS[:SCHOOL_DAYS] or day in absent or day in late]
    figure, axes = chart(CHART_HEIGHT, words()["weekdays"])
    for side, name, counts, hatch in ((-1, "absent", absent, ""), (1, "late", late, "////")):
        bars = axes.bar(
            [place + side * BAR / 2 for place in range(len(days))],
            [counts.get(day, 0) for day in days],
            width=BAR,
            color=PAPER if hatch else PICTURE,
            edgecolor=PICTURE,
            hatch=hatch,
            label=words()[name],
        )
        axes.bar_label(bars, padding=2, color=INK, fontsize=13 * POINTS)
    axes.set_xticks(range(len(days)), [day[:3] for day in days])
    axes.set_yticks([])
    axes.margins(y=0.12)
    axes.spines["left"].set_visible(False)
    legend_under(axes)
    return as_png(figure)


def legend_under(axes: Axes) -> None:
    """What each line or bar is, under the chart."""
    place = (0, -0.1)
    axes.legend(loc="upper left", bbox_to_anchor=place, fontsize=LEGEND, labelcolor=INK, frameon=False, handlelength=3)


KINDS: Mapping[str, Callable[[Mapping[str, Any]], bytes]] = MappingProxyType(
    {"calendar": calendar_picture, "weekly": weekly_picture, "weekdays": weekdays_picture}
)
"""What draws each kind of picture."""


@lru_cache(maxsize=1)
def words() -> Mapping[str, Any]:
    """The words in the pictures, by name."""
    read: Mapping[str, Any] = YAML(typ="safe").load(WORDS.read_text(encoding="utf-8"))
    return read
