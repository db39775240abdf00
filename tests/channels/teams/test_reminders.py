"""A reminder asked for in Teams: on its day it comes into the chat, once, whatever the connector does."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import pytest_asyncio

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

Comes = Callable[..., Awaitable[int]]


@pytest_asyncio.fixture(loop_scope="session")
async def guide(assistant: Any, kept: Store, teams: Teams) -> AsyncIterator[Guide]:
    """A guide with its records handed to its skills."""
    keep_records(Records(kept))
    async with serving(assistant, kept, teams) as served:
        yield served
    keep_records(None)


@pytest.fixture
def comes(assistant: Any, guide: Guide) -> Comes:
    """Lets a day come, at an hour in London; how many reminders were given on it.

    They are delivered by another server, which looks for what waits as soon as it starts.
    """

    async def comes(day: date, hour: int = 9) -> int:
        then = LONDON.localize(datetime(day.year, day.month, day.day, hour))
        given = await Reminding(guide.store, guide.conversations, 9, lambda: then).give_due()
        async with serving(assistant, guide.store, guide.teams) as another:
            await another.settled()
        return given

    return comes


async def asked_for(guide: Guide) -> Person:
    """Somebody who asked for a reminder and was told that it is set."""
    person = guide.person()
    await person.says(f"remind me on {in_words(LATER)}")
    await guide.settled()
    assert len(person.shown) == 1 and day_in_words(LATER) in person.texts[0]
    return person


async def test_it_comes_into_the_chat_on_its_day_once(guide: Guide, comes: Comes) -> None:
    person = await asked_for(guide)
    given = [await comes(LATER - timedelta(days=1)), await comes(LATER, hour=8)]
    assert given == [0, 0] and len(person.shown) == 1
    given = [await comes(day) for day in (LATER, LATER, LATER + timedelta(days=1))]
    assert given == [1, 0, 0] and person.texts[1:] == [REMINDER]


async def test_it_comes_once_where_the_connector_is_out_of_order_at_first(guide: Guide, comes: Comes) -> None:
    person = await asked_for(guide)
    guide.teams.troubles[person.chat].extend([Trouble(502)] * (QUICK.times + 1))
    assert await comes(LATER) == 1
    assert person.texts[1:] == [REMINDER] and not guide.teams.troubles[person.chat]


async def test_it_comes_to_nobody_else(guide: Guide, comes: Comes) -> None:
    person, other = await asked_for(guide), guide.person()
    await other.says("what is a CIN plan?")
    await guide.settled()
    assert await comes(LATER) == 1
    assert (len(person.shown), len(other.shown)) == (2, 1)


async def test_it_comes_no_more_after_stop_reminders(guide: Guide, comes: Comes) -> None:
    person = await asked_for(guide)
    await person.says("stop reminders")
    await guide.settled()
    assert day_in_words(LATER) in person.texts[1]
    assert await comes(LATER) == 0
    assert len(person.shown) == 2


async def test_the_chat_goes_on_after_it_came(guide: Guide, comes: Comes) -> None:
    person = await asked_for(guide)
    await comes(LATER)
    await person.says("what is a CIN plan?")
    await guide.settled()
    assert person.texts[1] == REMINDER and "CIN" in person.texts[2] and len(person.shown) == 3
