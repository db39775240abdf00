"""Notices by rule: what the figures come to against the thresholds of law and guidance."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from bot.attendance.register.codes import CODES, NUMBER_OF, Group
from bot.attendance.register.marks import runs
from bot.attendance.register.notice import Looking, Notice, counted, in_days, percent, times
from bot.attendance.register.weeks import NOT_ESTABLISHED, most_in_ten_weeks, overdue_before, weeks_of

LEFT_OUT = tuple(code.mark for code in CODES if code.group is Group.NOT_POSSIBLE)
SUSPENDED, ILL = NUMBER_OF["E"], NUMBER_OF["I"]


def by_rule(looking: Looking) -> Iterator[Notice]:
    """Every notice that a rule calls for."""
    yield from left_out(looking)
    if not looking.figures.possible:
        yield looking.notice("no_sessions", {})
        return
    yield from low_attendance(looking)
    yield from part_time(looking)
    yield from ten_sessions(looking)
    yield from suspensions(looking)
    yield from unexplained(looking)
    yield from late_after_close(looking)
    yield from off_site(looking)
    yield from illness(looking)


def low_attendance(looking: Looking) -> Iterator[Notice]:
    """Absence that counts as severe or as persistent, and that few days are behind it."""
    figures, thresholds = looking.figures, looking.guidance.attendance.thresholds
    if not figures.persistent_absence:
        return
    kind = "severe_absence" if figures.severe_absence else "persistent_absence"
    facts = {
        "absent": figures.absent,
        "possible": figures.possible,
        "absence": percent(figures.absent, figures.possible),
        "threshold": thresholds.severe_absence if figures.severe_absence else thresholds.persistent_absence,
    }
    yield looking.notice(kind, facts)
    if figures.possible <= 2 * looking.settings.few_days:
        yield looking.notice("few_sessions", {"days": Fraction(figures.possible, 2)}, days=in_days(figures.possible))


def part_time(looking: Looking) -> Iterator[Notice]:
    """Part-time hours, which count as absence though they were agreed."""
    figures, hours = looking.figures, looking.figures.reduced_hours
    others = figures.possible - hours.sessions
    if hours.sessions and others:
        facts = {
            "sessions": hours.sessions,
            "from": hours.first,
            "to": hours.last,
            "attendance": figures.attendance,
            "without": percent(figures.attended, others),
        }
        yield looking.notice("part_time", facts, sessions=counted(hours.sessions, "session"))


def ten_sessions(looking: Looking) -> Iterator[Notice]:
    """Unauthorised sessions at which a penalty notice must be considered."""
    threshold = looking.settings.unauthorised_sessions
    if looking.figures.unauthorised_in_ten_weeks < threshold:
        return
    most = most_in_ten_weeks(weeks_of(looking.register, looking.as_of))
    if most:
        facts = {"sessions": most.sessions, "from": most.first, "to": most.last, "threshold": threshold}
        yield looking.notice("ten_sessions", facts, sessions=counted(most.sessions, "session"))


def suspensions(looking: Looking) -> Iterator[Notice]:
    """Long suspensions, many, and in all more than a year's limit or close to it."""
    settings, year = looking.settings, looking.this_year
    found = list(runs(year, bytes([SUSPENDED])))
    sessions = sum(run.sessions for run in found)
    long = [run for run in found if run.sessions > 2 * settings.suspension_days]
    for run in long:
        first, last = (date.fromordinal(year.days[place]) for place in (run.first, run.last))
        facts = {"from": first, "to": last, "days": Fraction(run.sessions, 2), "limit": settings.suspension_days}
        yield looking.notice("suspension_long", facts, days=in_days(run.sessions))
    total = {"days": Fraction(sessions, 2), "since": looking.year_began}
    if sessions >= 2 * settings.suspension_days_in_a_year:
        limit = settings.suspension_days_in_a_year
        yield looking.notice("suspension_limit", {**total, "limit": limit}, days=in_days(sessions))
    if len(found) > 1 or (found and not long):
        yield looking.notice(
            "suspensions", {"times": len(found), **total}, days=in_days(sessions), times=times(len(found))
        )


def unexplained(looking: Looking) -> Iterator[Notice]:
    """Absences whose reason should have been established by now."""
    codes = looking.register.codes[: overdue_before(looking.register, looking.as_of)]
    sessions = codes.count(NOT_ESTABLISHED)
    if sessions:
        first = date.fromordinal(looking.register.days[codes.find(NOT_ESTABLISHED)])
        yield looking.notice(
            "unexplained", {"sessions": sessions, "from": first}, sessions=counted(sessions, "session")
        )


def late_after_close(looking: Looking) -> Iterator[Notice]:
    """Lateness that counts as absence."""
    figures, sessions = looking.figures, looking.figures.late.after_close
    if sessions:
        without = percent(figures.attended + sessions, figures.possible)
        facts = {"sessions": sessions, "attendance": figures.attendance, "without": without}
        yield looking.notice("late_after_close", facts, sessions=counted(sessions, "session"))


def off_site(looking: Looking) -> Iterator[Notice]:
    """Marks that count as attended and hide where the child was."""
    marks, sessions = looking.figures.off_site, sum(looking.figures.off_site.values())
    if sessions >= looking.settings.off_site_sessions:
        facts = {"sessions": sessions, "marks": marks}
        yield looking.notice("off_site", facts, sessions=counted(sessions, "session"), marks=looking.marks(marks))


def illness(looking: Looking) -> Iterator[Notice]:
    """Illness of which the school must tell the local authority."""
    sessions, limit = looking.this_year.codes.count(ILL), looking.settings.illness_days
    if sessions >= 2 * limit:
        facts = {"days": Fraction(sessions, 2), "limit": limit, "since": looking.year_began}
        yield looking.notice("illness", facts, days=in_days(sessions))


def left_out(looking: Looking) -> Iterator[Notice]:
    """Sessions that count nowhere."""
    marks = {mark: looking.figures.codes[mark] for mark in LEFT_OUT if mark in looking.figures.codes}
    if marks:
        sessions = sum(marks.values())
        facts = {"sessions": sessions, "marks": marks}
        yield looking.notice("left_out", facts, sessions=counted(sessions, "session"), marks=looking.marks(marks))
