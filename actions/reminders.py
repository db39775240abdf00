"""Reminders: set one by one, listed and stopped. What is set is kept by way of the message that says so."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from actions.skill import SkillAction, guidance_for, on_top, own_records, said, without
from bot.channels.replies import Button, Message, Reply
from bot.checklist.walkthrough import Walkthrough
from bot.conversation.turn import Turn
from bot.guidance.library import Guidance
from bot.guidance.wording import bullets, joined
from bot.records.reading import Records
from bot.records.record import REMINDER, SET, STOPPED, Kind, Record
from bot.reminders.clock import hour_in, in_london
from bot.reminders.days import days_in, end_in
from bot.reminders.wish import Of, Planned, Wish, case_in, planned, wish_in
from bot.reminders.words import day_in_words, listed_in_words, of_case, set_in_words

SKILL = "reminders"
ASK, LIST, STOP = "reminders.set", "reminders.list", "reminders.stop"

MOST_SET = 20
"""Reminders that a practitioner may have set at a time."""

MOST_OFFERED = 4
"""Days offered to choose from."""

IN_RECORDS: dict[Of, Kind] = {"review": "smart_action", "timetable": "walk_through"}
"""The kind of record in which the day of something stands."""

ONE = re.compile(r"\b(?:the|that|this|my|a)\s+reminder\b", re.IGNORECASE)
"""Words for one reminder, of which there may be several."""


@dataclass(frozen=True)
class Asking:
    """Who asks, and when: `now` is in London, `hour` that at which reminders are given."""

    turn: Turn
    guidance: Guidance
    records: Records
    practitioner: str
    now: datetime
    hour: int

    @property
    def today(self) -> date:
        """The day in London."""
        return self.now.date()

    def set_already(self) -> list[Record]:
        """The practitioner's reminders that are still to come, the first first."""
        found = self.records.of(self.practitioner, REMINDER, (SET,))
        return sorted(found, key=lambda one: (one.due or self.today, one.made))


@dataclass(frozen=True)
class Known:
    """A day that is known of what a reminder is to be of, and the case's reference."""

    day: date
    reference: str | None


class AskReminders(SkillAction):
    """Sets, lists and stops reminders of this practitioner, and of nobody else."""

    reads_records = True

    def name(self) -> str:
        return "action_reminders"

    def reply(self, turn: Turn) -> Reply:
        guidance, own = guidance_for(turn), own_records(turn)
        if own is None:
            return settled(turn, guidance.phrase("reminders_not_kept"))
        asking = Asking(turn, guidance, *own, in_london(), hour_in(os.environ))
        if turn.intent == LIST:
            return listed(asking)
        if turn.intent == STOP:
            return stopped(asking)
        wish = wish_of(asking)
        if wish is None:
            return settled(turn, guidance.phrase("reminder_put_aside"))
        return set_or_asked(asking, wish)


def settled(turn: Turn, text: str, *buttons: Button, beside: dict[str, Any] | None = None) -> Reply:
    """A reply of one message, after which no day is asked for."""
    over = {"reminding": None, "waiting": without(turn, SKILL)}
    return said(text, *buttons, extra={"reminder": beside} if beside else None, remember=over)


def wish_of(asking: Asking) -> Wish | None:
    """What is wished for: by a button, as the answer to "on which day?", or by the message itself; None where the
    question for the day is declined."""
    turn, today = asking.turn, asking.today
    if turn.first("day"):
        return Wish(turn.first("what"), (date.fromisoformat(turn.first("day")),), None, turn.first("reference"))
    told = wish_in(turn.text, today)
    asked_for = turn.remembered.get("reminding") if SKILL in turn.waiting else None
    if asked_for is None or told.of in IN_RECORDS:
        return told
    answered = Wish.from_json(asked_for).answered(turn.text, today)
    return answered if answered.days or turn.intent == ASK else None


def set_or_asked(asking: Asking, wish: Wish) -> Reply:
    """The reminder set; or why not, and what would do."""
    turn, guidance = asking.turn, asking.guidance
    found = [] if turn.first("day") else known_days(asking, wish)
    days = list(dict.fromkeys(one.day for one in found))
    if len(days) > 1 and not wish.days:
        return which_of(asking, wish, found)
    known = found[0] if len(days) == 1 else None
    day_known, its_case = (known.day, known.reference) if known else (None, None)
    reference = wish.reference or its_case or turn.remembered.get("reference")
    wish = replace(wish, reference=reference)
    outcome = planned(wish, day_known, asking.now, asking.hour)
    if isinstance(outcome, Planned):
        return set_now(asking, outcome)
    if outcome == "several":
        return which_of(asking, wish, [Known(day, reference) for day in wish.days])
    if outcome == "no_day":
        return day_asked(turn, guidance, wish)
    day = next(iter(wish.days), day_known) or asking.today
    return settled(turn, guidance.phrase(f"reminder_{outcome}", day=day_in_words(day), hour=asking.hour))


def set_now(asking: Asking, reminder: Planned) -> Reply:
    """Sets a reminder, unless it is set already, or too many are."""
    turn, guidance, there = asking.turn, asking.guidance, asking.set_already()
    if any(of_record(one) == reminder for one in there):
        return settled(turn, guidance.phrase("reminder_already", on=day_in_words(reminder.on)))
    if len(there) >= MOST_SET:
        return settled(turn, guidance.phrase("reminder_too_many", count=len(there)))
    return settled(
        turn, set_in_words(reminder, asking.hour, guidance), beside={"state": SET, **reminder.as_json()}
    )


