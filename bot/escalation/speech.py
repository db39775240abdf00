"""A suggestion put into words."""

from __future__ import annotations

from typing import Any

from bot.escalation.rules import Known, Suggestion
from bot.guidance.library import Guidance
from bot.guidance.wording import bullets, joined


def suggestion_in_words(suggestion: Suggestion, known: Known, guidance: Guidance) -> str:
    """The level, the reasons with it, what to consider next; a prompt and no decision."""
    texts = guidance.escalation[0]
    level = texts.levels[suggestion.level]
    ask_persistent = (
        known.plan == "cin"
        and known.persistent is None
        and suggestion.level == "flag"
        and any(reason.rule == "attendance_at_or_below_90" for reason in suggestion.reasons)
    )
    return joined(
        [
            guidance.phrase("escalation_heading", title=level.title, says=level.says),
            guidance.phrase("escalation_because") + "\n" + bullets(one.because for one in suggestion.reasons),
            texts.neglect if suggestion.consider_educational_neglect else "",
            guidance.phrase("escalation_persistent") if ask_persistent else "",
            guidance.phrase("escalation_steps") + "\n" + bullets(step.text for step in suggestion.next_steps),
            guidance.phrase("escalation_judgement"),
        ]
    )


def suggestion_as_json(suggestion: Suggestion, guidance: Guidance) -> dict[str, Any]:
    """The object of `guide escalate --json`."""
    return {
        "level": suggestion.level,
        "reasons": [
            {"rule": one.rule, "because": one.because, "source": guidance.cited([one.source])[0]}
            for one in suggestion.reasons
        ],
        "next_steps": [
            {"text": step.text, "source": guidance.cited([step.source])[0]} for step in suggestion.next_steps
        ],
        "consider_educational_neglect": suggestion.consider_educational_neglect,
    }
