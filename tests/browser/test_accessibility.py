"""Whether everybody can use it: what axe-core finds, keys alone, announcements, small windows, colour schemes."""

from __future__ import annotations

import pytest
from playwright.async_api import Page, expect

from tests.browser.axe import violations
from tests.browser.conftest import Person, Picture, Window
from tests.browser.host import Site
from tests.browser.serving import Served
from tests.browser.states import STATES
from tests.browser.talking import Guide
from tests.browser.test_widget import at

pytestmark = pytest.mark.model


SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
CUT_OFF = """[...document.querySelectorAll("main *")].filter(element =>
    element.clientWidth > 1 && element.scrollWidth > element.clientWidth + 1
    && getComputedStyle(element).overflowX === "hidden").map(element => element.outerHTML)"""
NARROW = {"width": 320, "height": 640}
WIDE = {"width": 1280, "height": 800}


@pytest.mark.parametrize("state", STATES)
async def test_axe_finds_nothing_and_nothing_scrolls_sideways_or_is_cut_off(
    person: Person, picture: Picture, state: str
) -> None:
    guide = await person(reduced_motion="reduce")
    await STATES[state](guide)
    page = guide.page
    found = []
    for scheme in ("light", "dark"):
        await page.emulate_media(color_scheme=scheme)
        await picture(page, f"{state}-{scheme}")
        found += await violations(page)
    await page.set_viewport_size(NARROW)
    await picture(page, f"{state}-narrow")
    assert (found, await page.evaluate(SIDEWAYS), await page.evaluate(CUT_OFF)) == ([], 0, [])


