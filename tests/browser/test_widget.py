"""The widget in pages of the intranet: friendly, strict and hostile ones."""

from __future__ import annotations

import json
from typing import Any
from urllib.request import urlopen

import pytest
from playwright.async_api import Frame, Page, expect

from tests.browser.conftest import Window
from tests.browser.host import Site
from tests.browser.serving import Served
from tests.browser.talking import Guide

pytestmark = pytest.mark.model

LARGEST_SCRIPT = 5_000
"""Bytes, uncompressed."""

OPENED_TO_TESTS = """
const attach = Element.prototype.attachShadow;
Element.prototype.attachShadow = function (how) { return attach.call(this, {...how, mode: "open"}); };
"""
"""The shadow root is closed; the tests have it open, to see into it."""


class Widget:
    """The widget in a page of the intranet."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.button = page.get_by_role("button", name="Attendance guide")
        self.dialog = page.get_by_role("dialog", name="Attendance guide")
        self.guide = Guide(page, page.frame_locator("iframe"))

    async def open(self) -> Widget:
        await self.button.click()
        await self.guide.ready()
        return self

    def frame(self) -> Frame:
        """The frame with the guide in it."""
        return self.page.frames[1]

    async def styles(self, *selectors: str) -> list[dict[str, str]]:
        """All computed styles of elements inside the widget."""
        return list(
            await self.page.evaluate(
                """selectors => {
                    const root = document.documentElement.lastElementChild.shadowRoot;
                    return selectors.map(selector => computed(root.querySelector(selector)));
                    function computed(element) {
                        const style = getComputedStyle(element);
                        return Object.fromEntries([...style].map(name => [name, style.getPropertyValue(name)]));
                    }
                }""",
                list(selectors),
            )
        )


async def at(window: Window, site: Site, path: str, **options: Any) -> Widget:
    """A person on a page of the intranet."""
    context = await window(**options)
    await context.add_init_script(OPENED_TO_TESTS)
    page = await context.new_page()
    await page.goto(site.origin + path)
    widget = Widget(page)
    await expect(widget.button).to_be_visible()
    return widget


async def test_a_question_is_answered_in_the_widget(window: Window, intranet: Site) -> None:
    widget = await (await at(window, intranet, "/one")).open()
    await widget.guide.say("92%", then="15.2 days")


async def test_the_guide_is_asked_for_nothing_but_the_script_before_the_panel_is_opened(
    window: Window, intranet: Site
) -> None:
    context = await window()
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page = await context.new_page()
    await page.goto(f"{intranet.origin}/one", wait_until="networkidle")
    assert [url.rsplit("/", 1)[1] for url in asked if not url.startswith(intranet.origin)] == ["widget.js"]


async def test_the_widget_looks_the_same_in_a_page_with_hostile_styles(window: Window, intranet: Site) -> None:
    looks = []
    for path in ("/one", "/hostile"):
        widget = await (await at(window, intranet, path)).open()
        looks.append(await widget.styles("aside", "button", "[role=dialog]", "h2", "iframe"))
    friendly, hostile = looks
    assert hostile == friendly


async def test_the_host_page_looks_the_same_with_the_widget_and_without(window: Window, intranet: Site) -> None:
    script = """() => [...document.querySelectorAll("html, body, body *")].map(element => {
        const style = getComputedStyle(element);
        return [...style].map(name => name + style.getPropertyValue(name)).join();
    })"""
    without = await (await window()).new_page()
    await without.goto(f"{intranet.origin}/plain")
    await without.evaluate("document.querySelector('h1').textContent = 'One'")
    widget = await (await at(window, intranet, "/one")).open()
    assert await widget.page.evaluate(script) == await without.evaluate(script)


async def test_the_host_finds_no_way_into_the_widget(window: Window, intranet: Site) -> None:
    page = await (await window()).new_page()
    await page.goto(f"{intranet.origin}/one", wait_until="networkidle")
    assert await page.evaluate("document.documentElement.lastElementChild.shadowRoot") is None
    assert await page.evaluate("Object.keys(window).filter(name => /guide|widget/i.test(name))") == []


async def test_a_second_script_tag_does_nothing(window: Window, intranet: Site) -> None:
    widget = await at(window, intranet, "/twice")
    await widget.page.wait_for_load_state("networkidle")
    await expect(widget.button).to_have_count(1)


async def test_it_works_under_a_policy_that_allows_only_the_guides_script_and_frame(
    window: Window, intranet: Site
) -> None:
    widget = await (await at(window, intranet, "/strict")).open()
    await widget.guide.say("92%", then="15.2 days")
    assert (await widget.styles("aside"))[0]["font-family"] == "Arial, sans-serif"


async def test_it_keeps_its_place_and_its_conversation_between_pages(window: Window, intranet: Site) -> None:
    widget = await (await at(window, intranet, "/one")).open()
    await widget.guide.say("92%", then="15.2 days")
    await widget.page.get_by_role("button", name="Make larger").click()
    large = await widget.dialog.bounding_box()
    await widget.page.goto(f"{intranet.origin}/two")
    await widget.guide.shows("15.2 days")
    assert await widget.dialog.bounding_box() == large
    assert await widget.page.evaluate("document.activeElement === document.body")
    kept = await widget.page.evaluate("JSON.stringify({...sessionStorage, ...localStorage})")
    assert json.loads(kept) == {"attendance-guide": '{"open":true,"large":true}'}
    await widget.page.get_by_role("button", name="Close").click()
    await widget.page.goto(f"{intranet.origin}/one")
    await expect(widget.button).to_have_attribute("aria-expanded", "false")
    await expect(widget.dialog).to_be_hidden()


async def test_escape_closes_it_and_the_focus_is_back_on_its_button(window: Window, intranet: Site) -> None:
    widget = await at(window, intranet, "/one")
    for inside_the_guide in (True, False):
        await widget.button.focus()
        await widget.page.keyboard.press("Enter")
        await expect(widget.button).to_have_attribute("aria-expanded", "true")
        await expect(widget.guide.composer).to_be_focused()
        if not inside_the_guide:
            await widget.page.get_by_role("button", name="Close").focus()
        await widget.page.keyboard.press("Escape")
        await expect(widget.dialog).to_be_hidden()
        await expect(widget.button).to_be_focused()


async def test_escape_in_the_host_page_is_the_host_pages_own(window: Window, intranet: Site) -> None:
    widget = await (await at(window, intranet, "/one")).open()
    await widget.page.get_by_role("button", name="Its own").focus()
    await widget.page.keyboard.press("Escape")
    await expect(widget.dialog).to_be_visible()


async def test_on_a_phone_it_fills_the_window(window: Window, intranet: Site) -> None:
    widget = await (await at(window, intranet, "/one", viewport={"width": 320, "height": 640})).open()
    assert await widget.dialog.bounding_box() == {"x": 0, "y": 0, "width": 320, "height": 640}
    assert await widget.frame().evaluate("document.documentElement.scrollWidth <= innerWidth")


async def test_it_stands_on_the_left_where_that_is_asked(window: Window, intranet: Site) -> None:
    widget = await at(window, intranet, "/left")
    box = await widget.button.bounding_box()
    assert box is not None and box["x"] < 50


async def test_a_message_from_anywhere_but_the_guides_frame_or_the_host_does_nothing(
    window: Window, intranet: Site
) -> None:
    widget = await (await at(window, intranet, "/one")).open()
    await widget.page.get_by_role("button", name="Its own").focus()
    await widget.page.evaluate("window.postMessage({guide: 'close'}, '*')")
    await widget.frame().evaluate("window.postMessage({guide: 'hello', focused: true}, '*')")
    await widget.guide.say("hello", then="Please leave out names")
    await expect(widget.dialog).to_be_visible()


async def test_escape_closes_what_is_nearest_first(window: Window, intranet: Site) -> None:
    widget = await (await at(window, intranet, "/one")).open()
    await widget.guide.composer.press_sequentially("redu")
    option = widget.guide.inside.get_by_role("option").first
    await expect(option).to_be_visible()
    await widget.guide.composer.press("Escape")
    await expect(option).to_be_hidden()
    await expect(widget.dialog).to_be_visible()
    await widget.guide.inside.get_by_role("button", name="Delete this conversation").click()
    question = widget.guide.inside.get_by_role("dialog")
    await expect(question).to_be_visible()
    await widget.page.keyboard.press("Escape")
    await expect(question).to_be_hidden()
    await expect(widget.dialog).to_be_visible()


def test_the_script_that_a_host_page_loads_is_small(guide_served: Served) -> None:
    with urlopen(f"{guide_served.address}/widget.js") as answer:
        assert len(answer.read()) < LARGEST_SCRIPT
