"""A reminder asked for in Teams: on its day it comes into the chat, once, whatever the connector does."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import pytest_asyncio

from bot.channels.teams import delivery
from bot.practice.dates import in_words
from bot.records.reading import Records
from bot.records.store import Store
from bot.reminders.clock import LONDON, in_london
from bot.reminders.words import day_in_words
from bot.runtime.reminding import Reminding
from bot.services import keep_records
from tests.channels.teams.serving import QUICK, Guide, serving
from tests.channels.teams.teams import Person, Teams, Trouble

pytestmark = pytest.mark.model

LATER = in_london().date() + timedelta(days=20)
REMINDER = f"Reminder: you asked me to remind you of {day_in_words(LATER)}."


@pytest_asyncio.fixture(loop_scope="session")
async def guide(assistant: Any, kept: Store, teams: Teams, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Guide]:
    """A guide with its records handed to its skills, which looks often for chats in which something waits."""
    monkeypatch.setattr(delivery, "SECONDS_BETWEEN_ROUNDS", 0.05)
    keep_records(Records(kept))
    async with serving(assistant, kept, teams) as served:
        yield served
    keep_records(None)


async def asked_for(guide: Guide) -> Person:
    """Somebody who asked for a reminder and was told that it is set."""
    person = guide.person()
    await person.says(f"remind me on {in_words(LATER)}")
    await guide.settled()
    assert len(person.shown) == 1 and day_in_words(LATER) in person.texts[0]
    return person


async def comes(guide: Guide, day: date, hour: int = 9) -> int:
    """Lets a day come, at an hour in London; how many reminders were given on it."""
    then = LONDON.localize(datetime(day.year, day.month, day.day, hour))
    given = await Reminding(guide.store, guide.conversations, 9, lambda: then).give_due()
    await guide.settled()
    return given


async def test_it_comes_into_the_chat_on_its_day_once(guide: Guide) -> None:
    person = await asked_for(guide)
    given = [await comes(guide, LATER - timedelta(days=1)), await comes(guide, LATER, hour=8)]
    assert given == [0, 0] and len(person.shown) == 1
    for day in (LATER, LATER, LATER + timedelta(days=1)):
        await comes(guide, day)
    assert person.texts[1:] == [REMINDER]


async def test_it_comes_once_where_the_connector_is_out_of_order_at_first(guide: Guide) -> None:
    person = await asked_for(guide)
    guide.teams.troubles[person.chat].extend([Trouble(502)] * (QUICK.times + 1))
    assert await comes(guide, LATER) == 1
    assert person.texts[1:] == [REMINDER] and not guide.teams.troubles[person.chat]


async def test_it_comes_to_nobody_else(guide: Guide) -> None:
    person, other = await asked_for(guide), guide.person()
    await other.says("what is a CIN plan?")
    assert await comes(guide, LATER) == 1
    assert (len(person.shown), len(other.shown)) == (2, 1)


async def test_it_comes_no_more_after_stop_reminders(guide: Guide) -> None:
    person = await asked_for(guide)
    await person.says("stop reminders")
    await guide.settled()
    assert day_in_words(LATER) in person.texts[1]
    assert await comes(guide, LATER) == 0
    assert len(person.shown) == 2


async def test_one_that_waited_while_no_server_ran_comes_once_when_one_starts(
    assistant: Any, kept: Store, teams: Teams, guide: Guide
) -> None:
    person = await asked_for(guide)
    guide.teams.troubles[person.chat].extend([Trouble(429, {"Retry-After": "1"}, lasts=1.0)])
    then = LONDON.localize(datetime(LATER.year, LATER.month, LATER.day, 9))
    assert await Reminding(kept, guide.conversations, 9, lambda: then).give_due() == 1
    await guide.channel.stop()
    async with serving(assistant, kept, teams) as again:
        await again.settled()
    assert person.texts[1:] == [REMINDER]
