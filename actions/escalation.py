"""Whether to escalate: what is known is gathered, what is missing asked for, and a suggestion made."""

from __future__ import annotations

from actions.skill import SkillAction, guidance_for, on_top, topic_buttons, without
from bot.attendance.figures import attendance_answered
from bot.attendance.impact import FigureError
from bot.case.told import known_told, refuse_impossible
from bot.channels.replies import Button, Message, Reply
from bot.conversation.turn import Turn
from bot.escalation.facts import plan_answered
from bot.escalation.rules import PLANS, Known, known_as_json, known_from_json, still_to_ask, suggestion_for
from bot.escalation.speech import suggestion_as_json, suggestion_in_words
from bot.guidance.library import Guidance
from bot.guidance.wording import joined, source_line
from bot.services import services

SKILL = "escalation"
ASSESS = "escalation.assess"


class Assess(SkillAction):
    """Suggests whether to escalate, once the plan and something of the attendance is known."""

    def name(self) -> str:
        return "action_escalation"

    def reply(self, turn: Turn) -> Reply:
        guidance = guidance_for(turn)
        if turn.intent == "stop" and SKILL in turn.waiting and turn.kind == "command":
            message = Message(guidance.phrase("escalation_stopped"), (ASSESS,))
            return Reply((message,), {"waiting": without(turn, SKILL)})
        child = dict(turn.remembered.get("child") or {})
        before = known_from_json(child)
        asked = still_to_ask(before) if SKILL in turn.waiting else None
        try:
            known = before.and_also(said_now(turn, asked))
        except FigureError as error:
            text = guidance.phrase("figure_refused", why=error)
            return Reply((Message(text, (ASSESS,)),), {"waiting": on_top(turn, SKILL)})
        remember = {"child": {**child, **known_as_json(known)}, "last_topic": ASSESS}
        missing = still_to_ask(known)
        if missing:
            heard = guidance.phrase("noted" if known != before else "escalation_unheard") if asked else ""
            text = joined([heard, question(missing, guidance)])
            message = Message(text, (ASSESS,), buttons=choices(missing, guidance))
            return Reply((message,), {**remember, "waiting": on_top(turn, SKILL)})
        message = suggestion_message(known, guidance)
        return Reply((message,), {**remember, "waiting": without(turn, SKILL)})


def said_now(turn: Turn, asked: str | None) -> Known:
    """What this turn says of the child. Raises FigureError for an attendance that can't be."""
    if turn.from_button:
        return Known(plan=turn.first("plan"), persistent=turn.first("persistent"))
    known = known_told(turn.text, services().measures)
    if asked == "plan" and known.plan is None:
        known = known.and_also(Known(plan=plan_answered(turn.text)))
    if known.attendance is None and (asked == "attendance" or turn.intent == ASSESS):
        known = known.and_also(Known(attendance=attendance_answered(turn.text)))
    refuse_impossible(known)
    return known


def question(missing: str, guidance: Guidance) -> str:
    """What is asked for next."""
    return guidance.phrase(f"escalation_ask_{missing}")


def choices(missing: str, guidance: Guidance) -> tuple[Button, ...]:
    """The plans to choose from."""
    if missing != "plan":
        return ()
    return tuple(Button(guidance.phrase(f"plan_{plan}"), ASSESS, {"plan": plan}) for plan in PLANS)


def suggestion_message(known: Known, guidance: Guidance) -> Message:
    """The suggestion, with the object of `guide escalate`."""
    suggestion = suggestion_for(known, guidance.escalation)
    sources = (*(one.source for one in suggestion.reasons), *(step.source for step in suggestion.next_steps))
    content = (ASSESS, "neglect.red_flag") if suggestion.level == "red_flag" else (ASSESS,)
    return Message(
        joined([suggestion_in_words(suggestion, known, guidance), source_line(guidance, sources)]),
        content,
        tuple(guidance.cited(sources)),
        topic_buttons(guidance, ("practice.smart", "escalation.after", "voice.questions")),
        {"escalation": suggestion_as_json(suggestion, guidance)},
    )


def prompt(turn: Turn) -> Message | None:
    """What is still to be told, asked again after something else was answered."""
    guidance = guidance_for(turn)
    missing = still_to_ask(known_from_json(turn.remembered.get("child")))
    return Message(question(missing, guidance), buttons=choices(missing, guidance)) if missing else None
