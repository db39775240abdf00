"""What of a turn is kept as records, worked out from the turn's own events and from what the conversation remembers.

Every function here is pure. Events are as Rasa writes them (`event`, `text`, `name`, `value`, `data`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from bot.practice.dates import dates_in
from bot.records.record import REMINDER, SET, STOPPED, Begun, Course, Draft, Event, Kind

STARTED = "session_started"
QUESTIONS = "questions.check"
DECLINED = "out_of_scope"


@dataclass(frozen=True)
class Origin:
    """What gives a suggestion: the edition of the packs, and the version of the rules of escalation."""

    edition: str | None = None
    rules: str | None = None


@dataclass(frozen=True)
class Kept:
    """What is kept of a turn, each draft's id once, and what the conversation is in the middle of after it."""

    drafts: tuple[Draft, ...]
    course: Course


def records_of(
    conversation: str, events: Sequence[Event], slots: Mapping[str, Any], course: Course, origin: Origin, today: date
) -> Kept:
    """What is kept of a turn with these events, after which the conversation remembers `slots`."""
    drafts: dict[str, Draft] = {}
    carried_on = carried_on_in(events)
    for event in events:
        course = followed(conversation, event, course, carried_on)
        for draft in drafts_of(conversation, event, events, slots, course, origin, today):
            drafts[draft.id] = draft
        course = put_away(event, course)
    return Kept(tuple(drafts.values()), replace(course, reference=slots.get("reference")))


def carried_on_in(events: Sequence[Event]) -> str | None:
    """The id of the record from before that is carried on with from this turn on; None where none is."""
    taken_up = [one.body["value"] for one in events if one.kind == "slot" and one.body["name"] == "carried_on"]
    return taken_up[-1] if taken_up else None


def followed(conversation: str, event: Event, course: Course, carried_on: str | None) -> Course:
    """The course after an event: a new child or a new session begins afresh, a new walk-through or action anew."""
    if event.kind == STARTED:
        return Course(child_from=event.number)
    if event.kind != "slot":
        return course
    name, value = event.body["name"], event.body["value"]
    if name == "child" and value is None:
        return Course(child_from=event.number)
    kind = BUILT.get(name)
    if kind is None or value is None:
        return course
    fresh = not says_something(kind, value)
    if carried_on is not None or kind not in course.begun or (fresh and kind not in course.fresh):
        begun = Begun(carried_on or id_of(conversation, kind, event.number), event.number)
        course = replace(course, begun={**course.begun, kind: begun})
    return replace(course, fresh=course.fresh | {kind} if fresh else course.fresh - {kind})


def put_away(event: Event, course: Course) -> Course:
    """The course without what an event ended, so that the next of its kind is another one."""
    ended = BUILT.get(event.body["name"]) if event.kind == "slot" and event.body["value"] is None else None
    begun = {kind: one for kind, one in course.begun.items() if kind != ended}
    return replace(course, begun=begun, fresh=course.fresh - {ended})


BUILT: Mapping[str, Kind] = {"walkthrough": "walk_through", "smart": "smart_action"}
"""The slots in which something is built over many turns."""


def says_something(kind: Kind, value: Mapping[str, Any]) -> bool:
    """Whether anything is noted yet."""
    return bool(value) if kind == "smart_action" else bool(value["notes"] or value["skipped"])


def drafts_of(
    conversation: str,
    event: Event,
    events: Sequence[Event],
    slots: Mapping[str, Any],
    course: Course,
    origin: Origin,
    today: date,
) -> Iterator[Draft]:
    """What is kept because of one event."""
    if event.kind == "slot":
        name, value = event.body["name"], event.body["value"]
        if name == "walkthrough" and value:
            yield from walk_through(value, slots, course)
        elif name == "smart":
            yield from smart_action(conversation, event, events, course, today)
        elif name == "rehearsal" and value:
            yield from rehearsal(conversation, event, events)
    elif event.kind == "bot":
        yield from suggestions(conversation, event, slots, origin)
        yield from asked(conversation, event, events, slots)
        yield from reminders(conversation, event)


def walk_through(walkthrough: Mapping[str, Any], slots: Mapping[str, Any], course: Course) -> Iterator[Draft]:
    """The walk-through as it stands, once something is noted, with what is known of the child from it."""
    if "walk_through" in course.fresh:
        return
    begun = course.begun["walk_through"]
    body = {"walkthrough": walkthrough, "child": slots.get("child") or {}}
    yield Draft(id=begun.id, kind="walk_through", number=begun.number, body=body, state=walkthrough["state"])


