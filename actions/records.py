"""What was kept before: carried on with, listed, compared, and what is due for review."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from actions import checklist, practice
from actions.skill import SkillAction, guidance_for, on_top, own_records, said
from bot.channels.replies import Button, Message, Reply
from bot.checklist.walkthrough import Walkthrough
from bot.conversation.kept import CARRY_ON, reference_in
from bot.conversation.turn import Turn
from bot.guidance.library import Guidance
from bot.guidance.wording import bullets, joined
from bot.practice.dates import in_words
from bot.records.reading import Records
from bot.records.record import Figure, Kind, Record
from bot.records.words import due_in_words, figures_in_words, of_reference, record_in_words

MOST_LISTED = 10
"""Records shown at once, those changed last."""

MOST_OFFERED = 3
"""Unfinished records offered to a returning practitioner."""

DUE_WITHIN = timedelta(days=14)
"""How far ahead a review counts as coming up."""

CARRIED_ON: tuple[Kind, ...] = ("walk_through", "smart_action")
"""Kinds that can be gone on with."""

LISTED: tuple[Kind, ...] = ("walk_through", "smart_action", "rehearsal", "escalation", "impact", "question_list")


@dataclass(frozen=True)
class Asking:
    """Who asks for what is kept, and for which case; `reference` None is for any."""

    turn: Turn
    guidance: Guidance
    records: Records
    practitioner: str
    reference: str | None

    def kept(self, kinds: Sequence[Kind]) -> list[Record]:
        """The records of these kinds, the one changed last first."""
        found = self.records.of(self.practitioner, reference=self.reference)
        return [one for one in found if one.kind in kinds]


class AskRecords(SkillAction):
    """Answers from what is kept of this practitioner, and of nobody else."""

    reads_records = True

    def name(self) -> str:
        return "action_records"

    def reply(self, turn: Turn) -> Reply:
        guidance, own = guidance_for(turn), own_records(turn)
        if own is None:
            return said(guidance.phrase("records_not_kept"))
        named = reference_in(turn.text) if not turn.from_button else None
        about = named or (turn.remembered.get("reference") if turn.intent == "records.last_time" else None)
        asking = Asking(turn, guidance, *own, about)
        answers = {
            CARRY_ON: carried_on,
            "records.list": listed,
            "records.last_time": last_time,
            "records.due": due,
            "records.name": named_case,
        }
        return answers[turn.intent](asking)


def carried_on(asking: Asking) -> Reply:
    """The walk-through or SMART action named, taken up where it was left; the one left last, where none is named."""
    chosen = chosen_record(asking)
    if chosen is None:
        return nothing_kept(asking)
    if chosen.kind == "smart_action":
        return action_resumed(asking, chosen)
    return walkthrough_resumed(asking, chosen)


def chosen_record(asking: Asking) -> Record | None:
    """The record to go on with: of a button, else unfinished before finished, the one changed last first."""
    pressed = asking.turn.first("record")
    if pressed:
        return asking.records.one(asking.practitioner, str(pressed))
    kept = [one for one in asking.kept(CARRIED_ON) if one.kind == "walk_through" or one.is_unfinished]
    return min(kept, key=lambda one: not one.is_unfinished, default=None)


def walkthrough_resumed(asking: Asking, kept: Record) -> Reply:
    """The next open item of a walk-through; its summary, where it is finished."""
    guidance, turn = asking.guidance, asking.turn
    walkthrough = Walkthrough.from_json(kept.body["walkthrough"])
    words = {"of": of_reference(kept.reference, guidance), "day": in_words(kept.changed.date())}
    figures = figures_of(asking, kept.reference)
    before = joined([guidance.phrase("records_carrying_on", **words), figures_in_words(figures, guidance)])
    open_again = checklist.on(walkthrough) if walkthrough.state != "finished" else walkthrough
    reply = checklist.asked(turn, guidance, open_again, before)
    child = {**(kept.body.get("child") or {}), **reply.remember["child"]}
    return Reply(reply.messages, {**reply.remember, **taken_up(kept), "child": child})


def action_resumed(asking: Asking, kept: Record) -> Reply:
    """The next part of a SMART action."""
    turn, remember = asking.turn, {"smart": kept.body["smart"], "waiting": on_top(asking.turn, practice.SKILL)}
    resumed = Turn(turn.text, turn.intent, remembered={**turn.remembered, **remember})
    asked = practice.prompt(resumed)
    if asked is None:
        return said(record_in_words(kept, asking.guidance))
    return Reply((asked,), {**remember, **taken_up(kept), "last_topic": practice.SMART})


def taken_up(kept: Record) -> dict[str, Any]:
    """What is remembered so that the record carried on with and its reference stay together."""
    return {"reference": kept.reference, "carried_on": kept.id}


def nothing_kept(asking: Asking) -> Reply:
    """That there is nothing of this case, or nothing at all."""
    button = Button(asking.guidance.entry(checklist.START).title, checklist.START)
    if asking.reference:
        return said(asking.guidance.phrase("records_none_of", reference=asking.reference), button)
    return said(asking.guidance.phrase("records_none"), button)


def listed(asking: Asking) -> Reply:
    """What is kept, the last first, with a button for each that can be gone on with."""
    kept = asking.kept(LISTED)
    if not kept:
        return nothing_kept(asking)
    shown = kept[:MOST_LISTED]
    lines = bullets(record_in_words(one, asking.guidance) for one in shown)
    more = asking.guidance.phrase("records_more", count=len(kept) - len(shown)) if len(kept) > len(shown) else ""
    return said(joined([asking.guidance.phrase("records_listed"), lines, more]), *carry_on_buttons(asking, shown))


def carry_on_buttons(asking: Asking, kept: Sequence[Record]) -> list[Button]:
    """A button for each record that is unfinished."""
    unfinished = [one for one in kept if one.is_unfinished and one.kind in CARRIED_ON]
    return [
        Button(
            asking.guidance.phrase(
                f"records_carry_on_{one.kind}",
                of=of_reference(one.reference, asking.guidance),
                day=in_words(one.changed.date()),
            ),
            CARRY_ON,
            {"record": one.id},
        )
        for one in unfinished
    ]


def last_time(asking: Asking) -> Reply:
    """What was kept last of each kind, and the attendance over time."""
    kept = [one for one in asking.kept(LISTED) if one.conversation != asking.turn.conversation or asking.reference]
    newest = {one.kind: one for one in reversed(kept)}
    if not newest:
        return nothing_kept(asking)
    lines = bullets(record_in_words(newest[kind], asking.guidance) for kind in LISTED if kind in newest)
    figures = figures_of(asking, asking.reference)
    text = joined(
        [asking.guidance.phrase("records_last_time"), lines, figures_in_words(figures, asking.guidance)]
    )
    return said(text, *carry_on_buttons(asking, list(newest.values())))


def due(asking: Asking) -> Reply:
    """What is overdue or due in the next fortnight."""
    today = date.today()
    kept = asking.records.due(asking.practitioner, today + DUE_WITHIN)
    if asking.reference:
        kept = [one for one in kept if (one.reference or "").upper() == asking.reference]
    if not kept:
        return said(asking.guidance.phrase("records_none_due"))
    lines = bullets(due_in_words(one, today, asking.guidance) for one in kept)
    return said(joined([asking.guidance.phrase("records_due"), lines]))


def named_case(asking: Asking) -> Reply:
    """The case's reference from here on, and what was known of it before."""
    if asking.reference is None:
        return said(asking.guidance.phrase("records_name_how"))
    figures = figures_of(asking, asking.reference)
    named = asking.guidance.phrase("records_named", reference=asking.reference)
    child = asking.turn.remembered.get("child") or {}
    remember = {"reference": asking.reference, "child": {**child, **previous_in(figures, child)}}
    return said(joined([named, figures_in_words(figures, asking.guidance)]), remember=remember)


def figures_of(asking: Asking, reference: str | None) -> list[Figure]:
    """The attendance of a case over time, the earliest first; none where it has no reference."""
    return asking.records.figures(asking.practitioner, reference) if reference else []


def previous_in(figures: Sequence[Figure], child: Mapping[str, Any]) -> dict[str, str]:
    """The attendance that was known last of a case, as what came before; nothing where it is told already."""
    if not figures or child.get("previous") is not None:
        return {}
    last = str(figures[-1].attendance)
    return {} if child.get("attendance") == last else {"previous": last}


def unfinished_offered(turn: Turn) -> Message | None:
    """What a returning practitioner can go on with; None where there is nothing, or nothing is kept."""
    own = None if turn.remembered.get("walkthrough") else own_records(turn)
    if own is None:
        return None
    guidance = guidance_for(turn)
    asking = Asking(turn, guidance, *own, None)
    waiting = [one for one in asking.records.unfinished(asking.practitioner) if one.kind in CARRIED_ON][:MOST_OFFERED]
    if not waiting:
        return None
    lines = bullets(record_in_words(one, guidance) for one in waiting)
    text = joined([guidance.phrase("records_unfinished"), lines])
    return Message(text, buttons=tuple(carry_on_buttons(asking, waiting)))
