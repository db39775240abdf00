"""A conversation rehearsed with a simulated child, and planned questions looked at."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from actions.skill import SkillAction, guidance_for, on_top, own_records, without
from bot.channels.replies import Button, Message, Reply
from bot.conversation.turn import Turn
from bot.guidance.library import Guidance
from bot.guidance.rehearsal_pack import Child
from bot.guidance.wording import joined, source_line
from bot.rehearsal.child import opened, replied
from bot.rehearsal.commands import Command, command_in
from bot.rehearsal.feedback import Turn as Spoken
from bot.rehearsal.feedback import feedback
from bot.rehearsal.feedback_words import feedback_in_words
from bot.rehearsal.hints import hints
from bot.rehearsal.memory import Rehearsal, Said
from bot.rehearsal.questions.coach import label, read_list
from bot.rehearsal.questions.labelled import Labelled, as_json
from bot.rehearsal.session import Session

SKILL = "rehearsal"
START = "rehearsal.start"
CHECK = "questions.check"
CHECKING = "questions"

SEEDS = 2**31
QUESTION_END = re.compile(r"(?<=\?)\s+")
ASKED_TO_CHECK = re.compile(r"^[^:\n?]{0,80}\b(?:questions?|qs|wording|check|look)\b[^:\n?]{0,60}[:\n]", re.IGNORECASE)


class Rehearse(SkillAction):
    """Opens a rehearsal, plays the child's part, and gives feedback."""

    reads_records = True

    def name(self) -> str:
        return "action_rehearsal"

    def reply(self, turn: Turn) -> Reply:
        guidance = guidance_for(turn)
        remembered = turn.remembered.get("rehearsal")
        session = Session.from_json(remembered) if remembered else None
        chosen = child_chosen(turn, guidance)
        if chosen and (session is None or session.state != "on" or turn.from_button):
            return begun(turn, guidance, chosen, session)
        command = turn.first("command") if turn.from_button else command_in(turn.text)
        asks_for_one = turn.intent == START and command is None and session is not None and session.state == "finished"
        if session is None or session.rehearsal is None or asks_for_one:
            return choosing(turn, guidance, session)
        if session.state != "on" and command is None:
            command = "carry_on" if turn.intent == "carry_on" else "another"
        if command:
            return steered(turn, guidance, session, command)
        return spoken(turn, guidance, session, session.rehearsal)


class CheckQuestions(SkillAction):
    """Labels planned questions, with a better wording for each that needs one."""

    def name(self) -> str:
        return "action_questions_check"

    def reply(self, turn: Turn) -> Reply:
        guidance = guidance_for(turn)
        waits = CHECKING in turn.waiting
        if waits and command_in(turn.text) == "stop":
            return Reply((Message(guidance.phrase("questions_done"), (CHECK,)),), {"waiting": without(turn, CHECKING)})
        asked = turn.text if waits and turn.intent != CHECK else after_the_asking(turn.text)
        questions = tuple(part for line in read_list(asked) for part in QUESTION_END.split(line))
        remember = {"waiting": on_top(turn, CHECKING), "last_topic": CHECK}
        if not questions or turn.from_button:
            return Reply((Message(guidance.phrase("questions_paste"), (CHECK,)),), remember)
        age = turn.first("age") or (turn.remembered.get("child") or {}).get("age")
        checked = [label(question, age) for question in questions]
        sources = guidance.sources_of(CHECK)
        text = joined(
            [
                *(checked_in_words(number, one, guidance) for number, one in enumerate(checked, 1)),
                guidance.phrase("questions_more"),
                source_line(guidance, sources),
            ]
        )
        read = [as_json(one) for one in checked]
        message = Message(text, (CHECK,), tuple(guidance.cited(sources)), extra={"questions": read})
        return Reply((message,), {**remember, "questions_checked": read})


