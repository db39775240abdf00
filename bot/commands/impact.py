"""guide impact: what an attendance figure means."""

from __future__ import annotations

import argparse

from bot.attendance.impact import (
    FigureError,
    Impact,
    figure,
    impact_of_attendance,
    impact_of_days,
    impact_of_sessions,
)
from bot.attendance.speech import impact_in_words, notes_for
from bot.commands.command import Command, Refused, add_json, print_json
from bot.guidance.loading import PackError
from bot.guidance.wording import joined, noted
from bot.services import Services, services

HOW = "give a percentage (92), or --days-missed with --days-so-far, or --sessions-attended with --sessions-possible"


def add_options(parser: argparse.ArgumentParser) -> None:
    """The figure, in one of three ways."""
    parser.add_argument("attendance", nargs="?", help="attendance in percent, 0 to 100")
    parser.add_argument("--days-missed", help="days missed so far")
    parser.add_argument("--days-so-far", help="school days so far")
    parser.add_argument("--sessions-attended", help="sessions (half days) attended so far")
    parser.add_argument("--sessions-possible", help="sessions possible so far")
    add_json(parser)


def run(chosen: argparse.Namespace) -> int:
    """Prints what the figure means. Raises Refused for one that can't be."""
    try:
        parts = services()
        impact = impact_asked(chosen, parts)
    except (FigureError, PackError) as error:
        raise Refused(str(error)) from error
    if chosen.json:
        print_json(impact.as_json())
    else:
        notes = noted(parts.guidance, notes_for(impact, parts.guidance))
        print(joined([impact_in_words(impact, parts.guidance), *notes]))
    return 0


def impact_asked(chosen: argparse.Namespace, parts: Services) -> Impact:
    """The impact of the one figure given. Raises FigureError, and Refused where it isn't one figure."""
    days = (chosen.days_missed, chosen.days_so_far)
    sessions = (chosen.sessions_attended, chosen.sessions_possible)
    given = [
        chosen.attendance is not None,
        any(one is not None for one in days),
        any(one is not None for one in sessions),
    ]
    if sum(given) != 1:
        raise Refused(HOW)
    if chosen.attendance is not None:
        return impact_of_attendance(figure(chosen.attendance), parts.measures)
    both, work_out = (days, impact_of_days) if given[1] else (sessions, impact_of_sessions)
    if None in both:
        raise Refused(HOW)
    return work_out(figure(both[0]), figure(both[1]), parts.measures)


COMMAND = Command("impact", "what an attendance figure means in days, weeks and lessons", add_options, run)
