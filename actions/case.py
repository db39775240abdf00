"""What is told of a child without a question: noted, read back, and met with what one can do with it."""

from __future__ import annotations

from actions.conversation import NOT_OFFERED
from actions.impact import CALCULATE
from actions.skill import SkillAction, guidance_for, topic_buttons
from bot.attendance.impact import FigureError, Impact, impact_of_attendance
from bot.attendance.speech import figure_in_words
from bot.case.told import Told, in_words, told_in, with_told
from bot.channels.replies import Button, Message, Reply
from bot.conversation.turn import LIKELY_TOPIC, Turn
from bot.guidance.library import Guidance
from bot.guidance.wording import joined, source_line
from bot.services import services

MOST_OFFERED = 4

ALWAYS_OFFERED = ("voice.questions", "checklist.start")

MEETINGS = {"cin": "cin_review", "cp": "cp_conference"}
"""The meeting that is next for a child on a plan."""


class Hear(SkillAction):
    """Notes what was told, says what a figure in it comes to, and offers what helps next."""

    def name(self) -> str:
        return "action_case"

    def reply(self, turn: Turn) -> Reply:
        guidance = guidance_for(turn)
        try:
            told = told_in(turn.text, services().measures)
        except FigureError as error:
            return Reply((Message(guidance.phrase("figure_refused", why=error), (CALCULATE,)),))
        before = turn.remembered.get("child")
        remember = {"child": with_told(before, told, before)}
        if told.known.attendance is None:
            text = joined([heard(told, guidance), guidance.phrase("case_next")])
            return Reply((Message(text, buttons=offered(turn, told, guidance)),), remember)
        impact = impact_of_attendance(told.known.attendance, services().measures)
        return Reply((with_figure(impact, turn, told, guidance),), {**remember, "last_topic": CALCULATE})


def with_figure(impact: Impact, turn: Turn, told: Told, guidance: Guidance) -> Message:
    """What was told, with what its attendance comes to."""
    sources = guidance.attendance.thresholds.sources
    figure = figure_in_words(impact, guidance)
    text = joined([heard(told, guidance), figure, guidance.phrase("case_next"), source_line(guidance, sources)])
    buttons = offered(turn, told, guidance)
    return Message(text, (CALCULATE,), tuple(guidance.cited(sources)), buttons, {"impact": impact.as_json()})


def heard(told: Told, guidance: Guidance) -> str:
    """What was told, read back, so that what was misread can be put right."""
    return guidance.phrase("case_noted", facts=in_words(told, guidance.phrase))


def offered(turn: Turn, told: Told, guidance: Guidance) -> tuple[Button, ...]:
    """What one can do with what was told: the topic that it is about, and what its facts are good for."""
    likely = [one.intent for one in turn.ranking if one.margin > LIKELY_TOPIC and one.intent not in NOT_OFFERED][:1]
    weighs = ("escalation.assess",) if told.known.says_something else ()
    wanted = tuple(dict.fromkeys((*weighs, *likely, *ALWAYS_OFFERED)))
    buttons = (*meeting_of(told, guidance), *topic_buttons(guidance, wanted))
    return buttons[:MOST_OFFERED]


def meeting_of(told: Told, guidance: Guidance) -> tuple[Button, ...]:
    """Getting ready for the meeting that the plan told of has."""
    wanted = MEETINGS.get(told.known.plan or "")
    return tuple(
        Button(one.title, "prepare", {"meeting": one.id}) for one in guidance.national.meetings if one.id == wanted
    )
