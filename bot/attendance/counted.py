"""What an attendance comes to that was counted, in sessions or in days, and not given as a percentage."""

from __future__ import annotations

from bot.attendance.figures import Figures
from bot.attendance.impact import Impact, Measures, impact_of_days, impact_of_sessions


def impact_counted(figures: Figures, measures: Measures) -> Impact | None:
    """What sessions or days mean that were counted; None where neither were. Raises FigureError if they can't be."""
    if figures.sessions_attended is not None and figures.sessions_possible is not None:
        return impact_of_sessions(figures.sessions_attended, figures.sessions_possible, measures)
    if figures.days_missed is not None and figures.days_so_far is not None:
        return impact_of_days(figures.days_missed, figures.days_so_far, measures)
    return None
