"""What was said in a conversation, as channels show it, from Rasa's events and from messages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import islice
from typing import Any

from rasa.shared.core.events import BotUttered, Event, UserUttered

from bot.channels.conversations import Said
from bot.numerals import LONGEST_READ
from bot.records.record import GIVEN
from bot.services import services


class SaidSoFar:
    """What was said in a conversation, read on with each turn and not each time from its beginning."""

    def __init__(self, before: int = 0) -> None:
        """Reads the events after number `before`."""
        self.number = before
        self._turns_over: list[Said] = []
        self._turn: list[Said] = []
        self._titles: dict[str, str] = {}
        self._places: dict[str, slice] = {}

    @property
    def says_something(self) -> bool:
        """Whether anything was said."""
        return bool(self._turn or self._turns_over)

    def of_turn(self, message_id: str) -> list[Said]:
        """What was said in the turn of a message; nothing where there was none."""
        if self._turn and self._turn[0].message_id == message_id:
            return with_note(self._turn)
        place = self._places.get(message_id)
        return self._turns_over[place] if place else []

    @property
    def all(self) -> list[Said]:
        """All that was said, in order; a button is shown by its words."""
        return [*self._turns_over, *with_note(self._turn)]

    def read_on(self, events: Iterable[Event], before: int = 0) -> None:
        """Takes what is new among a conversation's events, which come after `before` others."""
        for event in islice(events, max(0, self.number - before), None):
            self.number += 1
            if isinstance(event, UserUttered):
                text = event.text or ""
                self._begin([Said(self.number, "practitioner", self._titles.get(text, text), event.message_id)])
            elif isinstance(event, BotUttered) and event.text:
                if of_its_own_accord(event):
                    self._begin([])
                message_id = self._turn[0].message_id if self._turn else None
                said = guide_said(self.number, event.text, message_id, event.data)
                self._turn.append(said)
                self._titles.update(titles_in(said))

    def _begin(self, turn: list[Said]) -> None:
        over = len(self._turns_over)
        self._turns_over += with_note(self._turn)
        if self._turn and self._turn[0].message_id is not None:
            self._places[self._turn[0].message_id] = slice(over, len(self._turns_over))
        self._turn = turn


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
