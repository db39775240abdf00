"""A document of each kind, as a practitioner would have it."""

from __future__ import annotations

from datetime import date
from functools import cache

from bot.attendance.measures import measures_from
from bot.checklist.walkthrough import Note, Walkthrough
from bot.documents.document import Document
from bot.documents.rehearsal import rehearsal_document
from bot.documents.smart_actions import smart_actions_document
from bot.documents.visit_plan import visit_plan_document
from bot.documents.walk_through import walk_through_document
from bot.escalation.rules import Known
from bot.guidance.library import load_guidance
from bot.practice.smart import SmartAction
from bot.rehearsal.child import Rehearsal, Said, opened, replied
from bot.rehearsal.feedback import Feedback, Turn, feedback
from bot.rehearsal.questions.labelled import Labelled

GUIDANCE = load_guidance()
MEASURES = measures_from(GUIDANCE.attendance)
MADE = date(2026, 11, 22)
CALLUM = GUIDANCE.child("callum")

NOTED = Walkthrough(
    position=7,
    notes={
        "attendance": Note("48%, it was 61% at the last review"),
        "lateness": Note("14 late marks since September, mostly Mondays"),
        "reduced_hours": Note("mornings only since half term"),
        "lesson_attendance": Note("walks out of maths and science"),
        "support": Note("none"),
        "agencies": Note("not sure yet, school will ring back"),
    },
    skipped=frozenset({"suspensions"}),
    state="finished",
)

ACTION = SmartAction(
    "The family support worker visits on school mornings to help set up a morning routine",
    "Three mornings a week for four weeks, so that days in by registration go from 2 a week to at least 4",
    "The family support worker, with mum, who has agreed to it",
    "Starts Monday 23 November, done by Friday 18 December",
    "At the CIN review on 7 January, with the register and the child's own words about how mornings feel",
)

PLANNED = (
    Labelled("What's school like for you?", "invitation", (), True, None, ""),
    Labelled(
        "Why don't you go to maths?",
        "directive",
        ("why",),
        True,
        "Tell me about maths.",
        '"Why" can sound like being told off.',
    ),
)

SAID = (
    Said("Thank you for seeing me. There are no right or wrong answers.", "facilitator"),
    Said("What's lunch like?", "invitation"),
    Said("Tell me about your friends.", "invitation"),
    Said("Do you like maths?", "option_posing"),
    Said("You hate school, don't you?", "suggestive"),
    Said("What would make it better?", "invitation"),
)


def walk_through(walkthrough: Walkthrough = NOTED, known: Known | None = None, age: int | None = 9) -> Document:
    """The walk-through's summary."""
    return walk_through_document(walkthrough, known or Known(plan="cin"), GUIDANCE, MEASURES, MADE, age, "AB12")


@cache
def smart_actions(*actions: SmartAction) -> Document:
    """The table of SMART actions."""
    begun = SmartAction(what="Head of year meets them at the gate")
    return smart_actions_document(actions or (ACTION, begun), GUIDANCE, MADE)


@cache
def visit_plan(age: int | None = 9) -> Document:
    """The plan for a visit."""
    return visit_plan_document(GUIDANCE, MADE, age, "mornings", ("three_houses",), PLANNED, "AB12")


@cache
def feedback_given(said: tuple[Said, ...] = SAID) -> Feedback:
    """The feedback on a rehearsal with Callum in which this was said."""
    rehearsal: Rehearsal
    rehearsal, _ = opened(CALLUM, 1)
    turns = []
    for one in said:
        rehearsal, answer = replied(rehearsal, one, CALLUM)
        better = "Tell me about that." if one.label in ("option_posing", "suggestive") else None
        turns.append(Turn(one, answer.text, answer.layers, better, "It leaves the answer open." if better else None))
    return feedback(rehearsal, turns, CALLUM, GUIDANCE.rehearsal)


@cache
def rehearsal(said: tuple[Said, ...] = SAID) -> Document:
    """The feedback on a rehearsal, compared with a shorter one before."""
    return rehearsal_document(feedback_given(said), CALLUM, GUIDANCE, MADE, feedback_given(SAID[3:]))


KINDS = {"walk-through": walk_through, "SMART actions": smart_actions, "visit plan": visit_plan, "rehearsal": rehearsal}
"""How each kind of document is made."""
