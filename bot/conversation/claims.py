"""Does the skill that waits claim a message as its answer?"""

from __future__ import annotations

import re
from datetime import date

from bot.attendance.figures import attendance_answered, figures_in
from bot.checklist.changes import change_in
from bot.checklist.walkthrough import Walkthrough
from bot.conversation.kept import KEPT, LONGEST_ASKED, asks_for_kept
from bot.conversation.reading import BEGINS_A_QUESTION, COMMANDS, PLAIN_ANSWER, SURE_TOPIC, has_question_form
from bot.conversation.turn import NOTE, Turn
from bot.escalation.facts import known_in, plan_answered
from bot.rehearsal.commands import command_in
from bot.reminders.days import days_in

YES = re.compile(
    r"^\W*(?:(?:yes|yeah|yep|yup|y|ok(?:ay)?|sure|do\s+it|go\s+ahead|please\s+do|yes\s+please)"
    r"(?:\W+(?:that'?s|it'?s|that\s+is)\s+(?:right|correct))?|(?:that'?s|that\s+is)\s+(?:right|correct)|correct)\W*$",
    re.IGNORECASE,
)
YES_OR_NO = re.compile(
    rf"{YES.pattern}|^\W*(?:no|nope|nah|n|no\s+thanks?|don'?t|keep\s+it)\W*$",
    re.IGNORECASE,
)


def claims(skill: str, turn: Turn) -> bool:
    """Whether `skill`, which waits, takes this turn."""
    if turn.from_button:
        return turn.intent in CLAIMED_BUTTONS.get(skill, frozenset())
    return any(map(str.isalnum, turn.text)) and CLAIMS[skill](turn)


def changes_a_note(turn: Turn) -> bool:
    """Whether it changes a note of a walk-through by its item's name, also where that is finished or paused."""
    return bool(turn.remembered.get("walkthrough")) and not turn.from_button and change_in(turn.text) is not None


def claims_checklist(turn: Turn) -> bool:
    """An answer or a command of its own; "another child" and what is kept are for the conversation as a whole."""
    if turn.kind == "question":
        return tells_of_what_waits(turn)
    return turn.kind == "answer" or turn.ranking[0].intent not in {"another_child", *KEPT}


def tells_of_what_waits(turn: Turn) -> bool:
    """Whether what reads as a question is an answer: on the item that waits, and not put as a question."""
    item = Walkthrough.from_json(turn.remembered["walkthrough"]).item
    asks = has_question_form(turn.text) or BEGINS_A_QUESTION.match(turn.text)
    return turn.ranking[0].intent == f"checklist.{item}" and not asks


def claims_escalation(turn: Turn) -> bool:
    """Anything that says a fact of the child, a plain "don't know", and stopping."""
    if turn.kind != "answer":
        return stops(turn)
    figures = figures_in(turn.text)
    says_a_fact = figures.any_count or known_in(turn.text, figures).says_something
    answered = plan_answered(turn.text) is not None or attendance_answered(turn.text) is not None
    return says_a_fact or answered or PLAIN_ANSWER.match(turn.text) is not None


def claims_text(turn: Turn) -> bool:
    """Any answer in words, and stopping."""
    return turn.kind == "answer" or stops(turn)


def claims_yes_or_no(turn: Turn) -> bool:
    """A yes, a no, and stopping, which is a no."""
    return turn.intent in ("affirm", "deny", "privacy.forget") or bool(YES_OR_NO.match(turn.text)) or stops(turn)


def claims_rehearsal(turn: Turn) -> bool:
    """All that is typed while a rehearsal is on; only what steers it while it is paused or a child is chosen."""
    session = turn.remembered.get("rehearsal") or {}
    if session.get("state") == "on":
        return True
    if session.get("state") == "paused":
        return command_in(turn.text) is not None or turn.intent == "carry_on"
    return turn.first("age") is not None or turn.first("child") is not None


def claims_questions(turn: Turn) -> bool:
    """Questions for a child, in a list or one by one; not what is plainly asked of the guide."""
    listed = len(turn.text.splitlines()) > 1
    best = turn.ranking[0] if turn.ranking else None
    if best and asks_for_kept(turn.text, best.intent, best.margin):
        return False
    return (
        listed
        or command_in(turn.text) == "stop"
        or not turn.ranking
        or turn.ranking[0].margin < SURE_TOPIC
        or turn.intent == "questions.check"
    )


def claims_day(turn: Turn) -> bool:
    """A day, in few words; a plain "no" or "don't know", and stopping."""
    if turn.kind == "question" or len(turn.text.split()) > LONGEST_ASKED:
        return False
    return bool(days_in(turn.text, date.today()) or PLAIN_ANSWER.match(turn.text) or stops(turn))


def stops(turn: Turn) -> bool:
    """Whether it is a command to stop."""
    return turn.kind == "command" and turn.ranking[0].intent == "stop"


CLAIMS = {
    "checklist": claims_checklist,
    "escalation": claims_escalation,
    "smart": claims_text,
    "barriers": claims_text,
    "forget": claims_yes_or_no,
    "rehearsal": claims_rehearsal,
    "questions": claims_questions,
    "reminders": claims_day,
}

CLAIMED_BUTTONS = {
    "checklist": (COMMANDS - {"another_child"}) | {"affirm", NOTE},
    "escalation": frozenset({"escalation.assess"}),
    "forget": frozenset({"affirm", "deny"}),
    "rehearsal": frozenset({"rehearsal.start"}),
}
"""Intents of buttons that belong to a skill that waits."""
