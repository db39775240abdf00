"""The states that the page can be in, each reached as a person reaches it."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable

from playwright.async_api import expect

from tests.browser.talking import Guide

LONG = 20_001
"""Characters of a message that is too long to be sent."""


async def start(guide: Guide) -> None:
    """As one meets it."""


async def answer(guide: Guide) -> None:
    """A question answered, and where the answer comes from opened."""
    await guide.say("what do I check about reduced hours?", then="the plan for reintegration")
    await guide.articles.last.get_by_text("Where this comes from").click()


async def topics(guide: Guide) -> None:
    """The list of topics, open."""
    await guide.composer.press_sequentially("redu")
    await expect(guide.inside.get_by_role("option").first).to_be_visible()


async def walk_through(guide: Guide) -> None:
    """In the middle of the walk-through."""
    await guide.say("walk me through the checklist", then="1 of 7")
    await guide.say("86% this term, 91% last term", then="2 of 7")
    await guide.say("skip", then="3 of 7")


async def summary(guide: Guide) -> None:
    """The walk-through's end."""
    await walk_through(guide)
    await guide.say("stop", then="Summary of what the school has told you")


async def impact(guide: Guide) -> None:
    """What a figure means, with its picture."""
    await guide.say("92%", then="15.2 days")


async def table(guide: Guide) -> None:
    """The appendix's table."""
    await guide.say("show me the table of days missed", then="190")


async def card(guide: Guide) -> None:
    """A card with inputs."""
    await guide.say("is it time to escalate", then="Which plan")


async def ages(guide: Guide) -> None:
    """Questions for each age."""
    await guide.say("questions for children of different ages", then="?")


async def rehearsal(guide: Guide) -> None:
    """In the middle of a rehearsal."""
    await guide.say("rehearse with a child", then="Which child")
    await guide.articles.last.get_by_role("button").first.click()
    await expect(guide.articles).to_have_count(4)
    await guide.say("What is school like for you?", then="What is school like for you?")
    await guide.say("Do you like maths?", then="Do you like maths?")


async def feedback(guide: Guide) -> None:
    """What a rehearsal came to."""
    await rehearsal(guide)
    await guide.say("how did I do?", then="Invitation")


async def error(guide: Guide) -> None:
    """A message that can't be taken."""
    await guide.composer.fill("long " * (LONG // 5 + 1))
    await guide.composer.press("Enter")
    await expect(guide.inside.get_by_text(re.compile("too long|20,000"))).to_be_visible()


async def deleting(guide: Guide) -> None:
    """Asked whether the conversation is really to be deleted."""
    await guide.say("hello", then="Please leave out names")
    await guide.inside.get_by_role("button", name=re.compile("delete this conversation", re.I)).click()


async def long_conversation(guide: Guide) -> None:
    """After many messages."""
    for term in ("CIN", "CP", "EWO", "PSP", "EHCP", "Section 47", "SMART", "persistent absence"):
        await guide.say(f"what is {term}?", then=f"what is {term}?")


STATES: dict[str, Callable[[Guide], Awaitable[None]]] = {
    state.__name__: state
    for state in (
        start, answer, topics, walk_through, summary, impact, table, card, ages, rehearsal, feedback, error, deleting,
        long_conversation,
    )
}  # fmt: skip
