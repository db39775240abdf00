"""guide escalate: a suggestion on escalation, from what is known of a child."""

from __future__ import annotations

import argparse
from fractions import Fraction

from bot.attendance.impact import FigureError, figure, shown
from bot.commands.command import Command, Refused, add_json, print_json
from bot.escalation.rules import PLANS, Known, suggestion_for
from bot.escalation.speech import suggestion_as_json, suggestion_in_words
from bot.guidance.loading import PackError
from bot.services import services

SAY = (
    "nothing is known yet to go by: give at least one of --attendance, --no-education, --not-engaging, --at-risk, "
    "--school-concern"
)


def add_options(parser: argparse.ArgumentParser) -> None:
    """What is known of the child."""
    parser.add_argument("--plan", required=True, choices=PLANS, help="the plan that the child is on")
    parser.add_argument("--attendance", help="attendance now, in percent")
    parser.add_argument("--previous", help="attendance at an earlier review, in percent")
    parser.add_argument("--persistent", action="store_true", help="it went on since an earlier review")
    parser.add_argument("--no-education", action="store_true", help="no education at all")
    parser.add_argument("--not-engaging", action="store_true", help="the family is not engaging with support")
    parser.add_argument(
        "--at-risk", action="store_true", help="at risk from lack of supervision, structure, unmet needs"
    )
    parser.add_argument("--school-concern", action="store_true", help="the school raises a concern")
    add_json(parser)


def run(chosen: argparse.Namespace) -> int:
    """Prints the suggestion. Raises Refused for figures that can't be, and where nothing is known."""
    known = Known(
        plan=chosen.plan,
        attendance=percentage("--attendance", chosen.attendance),
        previous=percentage("--previous", chosen.previous),
        persistent=chosen.persistent,
        no_education=chosen.no_education,
        not_engaging=chosen.not_engaging,
        at_risk=chosen.at_risk,
        school_concern=chosen.school_concern,
    )
    if known.previous is not None and known.attendance is None:
        raise Refused("--previous needs --attendance to be compared with")
    if known.attendance is None and not (known.neglect_criteria or known.school_concern):
        raise Refused(SAY)
    try:
        guidance = services().guidance
    except PackError as error:
        raise Refused(str(error)) from error
    suggestion = suggestion_for(known, guidance.escalation)
    if chosen.json:
        print_json(suggestion_as_json(suggestion, guidance))
    else:
        print(suggestion_in_words(suggestion, known, guidance))
    return 0


def percentage(option: str, text: str | None) -> Fraction | None:
    """The percentage given with an option. Raises Refused for one that can't be."""
    if text is None:
        return None
    try:
        value = figure(text)
    except FigureError as error:
        raise Refused(f"{option}: {error}") from error
    if not 0 <= value <= 100:
        raise Refused(f"{option}: an attendance of {shown(value)} can't be: it is a percentage from 0 to 100")
    return value


COMMAND = Command("escalate", "a suggestion on escalation, with its reasons", add_options, run)
