"""What an attendance figure means, and the table."""

from __future__ import annotations

import re
from fractions import Fraction

from actions.skill import SkillAction, guidance_for, topic_buttons
from bot.attendance.counted import impact_counted
from bot.attendance.figures import Figures, attendance_answered, figures_in
from bot.attendance.impact import (
    FigureError,
    Impact,
    Measures,
    impact_of_attendance,
    impact_of_sessions,
    shown,
)
from bot.attendance.speech import impact_in_words, notes_for, table_in_words
from bot.channels.replies import Message, Reply
from bot.conversation.turn import Turn
from bot.guidance.library import Guidance
from bot.guidance.wording import joined, noted, source_line
from bot.services import services

CALCULATE = "impact.calculate"
TABLE = "impact.table"
NUMBER = re.compile(r"\d")
"""A number that can't be read as an attendance isn't answered with one told before."""


class WorkOut(SkillAction):
    """Works out what a percentage, days or sessions mean."""

    def name(self) -> str:
        return "action_impact"

    def reply(self, turn: Turn) -> Reply:
        guidance = guidance_for(turn)
        figures = figures_in(turn.text)
        try:
            impact = worked_out(figures, turn)
        except FigureError as error:
            return Reply((Message(guidance.phrase("figure_refused", why=error), (CALCULATE,)),))
        if impact is None:
            return Reply((Message(what_is_missing(figures, guidance), (CALCULATE,)),), {"last_topic": CALCULATE})
        child = {**(turn.remembered.get("child") or {}), "attendance": str(impact.attendance)}
        remember = {"child": child, "last_topic": CALCULATE}
        return Reply((impact_message(impact, guidance),), remember)


class ShowTable(SkillAction):
    """Shows the whole table of Appendix 1, corrected, with its notes."""

    def name(self) -> str:
        return "action_impact_table"

    def reply(self, turn: Turn) -> Reply:
        guidance = guidance_for(turn)
        sources = guidance.attendance.band_sources
        text = joined([table_in_words(guidance, services().measures), source_line(guidance, sources)])
        cited = tuple(guidance.cited((*sources, *guidance.attendance.table.notes)))
        return Reply((Message(text, (TABLE,), cited, topic_buttons(guidance, (CALCULATE,))),), {"last_topic": TABLE})


def worked_out(figures: Figures, turn: Turn) -> Impact | None:
    """The impact of what is said now, or else of the attendance that is remembered; None without any."""
    measures = services().measures
    counted = impact_counted(figures, measures)
    if counted is not None or figures.days_missed is not None:
        return counted
    attendance = figures.attendance
    if attendance is None:
        attendance = attendance_answered(turn.text)
    if attendance is None and not NUMBER.search(turn.text):
        return impact_remembered(turn, measures)
    return impact_of_attendance(attendance, measures) if attendance is not None else None


def impact_remembered(turn: Turn, measures: Measures) -> Impact | None:
    """The impact of the attendance told before, counted in sessions where it is the register's; None without any."""
    told = (turn.remembered.get("child") or {}).get("attendance")
    if not told:
        return None
    read = (turn.remembered.get("register") or {}).get("figures")
    if read and read["possible"] and Fraction(100 * read["attended"], read["possible"]) == Fraction(told):
        return impact_of_sessions(Fraction(read["attended"]), Fraction(read["possible"]), measures)
    return impact_of_attendance(Fraction(told), measures)


def what_is_missing(figures: Figures, guidance: Guidance) -> str:
    """What to tell before anything can be worked out."""
    if figures.days_missed is None:
        return guidance.phrase("impact_ask")
    lessons = figures.days_missed * services().measures.year.lessons_per_day
    return guidance.phrase("impact_ask_so_far", days=shown(figures.days_missed), lessons=shown(lessons))


def impact_message(impact: Impact, guidance: Guidance) -> Message:
    """The figure's meaning, with the notes on its band and the object of `guide impact`."""
    notes = notes_for(impact, guidance)
    sources = (*guidance.attendance.band_sources, *guidance.attendance.thresholds.sources)
    return Message(
        joined([impact_in_words(impact, guidance), *noted(guidance, notes), source_line(guidance, sources)]),
        (CALCULATE,),
        tuple(guidance.cited((*sources, *notes))),
        topic_buttons(guidance, ("escalation.assess", TABLE, "checklist.start")),
        {"impact": impact.as_json()},
    )
