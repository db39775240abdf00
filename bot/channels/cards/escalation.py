"""Whether to escalate: boxes for what is known of the child, and the suggestion with its reasons and sources."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.channels.cards.asked import says
from bot.channels.cards.elements import (
    Card,
    Element,
    card,
    choice,
    heading,
    number_box,
    press,
    send,
    source_in_words,
    tick,
    words,
)
from bot.channels.cards.impact import MOST_PERCENT
from bot.channels.replies import Message
from bot.escalation.rules import PLANS, Plan
from bot.guidance.library import Guidance

ASSESS = "escalation.assess"

PLAN_SAID: Mapping[Plan, str] = {
    "none": "No plan",
    "early_help": "On early help",
    "cin": "On a CIN plan",
    "cp": "On a CP plan",
}

FACT_SAID = {
    "persistent": "This is ongoing",
    "no_education": "No education at all",
    "not_engaging": "The family is not engaging with support",
    "at_risk": "Lack of supervision, structure or unmet needs",
    "school_concern": "The school is concerned",
}
"""What each box says when it is ticked; read, as the plans are, by bot.escalation.facts."""

KNOWN = "Should I escalate?[ {plan}.][ Attendance is {attendance}%[, previously {previous}%].]" + "".join(
    f"[ {{{name}}}.]" for name in FACT_SAID
)
"""What the boxes say together. An earlier attendance says nothing without the one now."""

NOTHING_KNOWN = "Don't know yet"
"""What empty boxes say."""

ASKS = ("escalation_ask_attendance", "escalation_ask_plan")


def escalation_card(message: Message, guidance: Guidance) -> Card | None:
    """The suggestion; or boxes for what is known, where it is asked for."""
    suggestion = message.extra.get("escalation")
    if suggestion:
        return suggestion_card(message, suggestion, guidance)
    refused = message.content[:1] == (ASSESS,) and says(message, guidance, "figure_refused")
    return escalation_form(guidance) if refused or says(message, guidance, *ASKS) else None


def escalation_form(guidance: Guidance) -> Card:
    """Boxes for the plan, the attendance and the criteria; the plans stand for the message's buttons."""
    wrong = guidance.phrase("card_percent_wrong")
    plans = [(PLAN_SAID[plan], guidance.phrase(f"plan_{plan}")) for plan in PLANS]
    boxes = [
        choice("plan", guidance.phrase("card_escalation_plan"), plans),
        number_box("attendance", guidance.phrase("card_escalation_attendance"), MOST_PERCENT, wrong),
        number_box("previous", guidance.phrase("card_escalation_previous"), MOST_PERCENT, wrong),
        *(tick(name, guidance.phrase(f"card_escalation_{name}"), said) for name, said in FACT_SAID.items()),
    ]
    action = send(guidance.phrase("card_escalation_suggest"), KNOWN, NOTHING_KNOWN)
    return card(guidance.phrase("card_escalation_ask"), boxes, [action], guidance.phrase("card_fallback"))


def suggestion_card(message: Message, suggestion: Mapping[str, Any], guidance: Guidance) -> Card:
    """The level, the reasons and the next steps; where each comes from can be opened."""
    level = guidance.escalation[0].levels[suggestion["level"]]
    reasons = [(one["because"], one["source"]) for one in suggestion["reasons"]]
    steps = [(one["text"], one["source"]) for one in suggestion["next_steps"]]
    body = [
        heading(guidance.phrase("card_reasons")),
        *sourced(reasons, "reason", guidance),
        heading(guidance.phrase("card_next_steps")),
        *sourced(steps, "step", guidance),
    ]
    hidden = [one["id"] for one in body if "id" in one]
    sources = {
        "type": "Action.ToggleVisibility",
        "title": guidance.phrase("card_sources"),
        "targetElements": hidden,
    }
    actions = [sources, *map(press, message.buttons)]
    return card(level.title, body, actions, guidance.phrase("card_fallback"))


def sourced(said: list[tuple[str, Mapping[str, str]]], name: str, guidance: Guidance) -> list[Element]:
    """Each sentence, with its source below it out of sight."""
    template = guidance.national.phrases["card_source"]
    elements = []
    for number, (sentence, source) in enumerate(said, 1):
        shown = words(source_in_words(template, source), subtle=True)
        elements += [words(sentence), {**shown, "id": f"{name}_{number}", "isVisible": False}]
    return elements