def after_the_asking(text: str) -> str:
    """The questions in "check my questions: ...", without the words that ask for it; nothing where there are none."""
    asking = ASKED_TO_CHECK.match(text)
    return text[asking.end() :] if asking else ""


def checked_in_words(number: int, checked: Labelled, guidance: Guidance) -> str:
    """One question: its label, why, and a better wording where it needs one."""
    heading = guidance.phrase(
        "question_checked",
        number=number,
        question=checked.question,
        label=guidance.rehearsal.label_names[checked.label],
        why=checked.why,
    )
    better = [guidance.phrase("question_better", better=checked.better)] if checked.better else []
    later = [guidance.phrase("question_later", later=" ".join(checked.later))] if checked.later else []
    return "\n".join([heading, *better, *later])


def child_chosen(turn: Turn, guidance: Guidance) -> Child | None:
    """The child that is named, or the nearest in age to one that is said."""
    named = turn.first("child")
    if named:
        return guidance.child(str(named))
    if turn.from_button:
        return None
    age = turn.first("age")
    if age is None:
        return None
    return min(guidance.children, key=lambda child: abs(child.age - int(age)))


def choosing(turn: Turn, guidance: Guidance, session: Session | None) -> Reply:
    """The choice of child."""
    sources = tuple(guidance.cited(guidance.sources_of(START)))
    buttons = tuple(Button(child.title, START, {"child": child.id}) for child in guidance.children)
    message = Message(guidance.rehearsal.choose, (START,), sources, buttons)
    before = session.before if session else None
    return remembering(turn, Session("choosing", before=before), (message,))


def begun(turn: Turn, guidance: Guidance, child: Child, session: Session | None) -> Reply:
    """The first words of a rehearsal."""
    rehearsal, greeting = opened(child, secrets.randbelow(SEEDS))
    texts = guidance.rehearsal
    text = joined([child.introduction, texts.started.format(name=child.name), texts.how, f"{child.name}: {greeting}"])
    after = Session("on", rehearsal, (), finished_before(session) or earlier_rehearsal(turn, guidance))
    message = Message(
        text,
        (START,),
        tuple(guidance.cited(guidance.sources_of(START))),
        buttons(guidance),
        {"rehearsal": after.progress()},
    )
    return remembering(turn, after, (message,))


def finished_before(session: Session | None) -> dict[str, Any] | None:
    """The rehearsal before this one, to compare with: the last that anything was said in."""
    if session is None or session.rehearsal is None or not session.turns:
        return session.before if session else None
    return {"rehearsal": session.rehearsal.as_json(), "turns": [one.as_json() for one in session.turns]}


def earlier_rehearsal(turn: Turn, guidance: Guidance) -> dict[str, Any] | None:
    """The practitioner's last rehearsal of another day, where it is kept and its child is still there."""
    own = own_records(turn)
    if own is None:
        return None
    records, practitioner = own
    there = {child.id for child in guidance.children}
    kept = (one.body for one in records.of(practitioner, kind="rehearsal") if one.conversation != turn.conversation)
    body = next((one for one in kept if one["rehearsal"]["child"] in there), None)
    return {"rehearsal": body["rehearsal"], "turns": body["turns"]} if body else None


def spoken(turn: Turn, guidance: Guidance, session: Session, rehearsal: Rehearsal) -> Reply:
    """What the child answers to what was just said."""
    child = guidance.child(rehearsal.child)
    said_before = (child.greeting, *(one.answer for one in session.turns))
    labelled = label(turn.text, child.age, said_before)
    said = Said(turn.text, labelled.label, labelled.flags)
    after, answer = replied(rehearsal, said, child, guidance.rehearsal.settings)
    one = Spoken(said, answer.text, answer.layers, labelled.better, labelled.why)
    session = replace(session, rehearsal=after, turns=(*session.turns, one))
    message = Message(f"{child.name}: {answer.text}", (), (), buttons(guidance), {"rehearsal": session.progress()})
    return remembering(turn, session, (message,))


