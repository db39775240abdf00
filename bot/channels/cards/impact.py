"""A figure of attendance: boxes for it where one is asked for, and what it comes to as a list of facts."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Any

from bot.attendance.impact import shown
from bot.channels.cards.asked import says
from bot.channels.cards.elements import Card, Element, card, facts, number_box, press, send
from bot.channels.replies import Message
from bot.guidance.library import Guidance

CALCULATE = "impact.calculate"

MOST_PERCENT, MOST_DAYS = 100, 366

FIGURE = "What does it mean?[ Attendance is {attendance}%.][ Missed {days_missed} days[ out of {days_so_far} days].]"
"""What the boxes say together; read by bot.attendance.figures."""

ASK = "Work out attendance"
"""What empty boxes say."""


def impact_card(message: Message, guidance: Guidance) -> Card | None:
    """What a figure comes to, or boxes for one where it is asked for."""
    impact = message.extra.get("impact")
    if impact:
        title = guidance.phrase("card_impact", attendance=figure(impact["attendance"]))
        fallback = guidance.phrase("card_fallback")
        return card(title, [impact_facts(impact, guidance)], map(press, message.buttons), fallback)
    if message.content[:1] == (CALCULATE,) and says(
        message, guidance, "impact_ask", "impact_ask_so_far", "figure_refused"
    ):
        return impact_form(message, guidance)
    return None


def impact_form(message: Message, guidance: Guidance) -> Card:
    """Boxes for a percentage, or for days."""
    percent_wrong, days_wrong = guidance.phrase("card_percent_wrong"), guidance.phrase("card_days_wrong")
    boxes = [
        number_box("attendance", guidance.phrase("card_impact_attendance"), MOST_PERCENT, percent_wrong),
        number_box("days_missed", guidance.phrase("card_impact_days_missed"), MOST_DAYS, days_wrong),
        number_box("days_so_far", guidance.phrase("card_impact_days_so_far"), MOST_DAYS, days_wrong),
    ]
    actions = [send(guidance.phrase("card_impact_work_out"), FIGURE, ASK), *map(press, message.buttons)]
    return card(guidance.phrase("card_impact_ask"), boxes, actions, guidance.phrase("card_fallback"))


def impact_facts(impact: Mapping[str, Any], guidance: Guidance) -> Element:
    """The object of `guide impact --json` as a list of facts; what was counted comes first."""
    named = [
        ("card_impact_days", figure(impact["days_missed"])),
        ("card_impact_weeks", figure(impact["weeks_missed"])),
        ("card_impact_lessons", figure(impact["lessons_missed"])),
        ("card_impact_five_years", figure(impact["days_missed_five_years"])),
        ("card_impact_band", impact["band"]),
    ]
    so_far = impact.get("so_far")
    if so_far:
        days, of = figure(so_far["days_missed"]), figure(so_far["days_so_far"])
        named.insert(0, ("card_impact_so_far", guidance.phrase("card_impact_so_far_days", days=days, so_far=of)))
    return facts((guidance.phrase(name), value) for name, value in named)


@lru_cache(maxsize=1024)
def figure(value: float) -> str:
    """A number of the object as the text shows it."""
    return shown(Fraction(value).limit_denominator(10**6))
