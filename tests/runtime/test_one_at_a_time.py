"""Turns of one conversation wait for each other, and nobody else does."""

from __future__ import annotations

import asyncio

import pytest

from bot.runtime.one_at_a_time import OneAtATime

pytestmark = pytest.mark.model


async def turn(locks: OneAtATime, conversation: str, number: int, told: list[str], seconds: float = 0.0) -> None:
    async with locks.lock(conversation, wait_time_in_seconds=1):
        told.append(f"{number} begins")
        await asyncio.sleep(seconds)
        told.append(f"{number} ends")


async def test_turns_of_a_conversation_go_one_after_the_other_in_the_order_in_which_they_came() -> None:
    locks, told = OneAtATime(), list[str]()
    await asyncio.gather(*(turn(locks, "a", number, told, 0.001) for number in (1, 2, 3)))
    assert told == ["1 begins", "1 ends", "2 begins", "2 ends", "3 begins", "3 ends"]


async def test_another_conversation_does_not_wait() -> None:
    locks, told = OneAtATime(), list[str]()
    await asyncio.gather(turn(locks, "a", 1, told, 0.001), turn(locks, "b", 2, told))
    assert told == ["1 begins", "2 begins", "2 ends", "1 ends"]


async def test_who_waited_goes_on_as_soon_as_the_turn_before_is_over() -> None:
    locks, told = OneAtATime(), list[str]()
    both = asyncio.gather(turn(locks, "a", 1, told), turn(locks, "a", 2, told))
    # Rasa's own would look again after a second.
    await asyncio.wait_for(both, 0.9)
    assert told[-1] == "2 ends"


async def test_a_turn_that_fails_lets_the_next_one_go_on() -> None:
    locks = OneAtATime()
    with pytest.raises(ValueError, match="it failed"):
        async with locks.lock("a"):
            raise ValueError("it failed")
    async with locks.lock("a"):
        pass


async def test_what_nobody_holds_is_forgotten() -> None:
    locks = OneAtATime()
    async with locks.lock("a"):
        assert list(locks._locks) == ["a"]
    assert not list(locks._locks)
