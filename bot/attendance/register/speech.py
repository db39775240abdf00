"""The figures of a register put into words."""

from __future__ import annotations

from datetime import date

from bot.attendance.impact import shown
from bot.attendance.register.figures import Figures
from bot.attendance.register.notice import counted, in_words
from bot.attendance.register.recent import last_day
from bot.attendance.register.sessions import Register
from bot.guidance.library import Guidance


def period_in_words(register: Register, guidance: Guidance) -> str:
    """From when to when a register with sessions goes."""
    first, last = in_words(date.fromordinal(register.days[0])), in_words(last_day(register))
    return guidance.register.words["period"].format(**{"from": first, "to": last})


def figures_in_words(figures: Figures, guidance: Guidance) -> tuple[str, ...]:
    """Attendance, absence and lateness, a sentence each."""
    words, late = guidance.register.words, figures.late
    if figures.attendance is None:
        return (words["no_attendance"],)
    attendance = shown(figures.attendance)
    said = [words["attendance"].format(attendance=attendance, attended=figures.attended, possible=figures.possible)]
    if figures.absent:
        said.append(words["absence"].format(authorised=figures.authorised, unauthorised=figures.unauthorised))
    if late.by_weekday:
        said.append(words["late"].format(before_close=late.before_close, after_close=late.after_close))
        days = (
            words["on_weekday"].format(weekday=weekday, sessions=counted(count, "session"))
            for weekday, count in late.by_weekday.items()
        )
        said.append(words["late_on"].format(weekdays=", ".join(days)))
    return tuple(said)
