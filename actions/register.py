"""A school's register: read, shown again, looked ahead from, and compared with the one before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from actions.checklist import walkthrough_of, with_register
from actions.skill import SkillAction, guidance_for, said, topic_buttons
from bot.attendance.impact import shown
from bot.attendance.register.asked import target_in
from bot.attendance.register.comparing import compared, compared_in_words
from bot.attendance.register.figures import Figures, figures_of
from bot.attendance.register.kept import as_kept, from_kept
from bot.attendance.register.looking_ahead import (
    if_every_day_from_now,
    school_days_to_reach,
    sessions_left,
    sessions_that_can_be_missed,
)
from bot.attendance.register.notice import Notice, in_days
from bot.attendance.register.noticing import noticed
from bot.attendance.register.recent import last_day
from bot.attendance.register.sessions import Register
from bot.attendance.register.speech import figures_in_words, period_in_words
from bot.channels.replies import Button, Message, Reply
from bot.conversation.turn import Turn
from bot.guidance.library import Guidance
from bot.guidance.wording import bullets, joined, source_line
from bot.services import services

CALCULATE = "impact.calculate"
SHOW, AHEAD, COMPARE, ADD = "register.show", "register.ahead", "register.compare", "register.add"

MOST_NOTICED = 6
"""Things to notice that are told when a register is read; all of them, where it is asked for again."""

MOST_FAULTS = 10
"""Faults told in one message."""


@dataclass(frozen=True)
class Read:
    """A register with its figures and what stands out in it; `notes` say how it was read."""

    register: Register
    figures: Figures
    notices: tuple[Notice, ...]
    notes: tuple[str, ...]


class ReadRegister(SkillAction):
    """Reads a register that came with the message, or answers from the one that is remembered."""

    def name(self) -> str:
        return "action_register"

    def reply(self, turn: Turn) -> Reply:
        guidance = guidance_for(turn)
        if turn.register is not None:
            faults = turn.register.get("faults")
            return said(faults_in_words(faults, guidance)) if faults else taken(turn, guidance, turn.register)
        remembered = turn.remembered.get("register")
        if turn.intent == ADD or remembered is None:
            why = {ADD: "", AHEAD: guidance.phrase("register_ahead_how")}.get(
                turn.intent, guidance.phrase("register_none")
            )
            return said(joined([why, guidance.phrase("register_how")]))
        answers = {SHOW: shown_again, AHEAD: looked_ahead, COMPARE: side_by_side}
        return answers[turn.intent](turn, guidance, remembered)


def faults_in_words(faults: list[str], guidance: Guidance) -> str:
    """All that is to be put right in a file."""
    told = faults[:MOST_FAULTS]
    heading = guidance.phrase("register_faults" if len(faults) > 1 else "register_faults_one", count=len(faults))
    more = guidance.phrase("register_faults_more", count=len(faults) - len(told)) if len(faults) > len(told) else ""
    return joined([f"{heading}\n{bullets(told)}", more])


def read_from(kept: Mapping[str, Any], guidance: Guidance) -> Read:
    """The register as it was sent or is remembered, with its figures and what stands out."""
    register = from_kept(kept["weeks"])
    figures = figures_of(register, services().measures.thresholds)
    return Read(register, figures, noticed(register, figures, guidance), tuple(kept.get("notes") or ()))


def taken(turn: Turn, guidance: Guidance, sent: Mapping[str, Any]) -> Reply:
    """What a register that was just sent says, with the first items of the checklist filled in from it."""
    read, before = read_from(sent, guidance), turn.remembered.get("register")
    remembered = {
        "weeks": sent["weeks"],
        "notes": sent.get("notes") or [],
        "figures": read.figures.as_json(),
        "before": before["weeks"] if before else None,
    }
    ready = Turn(turn.text, turn.intent, remembered={**turn.remembered, "register": remembered})
    walkthrough = walkthrough_of(turn)
    filled = with_register(ready, guidance, walkthrough) if walkthrough else None
    after = joined(
        [
            guidance.phrase("register_instead") if before else "",
            guidance.phrase("register_filled_in") if filled and filled != walkthrough else "",
        ]
    )
    message = register_message(read, guidance, MOST_NOTICED, bool(before), after)
    remember: dict[str, Any] = {
        "register": remembered,
        "child": {**(turn.remembered.get("child") or {}), **known_from(read, before)},
        "last_topic": CALCULATE,
    }
    if filled:
        remember["walkthrough"] = filled.as_json()
    return Reply((message,), remember)


def known_from(read: Read, before: Mapping[str, Any] | None) -> dict[str, Any]:
    """What a register says of the child that impact and escalation go by."""
    known: dict[str, Any] = {}
    if read.figures.attendance is not None:
        known["attendance"] = str(read.figures.attendance)
    if any(notice.kind == "falling" for notice in read.notices):
        known["falling"] = True
    earlier = from_kept(before["weeks"]) if before else None
    if earlier and last_day(earlier).toordinal() < read.register.days[0]:
        previous = figures_of(earlier).attendance
        known |= {"previous": str(previous)} if previous is not None else {}
    return known


def register_message(read: Read, guidance: Guidance, most: int, can_compare: bool, after: str = "") -> Message:
    """What a register says: its figures, what stands out, the object of `guide register --json`."""
    notices = read.notices[:most]
    sources = [notice.source for notice in notices]
    heading = f"{guidance.register.words['noticed']}:"
    text = joined(
        [
            f"{period_in_words(read.register, guidance)}. {guidance.phrase('register_kept')}",
            " ".join(figures_in_words(read.figures, guidance)),
            f"{heading}\n{bullets(notice.text for notice in notices)}",
            bullets(read.notes),
            after,
            source_line(guidance, sources),
        ]
    )
    figures = {
        **read.figures.as_json(),
        "noticed": [notice.as_json(guidance) for notice in read.notices],
        "notes": list(read.notes),
    }
    return Message(
        text,
        (CALCULATE,) if read.figures.possible else (),
        tuple(guidance.cited(sources)),
        buttons_after(read, guidance, can_compare, len(read.notices) > most),
        {"register": figures, "calendar": as_kept(read.register)},
    )


def buttons_after(read: Read, guidance: Guidance, can_compare: bool, more: bool) -> tuple[Button, ...]:
    """What can be done with a register."""
    if not read.figures.possible:
        return ()
    wanted = [(SHOW, more), (AHEAD, True), (COMPARE, can_compare)]
    own = [
        Button(guidance.phrase(f"button_{intent.replace('.', '_')}"), intent)
        for intent, wanted_now in wanted
        if wanted_now
    ]
    return (*own, *topic_buttons(guidance, (CALCULATE, "escalation.assess", "checklist.start")))


def shown_again(turn: Turn, guidance: Guidance, remembered: Mapping[str, Any]) -> Reply:
    """All that the register says."""
    read = read_from(remembered, guidance)
    message = register_message(read, guidance, len(read.notices), bool(remembered["before"]))
    return Reply((message,), {"last_topic": CALCULATE})


def looked_ahead(turn: Turn, guidance: Guidance, remembered: Mapping[str, Any]) -> Reply:
    """What attendance can still come to this year, and how much can be missed to stay over a target."""
    read = read_from(remembered, guidance)
    left = sessions_left(read.register, guidance)
    best = if_every_day_from_now(read.figures, left.sessions)
    if best is None or read.figures.attendance is None:
        return said(guidance.register.words["no_attendance"])
    target = target_in(turn.text, 100 - services().measures.thresholds.persistent_absence)
    spare = sessions_that_can_be_missed(read.figures, left.sessions, target.percent, target.over)
    words = {"target": shown(target.percent), "best": shown(best), "left": in_days(left.sessions)}
    text = joined(
        [
            " ".join([guidance.phrase("register_best", **words), left.basis]),
            to_spare(spare, target.over, words, guidance),
            reached(read.figures, target.percent, words, guidance) if spare is not None else "",
        ]
    )
    return said(text, Button(guidance.phrase("button_register_show"), SHOW))


def to_spare(spare: int | None, over: bool, words: Mapping[str, str], guidance: Guidance) -> str:
    """How much can still be missed."""
    where = guidance.phrase("register_over" if over else "register_at_least", **words)
    if spare is None:
        return guidance.phrase("register_out_of_reach", where=where, **words)
    if spare == 0:
        return guidance.phrase("register_none_to_spare", where=where)
    return guidance.phrase("register_to_spare", where=where, sessions=spare, days=in_days(spare))


def reached(figures: Figures, target: Fraction, words: Mapping[str, str], guidance: Guidance) -> str:
    """After how many days without absence a target that is missed now is met; nothing where it is met already."""
    days = school_days_to_reach(figures, target)
    return guidance.phrase("register_reached", days=days, **words) if days else ""


def side_by_side(turn: Turn, guidance: Guidance, remembered: Mapping[str, Any]) -> Reply:
    """The register and the one before it compared, the earlier one first."""
    if not remembered["before"]:
        return said(guidance.phrase("register_one_only"))
    both = (from_kept(remembered[one]) for one in ("weeks", "before"))
    earlier, later = sorted(both, key=lambda one: one.days[0])
    comparison = compared(earlier, later, guidance.register_settings.weeks_looked_at)
    text = joined([guidance.register.words["compared"], bullets(compared_in_words(comparison, guidance))])
    message = Message(text, (CALCULATE,), extra={"compared": comparison.as_json()})
    return Reply((message,), {"last_topic": CALCULATE})