def steered(turn: Turn, guidance: Guidance, session: Session, command: Command) -> Reply:
    """What a command does."""
    rehearsal = session.rehearsal
    if rehearsal is None or command == "another":
        return choosing(turn, guidance, Session("finished", before=finished_before(session)))
    child, texts = guidance.child(rehearsal.child), guidance.rehearsal
    if command == "again":
        return begun(turn, guidance, child, session)
    if command == "hint":
        first, second = hints(rehearsal, child, texts)
        return told(turn, guidance, session, guidance.phrase("rehearsal_hint", first=first, second=second))
    if command == "pause":
        return told(turn, guidance, replace(session, state="paused"), texts.paused.format(name=child.name))
    if command == "carry_on":
        last = session.turns[-1].answer if session.turns else child.greeting
        text = joined([texts.resumed.format(name=child.name), f"{child.name}: {last}"])
        return told(turn, guidance, replace(session, state="on"), text)
    given = feedback(rehearsal, session.turns, child, texts)
    summary = feedback_in_words(given, child, texts, feedback_before(session, guidance))
    beside = {"feedback": given.in_shares()}
    if command == "feedback":
        return told(turn, guidance, session, summary, beside)
    ended = replace(session, state="finished", before=finished_before(session))
    return told(turn, guidance, ended, joined([texts.stopped.format(name=child.name), summary]), beside)


def feedback_before(session: Session, guidance: Guidance) -> Any:
    """The feedback on the rehearsal before this one, where there is one."""
    if not session.before:
        return None
    rehearsal = Rehearsal.from_json(session.before["rehearsal"])
    turns = tuple(Spoken.from_json(one) for one in session.before["turns"])
    return feedback(rehearsal, turns, guidance.child(rehearsal.child), guidance.rehearsal)


def told(
    turn: Turn, guidance: Guidance, session: Session, text: str, beside: Mapping[str, Any] | None = None
) -> Reply:
    """Something said to the practitioner and not by the child, with what a page shows beside it."""
    sources = tuple(guidance.cited(guidance.sources_of(START)))
    extra = {"rehearsal": session.progress(), **(beside or {})}
    message = Message(text, (START,), sources, buttons(guidance, session), extra)
    return remembering(turn, session, (message,))


def buttons(guidance: Guidance, session: Session | None = None) -> tuple[Button, ...]:
    """What can be done beside talking to the child."""
    commands = ("hint", "feedback", "stop")
    if session and session.state == "paused":
        commands = ("carry_on", "feedback", "stop")
    elif session and session.state == "finished":
        commands = ("again", "another")  # type: ignore[assignment]  # fewer of the same kind
    return tuple(Button(guidance.phrase(f"rehearsal_{name}_button"), START, {"command": name}) for name in commands)


def remembering(turn: Turn, session: Session, messages: tuple[Message, ...]) -> Reply:
    """A reply that remembers the rehearsal, and whether what is typed next is said to the child."""
    waits = session.state != "finished"
    waiting = on_top(turn, SKILL) if waits else without(turn, SKILL)
    return Reply(
        messages,
        {"rehearsal": session.as_json(), "waiting": waiting, "last_topic": START},
    )


def prompt(turn: Turn) -> Message | None:
    """What the child said last, again after something else was answered."""
    remembered = turn.remembered.get("rehearsal")
    session = Session.from_json(remembered) if remembered else None
    if session is None or session.rehearsal is None or session.state != "on":
        return None
    guidance = guidance_for(turn)
    child = guidance.child(session.rehearsal.child)
    last = session.turns[-1].answer if session.turns else child.greeting
    return Message(f"{child.name}: {last}", buttons=buttons(guidance), extra={"rehearsal": session.progress()})


def prompt_to_check(turn: Turn) -> Message | None:
    """Nothing is asked again: the next questions are taken whenever they come."""
    return None
