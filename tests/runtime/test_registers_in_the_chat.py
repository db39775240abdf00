"""A school's register handed over in a conversation: what is said of it, and what is worked out from it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.channels.conversations import Said
from bot.channels.registers import add_register
from bot.records.store import Store
from bot.runtime.assistant import Assistant
from bot.runtime.conversations import RunningConversations
from bot.runtime.stored import StoredDesks
from tests.runtime.test_stored import conversations_of, on

pytestmark = pytest.mark.model

AUTUMN = date(2025, 9, 1)


def csv_of(first: date, days: list[str], heading: str = "Date,AM,PM", beside: str = "") -> bytes:
    """A register with a row a day, from Monday `first` on, the weekends left out."""
    dates = [first + timedelta(days=7 * (place // 5) + place % 5) for place in range(len(days))]
    rows = [f"{day:%d/%m/%Y},{marks[0]},{marks[1:]}{beside}" for day, marks in zip(dates, days, strict=True)]
    return "\n".join([heading, *rows]).encode()


GOOD_WEEK = ["/\\"] * 5
LATE_WEEK = ["L\\", "U\\", "/\\", "/\\", "/\\"]
SUSPENDED_WEEK = ["/\\", "EE", "EE", "/\\", "/\\"]
PART_TIME_WEEK = ["/C2"] * 5
OFF_WEEK = ["OO"] * 5

MIXED = [*GOOD_WEEK * 5, *LATE_WEEK, *SUSPENDED_WEEK, *PART_TIME_WEEK]
"""80 sessions, 70 attended: 4 of suspension, 5 part-time, 1 late after the close are absent."""


class Talk:
    """One practitioner's conversation."""

    def __init__(self, conversations: RunningConversations) -> None:
        self._conversations, self._sent = conversations, 0
        self.last: list[Said] = []

    async def says(self, text: str) -> str:
        """All that the guide answers."""
        conversation = await self._conversations.current("worker")
        return self._heard(await self._conversations.say(conversation, text, self._id()))

    async def adds(self, file: bytes, name: str = "register.csv") -> str:
        """All that the guide says to a file."""
        conversation = await self._conversations.current("worker")
        return self._heard(await add_register(self._conversations, conversation, file, name, self._id()))

    def _id(self) -> str:
        self._sent += 1
        return f"sent-{self._sent}"

    def _heard(self, said: list[Said]) -> str:
        self.last = [one for one in said if one.author == "guide"]
        return "\n\n".join(one.text for one in self.last)

    @property
    def beside(self) -> dict[str, object]:
        """What the first message carries beside its text."""
        return dict(self.last[0].custom)


@pytest.fixture
def talk(assistant: Assistant, store: Store) -> Talk:
    """A conversation with the assistant, kept in a store of its own."""
    return Talk(RunningConversations(on(assistant, conversations_of(store, assistant)), StoredDesks(store)))


async def test_a_register_is_answered_with_its_figures_and_a_calendar(talk: Talk):
    answer = await talk.adds(csv_of(AUTUMN, MIXED))
    assert "Attendance 87.5%: 70 of 80 possible sessions." in answer
    assert talk.beside["register"]["attendance"] == 87.5
    assert talk.beside["calendar"]["2025-10-06"] == "L \\ U \\ / \\ / \\ / \\"


async def test_names_in_a_register_are_in_no_answer_and_no_history(talk: Talk):
    rows = csv_of(AUTUMN, MIXED, "Date,AM,PM,Pupil", ",Wilhelmina Ostrowska")
    await talk.adds(rows, "Wilhelmina Ostrowska.csv")
    said = await talk._conversations.since(await talk._conversations.current("worker"), 0)
    assert len(said) == 2
    assert not any("Ostrowska" in str(one.as_json()) for one in said)


async def test_a_register_that_cannot_be_read_is_answered_with_every_fault_and_nothing_is_taken(talk: Talk):
    answer = await talk.adds(b"Date,AM,PM\n01/09/2025,/,\\\n02/09/2025,H,\\\n32/09/2025,/,\\\n")
    assert "These 2 things need putting right" in answer
    assert "line 3" in answer and "line 4" in answer
    assert "I have no register in this conversation yet" in await talk.says("what does the register say")


