"""Reminders given as they fall due, by whichever server comes first: each is said once (bot/records/reminders.py)."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Callable
from datetime import datetime

from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.events import ActionExecuted, BotUttered, SessionStarted

from bot.channels.conversations import NotSaved
from bot.records.record import GIVEN, Event
from bot.records.reminders import Due, Reminders
from bot.records.store import Store, now
from bot.reminders.clock import in_london, last_day_due
from bot.reminders.wish import Planned
from bot.reminders.words import told_in_words
from bot.runtime.conversations import RunningConversations
from bot.runtime.stored import WrittenMeanwhile, kept, kept_event
from bot.services import services

log = logging.getLogger(__name__)

SECONDS_BETWEEN_ROUNDS = 30.0

MOST_TRIES = 5
"""Times that a reminder is tried in one round where its conversation changes in between; then the next round has it."""


class Reminding:
    """The reminders of one server's store."""

    def __init__(
        self,
        store: Store,
        conversations: RunningConversations,
        hour: int,
        now: Callable[[], datetime] = in_london,
    ) -> None:
        """A day's reminders are given from `hour` on, London time, which `now` tells."""
        self._reminders = Reminders(store)
        self._conversations = conversations
        self._hour = hour
        self._now = now

    async def go_round(self) -> None:
        """Gives what is due, at once and again and again; a database that is gone is tried again."""
        while True:
            try:
                await self.give_due()
            except NotSaved as error:
                log.warning("reminders that are due could not be looked for: %s", error)
            await asyncio.sleep(SECONDS_BETWEEN_ROUNDS)

    async def give_due(self) -> int:
        """Gives what is due; returns how many reminders that were. Raises NotSaved where none can be looked for.

        One that can't be given holds up no other one.
        """
        given = 0
        for one in await kept(self._reminders.due, last_day_due(self._now(), self._hour)):
            try:
                told = await self._given(one)
            except NotSaved as error:
                log.warning("a reminder could not be given, and is tried again: %s", error)
                continue
            given += bool(told)
            for conversation in told:
                await self._announced(conversation)
        return given

    async def _announced(self, conversation: str) -> None:
        """Wakes the pages that show a conversation; those that can't be woken look for themselves after a while."""
        try:
            await self._conversations.added_to(conversation)
        except NotSaved as error:
            log.warning("other servers could not be told of a reminder: %s", error)

    async def _given(self, reminder: str) -> tuple[str, ...]:
        """The conversations in which a reminder was said. Raises NotSaved."""
        for tries_left in reversed(range(MOST_TRIES)):
            try:
                return await kept(self._reminders.give, reminder, said, beginning(), secrets.token_hex(16))
            except WrittenMeanwhile:
                if not tries_left:
                    raise
        return ()


def said(due: Due) -> Event:
    """What the guide says, as Rasa keeps it."""
    reminder = Planned(due.of, due.day, due.on, due.reference)
    beside = {"content": [], "sources": [], "reminder": {"state": GIVEN, **reminder.as_json()}}
    return kept_event(0, BotUttered(told_in_words(reminder, services().guidance), {"custom": beside}), now())


def beginning() -> list[Event]:
    """What Rasa keeps where a conversation begins."""
    at = now()
    events = (ActionExecuted(ACTION_SESSION_START_NAME), SessionStarted(), ActionExecuted(ACTION_LISTEN_NAME))
    return [kept_event(0, event, at) for event in events]
