"""What was said in a conversation, as channels show it, from Rasa's events and from messages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from rasa.shared.core.events import BotUttered, Event, UserUttered

from bot.channels.conversations import Said
from bot.numerals import LONGEST_READ
from bot.records.record import GIVEN
from bot.services import services


def said_in(events: Iterable[Event], before: int = 0) -> list[Said]:
    """What was said, from a tracker's events, which come after `before` others; a button is shown by its words."""
    turns: list[list[Said]] = [[]]
    titles: dict[str, str] = {}
    for number, event in enumerate(events, start=before + 1):
        if isinstance(event, UserUttered):
            text = event.text or ""
            turns.append([Said(number, "practitioner", titles.get(text, text), event.message_id)])
        elif isinstance(event, BotUttered) and event.text:
            if of_its_own_accord(event):
                turns.append([])
            message_id = turns[-1][0].message_id if turns[-1] else None
            turns[-1].append(guide_said(number, event.text, message_id, event.data))
            titles.update(titles_in(turns[-1][-1]))
    return [one for turn in turns for one in with_note(turn)]


def of_its_own_accord(event: BotUttered) -> bool:
    """Whether the guide said it without being asked: a reminder that was due."""
    reminder = (event.data.get("custom") or {}).get("reminder") or {}
    return bool(reminder.get("state") == GIVEN)


def guide_said(number: int, text: str, message_id: str | None, data: Mapping[str, Any]) -> Said:
    """What the guide said, from a message's parts as Rasa keeps them."""
    custom = data.get("custom") or {"content": [], "sources": []}
    return Said(number, "guide", text, message_id, custom, tuple(data.get("buttons") or ()))


def with_note(turn: list[Said]) -> list[Said]:
    """A turn, with the note at its end that only a part of a long message was read for what it asks."""
    if len(turn) < 2 or len(turn[0].text) <= LONGEST_READ:
        return turn
    note = services().guidance.phrase("too_long")
    return [*turn[:-1], replace(turn[-1], text=f"{turn[-1].text}\n\n{note}")]


def titles_in(said: Said) -> dict[str, str]:
    """The words of a message's buttons, by what they send."""
    return {button["payload"]: button["title"] for button in said.buttons}


def with_question(farewell: tuple[Said, ...], text: str) -> list[Said]:
    """The turn that erased a conversation, with the practitioner's message at its head, which only its server kept."""
    if not farewell or farewell[0].author == "practitioner":
        return list(farewell)
    return [Said(farewell[0].number - 1, "practitioner", text, farewell[0].message_id), *farewell]


def of_turn(said: Iterable[Said], message_id: str) -> list[Said]:
    """What was said in the turn of a message."""
    return [one for one in said if one.message_id == message_id]


def farewell_after(
    before: list[Said], text: str, message_id: str, messages: Iterable[Mapping[str, Any]]
) -> tuple[Said, ...]:
    """The turn that erased all that was said `before`: nothing keeps it, and the page shows it once."""
    titles = {payload: title for one in before for payload, title in titles_in(one).items()}
    number = before[-1].number + 1
    asked = Said(number, "practitioner", titles.get(text, text), message_id)
    answers = (guide_said(number + place, one["text"], message_id, one) for place, one in enumerate(messages, start=1))
    return (asked, *answers)
