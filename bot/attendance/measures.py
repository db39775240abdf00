"""The measures of attendance as a pack configures them."""

from __future__ import annotations

from fractions import Fraction

from bot.attendance.impact import Band, Measures, SchoolYear, Thresholds
from bot.guidance.pack import AttendanceTexts, BandText


def measures_from(texts: AttendanceTexts) -> Measures:
    """The school year, bands and thresholds of a pack's attendance.yml."""
    year = texts.year
    return Measures(
        SchoolYear(year.days, year.sessions_per_day, year.days_per_week, year.lessons_per_day),
        tuple(band_from(band) for band in texts.bands),
        Thresholds(Fraction(texts.thresholds.persistent_absence), Fraction(texts.thresholds.severe_absence)),
    )


def band_from(text: BandText) -> Band:
    """A band, from a figure or just above one."""
    if text.above is not None:
        return Band(text.label, Fraction(str(text.above)), floor_counts=False)
    return Band(text.label, Fraction(str(text.from_figure)))