async def test_the_first_four_items_of_the_checklist_are_filled_in_to_be_confirmed(talk: Talk):
    await talk.adds(csv_of(AUTUMN, MIXED))
    asked = await talk.says("walk me through the school checklist")
    assert "The register says: 87.5% so far, 70 of 80 sessions attended." in asked
    assert "The register says: 1 late before the register closed, 1 after it closed" in await talk.says("yes")
    assert "3 of 7" in await talk.says("there were 12 lates in the office book")
    await talk.says("/affirm")
    assert "5 of 7" in await talk.says("that's right")
    summary = await talk.says("summary")
    assert "87.5% so far, 70 of 80 sessions attended (from the register)" in summary
    assert "there were 12 lates in the office book" in summary
    assert "To be confirmed." not in summary


async def test_what_is_not_confirmed_is_marked_so_in_the_summary(talk: Talk):
    await talk.says("walk me through the school checklist")
    answer = await talk.adds(csv_of(AUTUMN, MIXED))
    assert "I've filled in the first items of the school checklist" in answer
    assert "The register says: 87.5%" in answer
    assert "To be confirmed." in await talk.says("summary")


async def test_a_note_of_the_practitioners_own_stays_when_a_register_comes(talk: Talk):
    await talk.says("walk me through the school checklist")
    await talk.says("91%")
    await talk.adds(csv_of(AUTUMN, MIXED))
    summary = await talk.says("summary")
    assert "Current attendance: 91%" in summary


async def test_no_to_what_the_register_says_asks_for_what_is_right(talk: Talk):
    await talk.adds(csv_of(AUTUMN, MIXED))
    await talk.says("walk me through the school checklist")
    assert "tell me what is right" in await talk.says("no")
    assert "2 of 7" in await talk.says("84% on the school's own system")


async def test_impact_counts_the_sessions_of_the_register_so_far(talk: Talk):
    await talk.adds(csv_of(AUTUMN, MIXED))
    await talk.says("/impact.calculate")
    assert talk.beside["impact"]["so_far"]["days_missed"] == 5
    assert talk.beside["impact"]["attendance"] == 87.5


async def test_escalation_goes_by_the_register_and_asks_only_for_the_plan(talk: Talk):
    await talk.adds(csv_of(AUTUMN, MIXED))
    await talk.says("should I escalate? she is on a CIN plan")
    assert talk.beside["escalation"]["level"] == "flag"


async def test_a_second_register_is_compared_with_the_first_and_a_fall_counts_as_declining(talk: Talk):
    await talk.adds(csv_of(AUTUMN, GOOD_WEEK * 8))
    await talk.adds(csv_of(date(2026, 1, 5), [*GOOD_WEEK * 6, *OFF_WEEK * 2]))
    answer = await talk.says("compare the two registers")
    assert "Attendance: down from 100% to 75%" in answer
    assert talk.beside["compared"]["rows"][0]["direction"] == "down"
    assert "Attendance is falling, from 100% to 75%" in await talk.says("should I escalate? child in need plan")


async def test_what_it_can_still_come_to_is_worked_out_from_the_days_left(talk: Talk):
    await talk.adds(csv_of(AUTUMN, MIXED))
    answer = await talk.says("how many days can he still miss to stay over 90?")
    assert "With no absence in the 150 days left, attendance comes to 97.37% by the end of the school year." in answer
    assert "To be over 90% then, at most 27 sessions (13.5 days) can still be missed." in answer
    assert "After 10 school days on end without absence it is at 90%." in answer


async def test_marks_pasted_into_the_chat_are_read_as_a_register(talk: Talk):
    answer = await talk.says("/\\/\\LNOO/\\ from 1 September 2025")
    assert "Attendance 70%: 7 of 10 possible sessions." in answer


async def test_how_to_add_a_register_is_said_where_there_is_none(talk: Talk):
    assert "Add a register" in await talk.says("can you read the school's register")
    assert "I need the register for that" in await talk.says("if she's in every day from now, what will it be by July?")
