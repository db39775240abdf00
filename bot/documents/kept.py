"""A document from what a conversation or a record keeps as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal, get_args

from bot.attendance.impact import Measures
from bot.checklist.walkthrough import Walkthrough
from bot.documents.document import Document
from bot.documents.rehearsal import rehearsal_document
from bot.documents.smart_actions import smart_actions_document
from bot.documents.visit_plan import visit_plan_document
from bot.documents.walk_through import walk_through_document
from bot.escalation.rules import known_from_json
from bot.guidance.library import Guidance
from bot.practice.smart import SmartAction
from bot.rehearsal.feedback import Feedback, Turn, feedback
from bot.rehearsal.memory import Rehearsal
from bot.rehearsal.questions.labelled import Labelled

Kind = Literal["walk_through", "smart_action", "rehearsal", "question_list"]
KINDS: tuple[Kind, ...] = get_args(Kind)
"""The kinds of record that a document is made of; a list of questions becomes the plan for a visit."""


def document_for(
    kind: Kind,
    kept: Mapping[str, Any],
    guidance: Guidance,
    measures: Measures,
    made: date,
    reference: str | None = None,
) -> Document:
    """The document of one kind, from the body of a record or from the slots of a conversation.

    walk_through   {walkthrough, child}
    smart_action   {smart}, or {actions: [what is in smart, ...]} for several in one table
    rehearsal      {rehearsal, turns, before}; before may be missing
    question_list  {child, tools: [ids], questions: [what `guide questions --json` prints, ...]}; each may be missing

    Raises ValueError where there is nothing of this kind to put into a document.
    """
    child = kept.get("child") or {}
    age = child.get("age")
    if kind == "walk_through" and kept.get("walkthrough"):
        walkthrough = Walkthrough.from_json(kept["walkthrough"])
        return walk_through_document(walkthrough, known_from_json(child), guidance, measures, made, age, reference)
    if kind == "smart_action":
        actions = [SmartAction.from_json(one) for one in kept.get("actions") or (kept.get("smart"),)]
        return smart_actions_document(actions, guidance, made, reference)
    if kind == "rehearsal" and kept.get("rehearsal"):
        given = feedback_from(kept, guidance)
        before = feedback_from(kept["before"], guidance) if kept.get("before") else None
        return rehearsal_document(given, guidance.child(given.child), guidance, made, before)
    if kind == "question_list":
        planned = [labelled_from(one) for one in kept.get("questions") or ()]
        about = child.get("circumstance") or "general"
        return visit_plan_document(guidance, made, age, about, kept.get("tools") or (), planned, reference)
    raise ValueError(f"there is no {kind.replace('_', ' ')} to put into a document yet")


def feedback_from(session: Mapping[str, Any], guidance: Guidance) -> Feedback:
    """The feedback on a rehearsal, worked out from its turns."""
    rehearsal = Rehearsal.from_json(session["rehearsal"])
    turns = tuple(Turn.from_json(one) for one in session["turns"])
    return feedback(rehearsal, turns, guidance.child(rehearsal.child), guidance.rehearsal)


def labelled_from(kept: Mapping[str, Any]) -> Labelled:
    """A planned question as the coach read it, from its JSON form."""
    return Labelled(**{**kept, "flags": tuple(kept["flags"]), "later": tuple(kept.get("later") or ())})
