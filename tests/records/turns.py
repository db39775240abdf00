"""Turns as examples: made with few words, the rest as usual."""

from __future__ import annotations

from datetime import date, datetime, timezone
from typing import Any

from bot.records.keeping import Origin, records_of
from bot.records.record import Course, Event, Standing, Turn

TODAY = date(2026, 11, 22)
ORIGIN = Origin("england 2026-11", "7")


def said(number: int, text: str, message_id: str | None = None) -> Event:
    """What a practitioner said."""
    return event(number, "user", message_id=message_id, text=text)


def answered(number: int, text: str, **custom: Any) -> Event:
    """What the guide answered, with what it carries beside the text."""
    return event(number, "bot", text=text, data={"custom": {"content": [], "sources": [], **custom}})


def remembered(number: int, name: str, value: Any) -> Event:
    """That something is remembered from now on."""
    return event(number, "slot", name=name, value=value)


def event(number: int, kind: str, message_id: str | None = None, **body: Any) -> Event:
    """Any event."""
    return Event(number, kind, datetime.now(timezone.utc), {"event": kind, **body}, message_id)


def turn(conversation: str, standing: Standing | None, *events: Event, owner: str = "worker", **slots: Any) -> Turn:
    """A turn of these events on top of where a conversation stands, after which it remembers `slots`."""
    course = standing.course if standing else Course()
    kept = records_of(conversation, events, slots, course, ORIGIN, TODAY)
    return Turn(
        conversation=conversation,
        practitioner=owner,
        found=standing,
        events=events,
        drafts=kept.drafts,
        course=kept.course,
    )


def small_turn(conversation: str, standing: Standing | None, text: str, owner: str = "worker") -> Turn:
    """A question and its answer."""
    after = standing.last if standing else 0
    return turn(conversation, standing, said(after + 1, text, text), answered(after + 2, f"On {text}."), owner=owner)
