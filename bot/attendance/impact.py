"""What an attendance figure means in days, weeks and lessons (AfC guidance, Appendix 1).

Figures are fractions until they are shown: nothing is rounded before it is compared.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

MOST = 100
"""The highest attendance there is, in percent."""

YEARS_AHEAD = 5
"""The years over which Appendix 1 adds up what is missed."""

PLAIN_NUMBER = re.compile(r"-?[0-9]{1,9}(\.[0-9]{1,9})?")


class FigureError(ValueError):
    """A figure that can't be one; the message says what was wrong and what would be right."""


@dataclass(frozen=True)
class SchoolYear:
    """The length of a school year, as configured in a pack's attendance.yml."""

    days: int
    sessions_per_day: int
    days_per_week: int
    lessons_per_day: int


@dataclass(frozen=True)
class Band:
    """A band of Appendix 1: it begins at `floor` percent, or just above it where `floor_counts` is false."""

    label: str
    floor: Fraction
    floor_counts: bool = True

    def takes(self, attendance: Fraction) -> bool:
        return attendance >= self.floor if self.floor_counts else attendance > self.floor


@dataclass(frozen=True)
class Thresholds:
    """Absence in percent of the possible sessions, at which absence is persistent and severe (DfE)."""

    persistent_absence: Fraction
    severe_absence: Fraction


@dataclass(frozen=True)
class Measures:
    """What figures are measured by: the school year, the bands from the highest down, the thresholds."""

    year: SchoolYear
    bands: tuple[Band, ...]
    thresholds: Thresholds


@dataclass(frozen=True)
class SoFar:
    """What was missed up to now, counted and not projected, in days and lessons."""

    days_missed: Fraction
    days_so_far: Fraction
    lessons_missed: Fraction


@dataclass(frozen=True)
class Impact:
    """What an attendance figure means over a whole year and over five, all at the same rate."""

    attendance: Fraction
    days_missed: Fraction
    weeks_missed: Fraction
    lessons_missed: Fraction
    days_missed_five_years: Fraction
    years_missed_five_years: Fraction
    band: str
    persistent_absence: bool
    severe_absence: bool
    so_far: SoFar | None = None

    def as_json(self) -> dict[str, Any]:
        """The object of `guide impact --json`: figures as numbers, unrounded."""
        shown: dict[str, Any] = {
            name: float(value) if isinstance(value, Fraction) else value
            for name, value in vars(self).items()
            if name != "so_far"
        }
        if self.so_far:
            shown["so_far"] = {name: float(value) for name, value in vars(self.so_far).items()}
        return shown


def impact_of_attendance(attendance: Fraction, measures: Measures, so_far: SoFar | None = None) -> Impact:
    """What `attendance` (0 to 100 percent) means over a school year. Raises FigureError outside that range."""
    if not 0 <= attendance <= MOST:
        raise FigureError(f"an attendance of {shown(attendance)} can't be: it is a percentage from 0 to 100")
    absence = MOST - attendance
    days = absence / MOST * measures.year.days
    return Impact(
        attendance=attendance,
        days_missed=days,
        weeks_missed=days / measures.year.days_per_week,
        lessons_missed=days * measures.year.lessons_per_day,
        days_missed_five_years=days * YEARS_AHEAD,
        years_missed_five_years=days * YEARS_AHEAD / measures.year.days,
        band=next(band.label for band in measures.bands if band.takes(attendance)),
        persistent_absence=absence >= measures.thresholds.persistent_absence,
        severe_absence=absence >= measures.thresholds.severe_absence,
        so_far=so_far,
    )


def impact_of_days(missed: Fraction, so_far: Fraction, measures: Measures) -> Impact:
    """What `missed` days out of `so_far` school days mean. Raises FigureError if they can't be."""
    check_part_of_whole(missed, so_far, "days missed", "days so far")
    counted = SoFar(missed, so_far, missed * measures.year.lessons_per_day)
    return impact_of_attendance((so_far - missed) / so_far * MOST, measures, counted)


def impact_of_sessions(attended: Fraction, possible: Fraction, measures: Measures) -> Impact:
    """What `attended` of `possible` sessions (half days) mean. Raises FigureError if they can't be."""
    check_part_of_whole(attended, possible, "sessions attended", "sessions possible")
    for count in (attended, possible):
        if count.denominator != 1:
            raise FigureError(f"{shown(count)} sessions can't be: a session is half a day, counted whole")
    per_day = measures.year.sessions_per_day
    return impact_of_days((possible - attended) / per_day, possible / per_day, measures)


def check_part_of_whole(part: Fraction, whole: Fraction, part_name: str, whole_name: str) -> None:
    """Raises FigureError unless `part` is between 0 and `whole`, and `whole` is above 0."""
    if whole <= 0:
        raise FigureError(f"{whole_name} must be more than 0, not {shown(whole)}")
    if not 0 <= part <= whole:
        raise FigureError(f"{part_name} must be between 0 and the {shown(whole)} {whole_name}, not {shown(part)}")


def figure(text: str) -> Fraction:
    """The exact figure that `text` says ("92", "92.5", "92%"). Raises FigureError for anything else."""
    digits = text.strip().removesuffix("%").strip()
    if not PLAIN_NUMBER.fullmatch(digits):
        raise FigureError(f"{text.strip()[:40]!r} is not a figure: give a number such as 92 or 92.5")
    return Fraction(digits)


def shown(value: Fraction, places: int = 2) -> str:
    """`value` as a person reads it: at most `places` decimals, no trailing noughts, never rounded to a whole
    that it does not reach ("89.999" is shown as 89.99, not as 90)."""
    scale = 10**places
    cut = Fraction(int(value * scale), scale) if value >= 0 else value
    nearest = Fraction(round(value * scale), scale)
    chosen = cut if nearest.denominator == 1 and nearest != value else nearest
    return f"{float(chosen):.{places}f}".rstrip("0").rstrip(".")