def smart_action(
    conversation: str, event: Event, events: Sequence[Event], course: Course, today: date
) -> Iterator[Draft]:
    """The SMART action as far as it is built. Once it waits no longer: finished, where a message of the turn gives it
    whole, else stopped, with what was said of it before."""
    kept = course.begun.get("smart_action")
    begun = kept or Begun(id_of(conversation, "smart_action", event.number), event.number)
    draft = Draft(id=begun.id, kind="smart_action", number=begun.number, body=None)
    building, whole = event.body["value"], next((one["smart"] for one in customs(events) if one.get("smart")), None)
    if building:
        yield replace(draft, body={"smart": building}, state="building", due=review_date(building, today))
    elif building is None and whole:
        yield replace(draft, body={"smart": whole}, state="finished", due=review_date(whole, today))
    elif building is None and kept is not None:
        yield replace(draft, state="stopped")


def review_date(action: Mapping[str, str], today: date) -> date | None:
    """The day on which a SMART action is to be looked at: of its review, or else that by which it is to be done."""
    told = (*dates_in(action.get("how_reviewed") or "", today), *dates_in(action.get("by_when") or "", today))
    return next(iter(told), None)


def rehearsal(conversation: str, event: Event, events: Sequence[Event]) -> Iterator[Draft]:
    """The rehearsal that is on, once something was said in it, with the feedback where it was given."""
    session = event.body["value"]
    played = session["rehearsal"]
    if not played or not session["turns"]:
        return
    body = {"rehearsal": played, "turns": session["turns"]}
    feedback = next((custom["feedback"] for custom in customs(events) if custom.get("feedback")), None)
    if feedback:
        body["feedback"] = feedback
    yield Draft(
        id=id_of(conversation, "rehearsal", played["seed"]),
        kind="rehearsal",
        number=event.number,
        body=body,
        state=session["state"],
    )


def suggestions(conversation: str, event: Event, slots: Mapping[str, Any], origin: Origin) -> Iterator[Draft]:
    """An impact or an escalation that a message gives, with the facts and what gave it."""
    kinds: tuple[Kind, ...] = ("impact", "escalation")
    for kind in kinds:
        given = custom_of(event).get(kind)
        if given:
            yield Draft(
                id=id_of(conversation, kind, event.number),
                kind=kind,
                number=event.number,
                body={kind: given, "child": slots.get("child") or {}},
                edition=origin.edition,
                rules=origin.rules,
            )


def asked(conversation: str, event: Event, events: Sequence[Event], slots: Mapping[str, Any]) -> Iterator[Draft]:
    """What was declined, and questions that were looked at, in the practitioner's words as they are kept."""
    custom, text = custom_of(event), said_before(event, events)
    content = custom.get("content") or ()
    if DECLINED in content and text:
        yield Draft(
            id=id_of(conversation, "declined", event.number),
            kind="declined",
            number=event.number,
            body={"text": text},
        )
    if QUESTIONS in content and custom.get("sources"):
        yield Draft(
            id=id_of(conversation, "question_list", event.number),
            kind="question_list",
            number=event.number,
            body={"text": text, "questions": custom.get("questions") or [], "child": slots.get("child") or {}},
        )


def reminders(conversation: str, event: Event) -> Iterator[Draft]:
    """A reminder that a message says is set, with its case's reference, and those that it says are stopped."""
    told = custom_of(event).get("reminder") or {}
    if told.get("state") == SET:
        yield Draft(
            id=id_of(conversation, REMINDER, event.number),
            kind=REMINDER,
            number=event.number,
            body={"of": told["of"], "day": told["day"]},
            state=SET,
            due=date.fromisoformat(told["on"]),
            reference=told["reference"],
        )
    for stopped in told.get("stopped") or ():
        yield Draft(id=stopped, kind=REMINDER, number=event.number, body=None, state=STOPPED)


def said_before(event: Event, events: Sequence[Event]) -> str:
    """What the practitioner said last before an event of the turn."""
    said = [one.body.get("text") or "" for one in events if one.kind == "user" and one.number < event.number]
    return said[-1].strip() if said else ""


def customs(events: Sequence[Event]) -> list[Mapping[str, Any]]:
    """What the turn's messages carry beside their texts."""
    return [custom_of(event) for event in events if event.kind == "bot"]


def custom_of(event: Event) -> Mapping[str, Any]:
    """What a message carries beside its text."""
    return (event.body.get("data") or {}).get("custom") or {}


def id_of(conversation: str, kind: Kind, number: int) -> str:
    """The id of the record of a kind that began with an event of a conversation: the same whenever it is asked."""
    return hashlib.sha256(f"{kind}/{number}/{conversation}".encode("utf-8", "surrogatepass")).hexdigest()[:32]
