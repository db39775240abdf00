"""A document of what was worked out: the walk-through, SMART actions, a plan for the visit, a rehearsal's feedback."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from actions.rehearsal import SKILL as REHEARSAL
from actions.skill import SkillAction, guidance_for, topic_buttons
from bot.channels.replies import Message, Reply
from bot.clock import CLOCK
from bot.conversation.turn import Turn

KIND_NAMED = (
    ("question_list", re.compile(r"\bvisit\b", re.IGNORECASE)),
    ("rehearsal", re.compile(r"\b(?:feedback|rehears\w*|practice)\b", re.IGNORECASE)),
    ("smart_action", re.compile(r"\b(?:smart|actions?)\b", re.IGNORECASE)),
    ("walk_through", re.compile(r"\b(?:summary|walk-?\s?through|checklist)\b", re.IGNORECASE)),
)
"""What the practitioner may name, the first that is named."""

OF_TOPIC = {
    "practice.smart": "smart_action",
    "rehearsal.start": "rehearsal",
    "voice.questions": "question_list",
    "voice.tools": "question_list",
    "questions.check": "question_list",
}
"""What a document is made of where the practitioner names nothing: of what was spoken of last."""

OPEN_FOR = timedelta(hours=1)
"""How long a document can be opened after it was asked for."""


class MakeDocument(SkillAction):
    """Offers a document, which the channel hands out: `document` beside the text holds what it is made of."""

    def name(self) -> str:
        return "action_document"

    def reply(self, turn: Turn) -> Reply:
        guidance = guidance_for(turn)
        kind = kind_wanted(turn)
        body = body_of(kind, turn.remembered)
        if body is None:
            text = guidance.phrase("document_nothing")
            return Reply((Message(text, buttons=topic_buttons(guidance, ("checklist.start", "practice.smart"))),))
        made = CLOCK.now()
        document = {
            "kind": kind,
            "kept": body,
            "reference": turn.remembered.get("reference"),
            "made": made.isoformat(),
            "until": (made + OPEN_FOR).isoformat(),
        }
        title = guidance.phrase(f"document_title_{kind}")
        message = Message(guidance.phrase("document_ready", title=title), extra={"document": document})
        return Reply((message,))


def kind_wanted(turn: Turn) -> str:
    """The kind that is named, or that what was spoken of last belongs to; the walk-through, where neither says."""
    named = next((kind for kind, pattern in KIND_NAMED if pattern.search(turn.text)), None)
    topic = str(turn.remembered.get("last_topic") or "")
    return named or OF_TOPIC.get(topic, "walk_through")


def body_of(kind: str, remembered: Mapping[str, Any]) -> dict[str, Any] | None:
    """What a document of this kind is made of (bot.documents.kept); None where there is nothing for it yet."""
    child = remembered.get("child") or {}
    if kind == "walk_through":
        walkthrough = remembered.get("walkthrough")
        return {"walkthrough": walkthrough, "child": child} if walkthrough and walkthrough["notes"] else None
    if kind == "smart_action":
        made = [*(remembered.get("smart_made") or ()), *([remembered["smart"]] if remembered.get("smart") else ())]
        return {"actions": made} if made else None
    if kind == "rehearsal":
        session = remembered.get(REHEARSAL) or {}
        return {name: session.get(name) for name in ("rehearsal", "turns", "before")} if session.get("turns") else None
    return {"child": child, "questions": remembered.get("questions_checked") or []}
