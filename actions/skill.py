"""What every skill's actions share: the turn is read, the reply spoken, and a failure never met with silence."""

from __future__ import annotations

import abc
import asyncio
import logging
import secrets
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.attendance.impact import FigureError
from bot.case.told import Told, told_in, with_told
from bot.channels.cards import card_for
from bot.channels.replies import Button, Message, Reply
from bot.conversation.held import HELD, with_held
from bot.conversation.turn import NOTE, UNSURE, Turn
from bot.guidance.library import Guidance
from bot.logged import kind_and_place
from bot.records.reading import Records
from bot.services import records_kept, services

OF_ONE_CHILD = (
    "child",
    "register",
    "reference",
    "walkthrough",
    "carried_on",
    "smart",
    "smart_made",
    "questions_checked",
    "barriers",
    "rehearsal",
    "reminding",
    "waiting",
    HELD,
    "last_topic",
)
"""The slots that another child starts afresh."""

REMEMBERED = (*OF_ONE_CHILD, "unsure_before", "authority", "told_of_masking", "told_of_risk")
"""All slots of a conversation."""

NOT_RECORDED = frozenset({"unsure_before", "last_topic", HELD})
"""Slots of which no record is made: one that stays as it was needs no event."""

TELLING = frozenset({NOTE, UNSURE, "safety.immediate"})
"""Intents of messages that tell; any other asks for something, perhaps of no child in particular."""

log = logging.getLogger(__name__)


class SkillAction(Action, abc.ABC):
    """An action that answers with a Reply."""

    answers = True
    """Whether its reply answers the message, and isn't said beside one that does."""

    reads_records = False
    """Whether its reply may ask the records: nobody else's turn is to wait for a database that doesn't answer."""

    @abc.abstractmethod
    def name(self) -> str:
        """The action's name in the domain."""

    @abc.abstractmethod
    def reply(self, turn: Turn) -> Reply:
        """The reply to this turn."""

    def turn(self, tracker: Tracker) -> Turn:
        """The turn that it answers: what is asked beside the word on a child at risk, where there is such a word."""
        turn = turn_of(tracker)
        return turn.apart_from_risk or turn

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Speaks the reply; if making it fails, an apology with a reference that is in the log too."""
        turn = self.turn(tracker)
        try:
            reply = await asyncio.to_thread(self.reply, turn) if self.reads_records else self.reply(turn)
        except Exception as error:
            reference = secrets.token_hex(4)
            log.error("%s failed, reference %s: %s", self.name(), reference, kind_and_place(error))
            reply = Reply((Message(services().guidance.phrase("apology", reference=reference)),))
        for message in reply.messages:
            speak(dispatcher, message, guidance_for(turn))
        remember = {"unsure_before": False, **reply.remember} if self.answers else reply.remember
        return [
            SlotSet(name, value)
            for name, value in with_what_is_told(turn, remember).items()
            if name not in NOT_RECORDED or value != turn.remembered.get(name)
        ]


def said(
    text: str, *buttons: Button, extra: Mapping[str, Any] | None = None, remember: Mapping[str, Any] | None = None
) -> Reply:
    """A reply of one message that gives nothing of the guidance, with what else goes with it and is remembered."""
    return Reply((Message(text, buttons=buttons, extra=extra or {}),), remember or {})


def with_what_is_told(turn: Turn, remember: Mapping[str, Any]) -> Mapping[str, Any]:
    """What a reply remembers, with what the message tells of the child besides."""
    told = told_by(turn)
    if not told.says_something:
        return remember
    before = turn.remembered.get("child")
    return {**remember, "child": with_told(before, told, remember.get("child", before))}


def told_by(turn: Turn) -> Told:
    """What a message tells of a child besides what it asks; nothing where its figure can't be.

    Where a skill waits, a message is for it, and what is said in a rehearsal isn't of the child.
    """
    if turn.waiting or turn.from_button or not turn.tells_of_a_child:
        return Told()
    with suppress(FigureError):
        return told_in(turn.text, services().measures, asks=turn.intent not in TELLING)
    return Told()


def speak(dispatcher: CollectingDispatcher, message: Message, guidance: Guidance) -> None:
    """Hands one message to Rasa, with its card where one helps; a card that fails never costs the words."""
    try:
        card = card_for(message, guidance)
    except Exception as error:
        log.error("a card could not be made: %s", kind_and_place(error))
        card = None
    dispatcher.utter_message(
        text=message.text,
        buttons=[{"title": button.title, "payload": button.payload} for button in message.buttons],
        json_message={**message.custom(), "card": card} if card else message.custom(),
    )


def turn_of(tracker: Tracker) -> Turn:
    """The turn that the tracker stands at."""
    latest = tracker.latest_message
    intent = latest.get("intent", {}).get("name")
    return with_held(
        Turn.of(
            latest.get("text"),
            intent,
            latest.get("intent_ranking", ()),
            latest.get("entities", ()),
            tracker.slots,
            tracker.sender_id,
            latest.get("metadata"),
        )
    )


def own_records(turn: Turn) -> tuple[Records, str] | None:
    """The records, and the practitioner whose conversation it is; None where nothing is kept, or not of them."""
    records = records_kept()
    practitioner = records.owner(turn.conversation) if records else None
    return (records, practitioner) if records and practitioner else None


def guidance_for(turn: Turn) -> Guidance:
    """The guidance, with the local parts of the authority that the practitioner chose."""
    return services().guidance.of_authority(turn.remembered.get("authority"))


def without(turn: Turn, skill: str) -> list[str]:
    """The skills that wait once `skill` no longer does."""
    return [name for name in turn.waiting if name != skill]


def on_top(turn: Turn, skill: str) -> list[str]:
    """The skills that wait with `skill` to be answered first."""
    return [*without(turn, skill), skill]


def topic_buttons(guidance: Guidance, ids: tuple[str, ...]) -> tuple[Button, ...]:
    """A button for each topic that there is."""
    return tuple(Button(guidance.entry(one).title, one) for one in ids if guidance.has(one))