def known_days(asking: Asking, wish: Wish) -> list[Known]:
    """The days on record of what is wished for, that which it is likeliest to be first: of the case named, else of
    what was made in this conversation, of the case spoken of, or of any. Of one of the first three, only one."""
    turn, of = asking.turn, wish.of or "review"
    if wish.of is None and wish.before:
        here = [one for one in asking.set_already() if one.conversation == turn.conversation]
        last = max(here, key=lambda one: one.number, default=None)
        if last is not None:
            reminder = of_record(last)
            return [Known(reminder.day, reminder.reference)]
    if of not in IN_RECORDS:
        return []
    records = asking.records.of(asking.practitioner, IN_RECORDS[of])
    dated = [(one, day) for one in records if (day := day_in(one, of)) is not None and day >= asking.today]
    spoken_of = wish.reference or turn.remembered.get("reference")
    of_this_case = [one for one in dated if spoken_of and (one[0].reference or "").upper() == spoken_of.upper()]
    if wish.reference:
        return [Known(day, one.reference) for one, day in of_this_case[:1]]
    made_here = [one for one in dated if one[0].conversation == turn.conversation]
    likeliest = made_here[:1] or of_this_case[:1] or dated
    return [Known(day, one.reference) for one, day in likeliest]


def day_in(record: Record, of: Of) -> date | None:
    """The day on record: a review's, or the end of a part-time timetable as it was noted."""
    if of == "review":
        return record.due if record.state != STOPPED else None
    note = Walkthrough.from_json(record.body["walkthrough"]).notes.get("reduced_hours")
    return end_in(note.text, record.changed.date()) if note else None


def which_of(asking: Asking, wish: Wish, known: Sequence[Known]) -> Reply:
    """That reminders are set one at a time, with the days to choose from."""
    of = wish.of or "review"
    buttons = [
        Button(
            asking.guidance.phrase(
                "reminder_choose", day=day_in_words(one.day), of=of_case(one.reference, asking.guidance)
            ),
            ASK,
            {"what": of, "day": one.day.isoformat(), **({"reference": one.reference} if one.reference else {})},
        )
        for one in known[:MOST_OFFERED]
    ]
    return settled(asking.turn, asking.guidance.phrase("reminder_several"), *buttons)


def day_asked(turn: Turn, guidance: Guidance, wish: Wish) -> Reply:
    """Asks for the day."""
    remember = {"reminding": wish.as_json(), "waiting": on_top(turn, SKILL)}
    return Reply((Message(question(wish, guidance)),), remember)


def question(wish: Wish, guidance: Guidance) -> str:
    """The question for the day."""
    return guidance.phrase("reminder_which_timetable" if wish.of == "timetable" else "reminder_which_day")


def prompt(turn: Turn) -> Message | None:
    """The question, asked again after something else was answered."""
    asked_for = turn.remembered.get("reminding")
    return Message(question(Wish.from_json(asked_for), guidance_for(turn))) if asked_for else None


def listed(asking: Asking) -> Reply:
    """The reminders that are set, with a button to cancel each."""
    there = asking.set_already()
    if not there:
        return settled(asking.turn, asking.guidance.phrase("reminders_none"))
    return settled(
        asking.turn,
        joined([asking.guidance.phrase("reminders_listed", hour=asking.hour), lines(asking, there)]),
        *cancel_buttons(asking, there),
    )


def lines(asking: Asking, reminders: Sequence[Record]) -> str:
    """Reminders as a list."""
    return bullets(listed_in_words(of_record(one), asking.guidance) for one in reminders)


def cancel_buttons(asking: Asking, reminders: Sequence[Record]) -> list[Button]:
    """A button to cancel each reminder."""
    return [
        Button(
            asking.guidance.phrase("reminder_cancel", on=day_in_words(one.due or asking.today)),
            STOP,
            {"record": one.id},
        )
        for one in reminders[:MOST_OFFERED]
    ]


def stopped(asking: Asking) -> Reply:
    """Stops the reminders that are meant: those of a case or a day, that of a button, or all."""
    there = asking.set_already()
    if not there:
        return settled(asking.turn, asking.guidance.phrase("reminders_none"))
    meant = meant_in(asking, there)
    if not meant:
        return settled(asking.turn, joined([asking.guidance.phrase("reminders_none_such"), lines(asking, there)]))
    if len(meant) > 1 and meant == there and ONE.search(asking.turn.text):
        text = joined([asking.guidance.phrase("reminder_stop_which"), lines(asking, there)])
        return settled(asking.turn, text, *cancel_buttons(asking, there))
    text = joined([asking.guidance.phrase("reminders_stopped"), lines(asking, meant)])
    return settled(asking.turn, text, beside={"state": STOPPED, "stopped": [one.id for one in meant]})


def meant_in(asking: Asking, there: Sequence[Record]) -> list[Record]:
    """The reminders that a message means; all, where it names neither a case nor a day."""
    turn = asking.turn
    if turn.first("record"):
        return [one for one in there if one.id == turn.first("record")]
    reference, days = case_in(turn.text), days_in(turn.text, asking.today)
    found = list(there)
    if reference:
        found = [one for one in found if (one.reference or "").upper() == reference]
    if days:
        found = [one for one in found if {of_record(one).on, of_record(one).day} & set(days)]
    return found


def of_record(record: Record) -> Planned:
    """A reminder as it was set."""
    day = date.fromisoformat(record.body["day"])
    return Planned(record.body["of"], day, record.due or day, record.reference)
