"""A conversation in the page: asked, answered, reloaded, cut off, followed in a second tab."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Callable

import pytest
from playwright.async_api import Route, expect

from tests.browser.conftest import Person, Window
from tests.browser.cutting import Cutting
from tests.browser.serving import Served
from tests.browser.talking import Guide

pytestmark = pytest.mark.model


QUESTION = "what do I check about reduced hours?"
ANSWER = "the plan for reintegration"

SAY_QUICKLY = """async texts => {
    const {csrf} = await (await fetch("/session")).json();
    const headers = {"Content-Type": "application/json", "X-CSRF-Token": csrf};
    for (const [number, text] of texts.entries()) {
        const body = JSON.stringify({id: `quick-${number}`, text});
        await (await fetch("/conversation/messages", {method: "POST", headers, body})).text();
    }
}"""
"""Says many things as the page does, without waiting for anybody to type."""


async def test_a_question_is_answered(person: Person, report: Callable[[str], None]) -> None:
    guide = await person()
    asked = time.perf_counter()
    await guide.say(QUESTION, then=ANSWER)
    report(f"first reply visible {1000 * (time.perf_counter() - asked):.0f} ms after it was typed and sent")
    said = await guide.said()
    assert QUESTION in said[-2] and "You said" in said[-2]
    assert ANSWER in said[-1] and "The guide said" in said[-1]


async def test_what_is_entered_before_the_page_can_send_is_sent_once_it_can(
    window: Window, guide_served: Served
) -> None:
    page = await (await window()).new_page()
    fetched = asyncio.Event()

    async def slowly(route: Route) -> None:
        await fetched.wait()
        await route.continue_()

    await page.route("**/page*.js", slowly)
    await page.goto(guide_served.address, wait_until="commit")
    guide = Guide(page)
    await guide.composer.fill("92%")
    await guide.composer.press("Enter")
    await expect(guide.send).to_be_disabled()
    fetched.set()
    await guide.shows("15.2 days")
    await expect(guide.composer).to_have_value("")
    assert len(await guide.said()) == 2


async def test_a_reload_shows_the_same_conversation(person: Person) -> None:
    guide = await person()
    await guide.say("walk me through the checklist", then="1 of 7")
    await guide.say("86% this term", then="2 of 7")
    before = [words(said) for said in await guide.said()]
    await guide.page.reload()
    await guide.shows("2 of 7")
    assert [words(said) for said in await guide.said()] == before
    await guide.say("four times, always on a Monday", then="3 of 7")


async def test_a_connection_cut_in_the_middle_of_a_reply_loses_and_doubles_nothing(
    person: Person, guide_served: Served
) -> None:
    network = Cutting(int(guide_served.address.rsplit(":", 1)[1]))
    guide = await person(await network.start())
    try:
        await guide.say("hello", then="Please leave out names")
        network.cut_once_at(ANSWER)
        await guide.say(QUESTION, then=ANSWER)
        network.cut()
        await guide.say("92%", then="15.2 days")
        assert network.cuts == 2
        shown = Counter(words(said) for said in await guide.said())
        assert [said for said, times in shown.items() if times > 1] == []
        await guide.page.reload()
        await guide.shows("15.2 days")
        assert Counter(words(said) for said in await guide.said()) == shown
    finally:
        await network.stop()


async def test_a_second_tab_shows_the_same_conversation_as_it_goes_on(person: Person, guide_served: Served) -> None:
    first = await person()
    await first.say(QUESTION, then=ANSWER)
    second = Guide(await first.page.context.new_page())
    await second.page.goto(guide_served.address)
    await second.shows(ANSWER)
    await second.say("92%", then="15.2 days")
    await first.shows("15.2 days")
    assert len(await first.said()) == len(await second.said())


async def test_two_people_in_two_browsers_never_see_each_others_words(person: Person) -> None:
    one, other = await person(), await person()
    await one.say("walk me through the checklist", then="1 of 7")
    await other.say("92%", then="15.2 days")
    await one.say("my words of the first browser", then="2 of 7")
    await other.say("hello", then="Please leave out names")
    for guide, strange in ((one, "15.2 days"), (other, "my words of the first browser")):
        await guide.page.reload()
        await guide.ready()
        await expect(guide.articles.first).to_be_visible()
        assert not [said for said in await guide.said() if strange in said]


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("<script>window.hit = 1</script>", "<script>window.hit = 1</script>"),
        ("<img src=x onerror='window.hit = 1'>", "<img src=x onerror='window.hit = 1'>"),
        ("/restart", "restart"),
    ],
)
async def test_what_is_typed_is_text_and_nothing_else(person: Person, typed: str, shown: str) -> None:
    guide = await person()
    await guide.say("walk me through the checklist", then="1 of 7")
    await guide.say(typed, then=shown)
    await guide.say("stop", then="Summary")
    assert any(shown in said for said in await guide.said())
    assert await guide.page.evaluate("window.hit") is None
    assert await guide.log.locator("script, img").count() == 0


async def test_a_button_that_was_used_stays_as_what_was_chosen(person: Person) -> None:
    guide = await person()
    await guide.say("hello", then="Please leave out names")
    button = guide.articles.last.get_by_role("button").first
    title = await button.inner_text()
    await button.click()
    await expect(guide.articles.filter(has_text="You said").last).to_contain_text(title)
    usable = guide.articles.filter(has_text="Please leave out names").last.get_by_role("button", disabled=False)
    await expect(usable.filter(has_text=title)).to_have_count(0)
    await guide.page.reload()
    await guide.shows("Please leave out names")
    await expect(usable.filter(has_text=title)).to_have_count(0)


async def test_a_deleted_conversation_is_gone_in_every_tab(person: Person, guide_served: Served) -> None:
    guide = await person()
    second = Guide(await guide.page.context.new_page())
    await second.page.goto(guide_served.address)
    await guide.say(QUESTION, then=ANSWER)
    await second.shows(ANSWER)
    await guide.page.get_by_role("button", name="Delete this conversation").click()
    await guide.page.get_by_role("dialog").get_by_role("button", name="Delete it").click()
    for tab in (guide, second):
        await expect(tab.log).not_to_contain_text(ANSWER)
    await guide.page.reload()
    await guide.ready()
    assert not [said for said in await guide.said() if ANSWER in said]


async def test_an_answer_can_be_marked_helpful(person: Person) -> None:
    guide = await person()
    await guide.say(QUESTION, then=ANSWER)
    yes = guide.articles.last.get_by_role("button", name="Yes")
    await yes.click()
    await expect(yes).to_have_attribute("aria-pressed", "true")
    await expect(guide.page.get_by_role("status").filter(has_text="Thank you")).to_be_visible()


async def test_a_conversation_of_two_hundred_messages_is_shown_whole_and_goes_on(person: Person) -> None:
    guide = await person()
    await guide.page.evaluate(SAY_QUICKLY, [f"{90 + number / 100}%" for number in range(100)])
    await guide.page.reload()
    await expect(guide.articles).to_have_count(200)
    await guide.say(QUESTION, then=ANSWER)
    assert await guide.articles.count() == 202


def words(said: str) -> str:
    """What is said, without what changes with time, such as buttons that were overtaken."""
    return said.split("Was this helpful?")[0]