@pytest.mark.parametrize("path", ["accessibility", "privacy"])
async def test_axe_finds_nothing_on_the_pages_about_the_guide(
    window: Window, guide_served: Served, picture: Picture, path: str
) -> None:
    page = await (await window()).new_page()
    await page.goto(f"{guide_served.address}/{path}")
    found = []
    for scheme in ("light", "dark"):
        await page.emulate_media(color_scheme=scheme)
        await picture(page, f"{path}-{scheme}")
        found += await violations(page)
    await page.set_viewport_size(NARROW)
    assert (found, await page.evaluate(SIDEWAYS)) == ([], 0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_axe_finds_nothing_in_the_open_widget(
    window: Window, intranet: Site, picture: Picture, scheme: str
) -> None:
    widget = await (await at(window, intranet, "/one", color_scheme=scheme)).open()
    await widget.guide.say("92%", then="15.2 days")
    await picture(widget.page, f"widget-{scheme}")
    assert await violations(widget.page) == []


async def test_everything_can_be_read_in_forced_colours(person: Person, picture: Picture) -> None:
    guide = await person(forced_colors="active", color_scheme="dark")
    for state in ("impact", "card", "summary"):
        await STATES[state](guide)
        await picture(guide.page, f"{state}-forced-colours")
    edges = """() => [...document.querySelectorAll("main :is(button, textarea):enabled")]
        .filter(element => element.checkVisibility() && getComputedStyle(element).borderTopStyle === "none"
            && getComputedStyle(element).outlineStyle === "none").map(element => element.outerHTML)"""
    assert await guide.page.evaluate(edges) == []


async def test_the_walk_through_is_done_from_start_to_printed_summary_with_keys_alone(
    person: Person, picture: Picture
) -> None:
    guide = await person()
    page = guide.page
    await page.evaluate("window.print = () => { window.printed = (window.printed ?? 0) + 1; }")
    await tab_to(page, "What to find out from the school")
    await page.keyboard.press("Enter")
    await guide.shows("1 of 7")
    for number in range(1, 8):
        await tab_to_composer(guide)
        await page.keyboard.type(f"noted for item {number}")
        await page.keyboard.press("Enter")
        await guide.shows(f"{number + 1} of 7" if number < 7 else "Summary")
    await tab_to(page, "Print")
    await page.keyboard.press("Enter")
    assert await page.evaluate("window.printed") == 1
    await page.emulate_media(media="print")
    await picture(page, "summary-printed")
    printed = await page.evaluate("document.body.innerText")
    assert "noted for item 1" in printed and "noted for item 7" in printed
    await expect(guide.composer).to_be_hidden()
    await expect(page.get_by_role("contentinfo")).to_be_hidden()


async def tab_to(page: Page, words: str) -> None:
    """Presses Tab until the focus is on something with these words, and says what was passed where it never comes."""
    passed = []
    for _ in range(80):
        await page.keyboard.press("Tab")
        focused = await page.evaluate("document.activeElement.innerText ?? ''")
        if words in focused:
            return
        passed.append(focused)
    pytest.fail(f"Tab never came to {words!r}: {passed}")


async def tab_to_composer(guide: Guide) -> None:
    """Presses Tab until one can type, unless one can already."""
    for _ in range(80):
        if await guide.composer.evaluate("element => element === document.activeElement"):
            return
        await guide.page.keyboard.press("Tab")
    pytest.fail("Tab never came to the composer")


async def test_the_focus_stays_where_the_person_put_it_while_replies_arrive(
    person: Person, guide_served: Served
) -> None:
    guide = await person()
    await guide.say("hello", then="Please leave out names")
    await expect(guide.composer).to_be_focused()
    link = guide.page.get_by_role("contentinfo").get_by_role("link").first
    await link.focus()
    other_tab = Guide(await guide.page.context.new_page())
    await other_tab.page.goto(guide_served.address)
    await other_tab.say("92%", then="15.2 days")
    await guide.shows("15.2 days")
    await expect(link).to_be_focused()


async def test_each_message_is_announced_once_and_politely(person: Person) -> None:
    guide = await person()
    await expect(guide.log).to_have_attribute("aria-live", "polite")
    await guide.page.evaluate(
        """() => {
            window.added = [];
            window.removed = 0;
            new MutationObserver(changes => changes.forEach(change => {
                window.added.push(...[...change.addedNodes].map(node => node.textContent));
                window.removed += [...change.removedNodes].filter(node => node.tagName === "ARTICLE").length;
            })).observe(document.querySelector("[role=log]"), {childList: true, subtree: true});
        }"""
    )
    await guide.say("what do I check about reduced hours?", then="the plan for reintegration")
    await guide.say("92%", then="15.2 days")
    added = await guide.page.evaluate("window.added")
    assert len([text for text in added if "the plan for reintegration" in text]) == 1
    assert len([text for text in added if "15.2 days" in text]) == 1
    assert await guide.page.evaluate("window.removed") == 0
    loud = guide.page.locator("[aria-live=assertive], [role=alert]")
    assert not [text for text in await loud.all_inner_texts() if text.strip()]


async def test_the_history_is_not_announced_again_after_a_reload(person: Person) -> None:
    guide = await person()
    await guide.say("92%", then="15.2 days")
    await guide.page.add_init_script(
        """new MutationObserver(changes => changes.forEach(change => {
            const log = change.target.closest?.("[role=log]");
            if (log && change.addedNodes.length) {
                const quiet = log.getAttribute("aria-busy") === "true" || log.getAttribute("aria-live") === "off";
                if (!quiet) (window.announced ??= []).push(log.textContent);
            }
        })).observe(document, {childList: true, subtree: true});"""
    )
    await guide.page.reload()
    await guide.shows("15.2 days")
    assert not [text for text in await guide.page.evaluate("window.announced ?? []") if "15.2 days" in text]


async def test_the_page_can_be_used_at_four_hundred_percent(person: Person, picture: Picture) -> None:
    zoomed = {"width": WIDE["width"] // 4, "height": WIDE["height"] // 4}
    guide = await person(viewport=zoomed, device_scale_factor=4)
    await guide.say("what do I check about reduced hours?", then="the plan for reintegration")
    await picture(guide.page, "answer-400-percent", whole=False)
    assert await guide.page.evaluate(SIDEWAYS) == 0
    await guide.composer.scroll_into_view_if_needed()
    box = await guide.composer.bounding_box()
    assert box is not None and 0 <= box["y"] < zoomed["height"]
