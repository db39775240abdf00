"""An answer that was held back, as it may tell of a child at risk: it can be noted without being typed again."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.conversation.turn import NOTE, Ranked, Turn

HELD = "held_answer"
"""The slot in which it is kept, with what was noted until then: once that changes, it is an answer to nothing."""

NOTED_IN = {"checklist": "walkthrough", "smart": "smart", "barriers": "barriers"}
"""The skills whose answers are noted in the practitioner's words, and the slot of each."""

NOTE_IT = re.compile(
    r"^\W*(?:(?:no|ok(?:ay)?|yes|please|just|and|they'?re\s+safe|s?he'?s\s+safe|"
    r"(?:no[\s-]?one|nobody)(?:'?s|\s+is)\s+at\s+risk)\b\W*)*"
    r"(?:note|keep|put|write|record|save)\s+(?:it|that|this|what\s+i\s+(?:wrote|said|put|typed))"
    r"(?:\W+(?:down|in|anyway|please|then|though|as\s+(?:the|an|my)\s+answer))*\W*$",
    re.IGNORECASE,
)


def held_back(turn: Turn) -> Mapping[str, Any] | None:
    """What is kept of a turn that would have been noted as an answer; None of any other."""
    noted_in = NOTED_IN.get(turn.waiting[-1]) if turn.waiting else None
    if noted_in is None or turn.from_button or turn.kind != "answer":
        return None
    return {"text": turn.text, "noted": turn.remembered.get(noted_in)}


def with_held(turn: Turn) -> Turn:
    """The turn as it is meant: the answer that was held back, where this says to note it."""
    held = turn.remembered.get(HELD)
    noted_in = NOTED_IN.get(turn.waiting[-1]) if turn.waiting else None
    if not held or noted_in is None or held["noted"] != turn.remembered.get(noted_in):
        return turn
    notes_it = turn.intent == NOTE if turn.from_button else NOTE_IT.match(turn.text)
    if not notes_it:
        return turn
    return replace(turn, text=held["text"], intent=NOTE, ranking=(Ranked(NOTE, 0.0),), entities=())
