"""A school's register on the page: added as a file, drawn, read with keys and by a screen reader, and printed."""

from __future__ import annotations

import asyncio
import re
from datetime import date, timedelta

import pytest
from playwright.async_api import FilePayload, Route, expect

from bot.channels.registers import LARGEST_FILE
from tests.browser.axe import violations
from tests.browser.conftest import Person, Picture, Window
from tests.browser.host import Site
from tests.browser.talking import Guide
from tests.browser.test_accessibility import CUT_OFF, NARROW, SIDEWAYS, WIDE, tab_to
from tests.browser.test_widget import at

pytestmark = pytest.mark.model


DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri")
HEADINGS = ",".join(["Week beginning", *(f"{day} {half}" for day in DAYS for half in ("AM", "PM"))])
WEEKS = ("/ \\ / \\ / \\ / \\ / \\", "L \\ / \\ / \\ / \\ / \\", "/ \\ O O I I / C2 M \\")
"""All there; late on Monday; absent in part."""

DROP = """({name, text}) => {
    const held = new DataTransfer();
    held.items.add(new File([text], name));
    const log = document.getElementById("log");
    const event = name => log.dispatchEvent(new DragEvent(name, {bubbles: true, cancelable: true, dataTransfer: held}));
    event("dragenter");
    const shown = document.getElementById("drop").checkVisibility();
    event("dragover");
    event("drop");
    return [shown, document.getElementById("drop").checkVisibility()];
}"""


def year(begins: date, weeks: int = 39) -> str:
    """A register as a school exports it, a row a week."""
    mondays = [begins + timedelta(weeks=week) for week in range(weeks)]
    rows = [",".join([f"{monday:%d/%m/%Y}", *WEEKS[place % 3].split()]) for place, monday in enumerate(mondays)]
    return "\n".join([HEADINGS, *rows]) + "\n"


LAST_YEAR, THIS_YEAR = year(date(2024, 9, 2)), year(date(2025, 9, 1))


def file(text: str | bytes = THIS_YEAR, name: str = "register.csv") -> FilePayload:
    data = text.encode() if isinstance(text, str) else text
    return {"name": name, "mimeType": "text/csv", "buffer": data}


async def add(guide: Guide, text: str | bytes = THIS_YEAR) -> None:
    """Adds a register with the button, and waits for what is said of it."""
    before = await guide.articles.count()
    await guide.inside.get_by_label("Add a register").set_input_files(file(text))
    await expect(guide.articles).to_have_count(before + 2)


async def test_a_file_that_is_added_is_answered_with_its_calendar_its_weeks_and_its_weekdays(person: Person) -> None:
    guide = await person()
    await add(guide)
    answer = guide.articles.last
    await expect(answer).to_contain_text("I kept the marks and the days")
    await expect(answer.get_by_role("table")).to_have_count(4)
    await expect(answer.get_by_role("img", name="Attendance each week")).to_be_visible()
    row = answer.get_by_role("row", name=re.compile("^15 Sept"))
    await expect(row.get_by_role("cell")).to_have_count(10)
    await expect(row.get_by_role("cell", name="other unauthorised absence")).to_have_count(2)
    await expect(answer.locator(".card")).to_have_count(0)
    await expect(answer.get_by_role("button", name="What it can still come to")).to_be_visible()


async def test_the_same_file_can_be_added_once_more(person: Person) -> None:
    guide = await person()
    await add(guide)
    await add(guide)
    await expect(guide.articles.last.get_by_role("table").first).to_be_visible()


async def test_a_file_can_be_dropped_anywhere_on_the_conversation(person: Person) -> None:
    guide = await person()
    await expect(guide.log).to_have_attribute("aria-live", "polite")
    assert await guide.page.evaluate(DROP, {"name": "register.csv", "text": THIS_YEAR}) == [True, False]
    await guide.shows("I kept the marks and the days")


async def test_the_button_is_reached_and_pressed_with_keys_alone(person: Person) -> None:
    guide = await person()
    button = guide.page.get_by_label("Add a register")
    # Waited for from here on, since the browser takes a moment to tell of choosers instead of opening them.
    async with guide.page.expect_file_chooser() as choosing:
        await guide.composer.focus()
        while not await button.evaluate("element => element === document.activeElement"):
            await guide.page.keyboard.press("Shift+Tab")
        await guide.page.keyboard.press("Enter")
    await (await choosing.value).set_files(file())
    await guide.shows("I kept the marks and the days")


async def test_the_calendar_can_be_scrolled_with_keys(person: Person) -> None:
    guide = await person(viewport=NARROW)
    await add(guide)
    await guide.articles.last.get_by_text("I kept the marks").click()
    await tab_to(guide.page, "September to December")
    calendar = guide.page.locator("*:focus")
    await guide.page.keyboard.press("End")
    await expect(calendar.get_by_text("May", exact=True)).to_be_in_viewport()


async def test_that_it_is_being_read_is_said_politely(person: Person) -> None:
    guide = await person()

    async def later(route: Route) -> None:
        await asyncio.sleep(1)
        await route.continue_()

    await guide.page.route("**/conversation/registers", later)
    await guide.page.get_by_label("Add a register").set_input_files(file())
    await expect(guide.page.get_by_role("status").filter(has_text="Reading the register")).to_be_visible()
    await guide.shows("I kept the marks and the days")
    await expect(guide.page.get_by_text("Reading the register")).to_have_count(0)


async def test_why_a_file_cannot_be_sent_is_said_politely_and_nothing_is_sent(person: Person) -> None:
    guide = await person()
    status = guide.page.locator("#status")
    await guide.page.get_by_label("Add a register").set_input_files(file(b" " * (LARGEST_FILE + 1)))
    await expect(status).to_contain_text("larger than 5 MB")
    await expect(status).to_have_role("status")
    await guide.page.get_by_label("Add a register").set_input_files(file(b""))
    await expect(status).to_contain_text("That file is empty")
    await expect(guide.articles).to_have_count(0)


async def test_a_file_that_is_no_register_is_answered_with_what_is_wrong(person: Person) -> None:
    guide = await person()
    await add(guide, "Dear colleague,\nplease see below.\n")
    await expect(guide.articles.last).to_contain_text("couldn't read that register")


async def test_two_registers_are_compared_in_a_table(person: Person, picture: Picture) -> None:
    guide = await person()
    await add(guide, LAST_YEAR)
    await add(guide, THIS_YEAR)
    await guide.articles.last.get_by_role("button", name="Compare the two registers").click()
    table = guide.page.get_by_role("table", name="The two registers side by side")
    await expect(table.get_by_role("row", name=re.compile("^Attendance"))).to_contain_text("the same")
    await guide.page.set_viewport_size(NARROW)
    await picture(guide.page, "compared-narrow")
    assert (await violations(guide.page), await guide.page.evaluate(SIDEWAYS)) == ([], 0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_axe_finds_nothing_and_nothing_scrolls_sideways_or_is_cut_off(
    person: Person, picture: Picture, scheme: str
) -> None:
    guide = await person(reduced_motion="reduce", color_scheme=scheme)
    await add(guide)
    page, answer = guide.page, guide.articles.last
    for opened in ("What the codes mean", "The figure of each week"):
        await answer.get_by_text(opened).click()
    for name, size in (("wide", WIDE), ("narrow", NARROW)):
        await page.set_viewport_size(size)
        await picture(page, f"register-{scheme}-{name}")
        assert (await violations(page), await page.evaluate(SIDEWAYS), await page.evaluate(CUT_OFF)) == ([], 0, [])


async def test_axe_finds_nothing_while_a_file_is_held_over_the_page(person: Person, picture: Picture) -> None:
    guide = await person()
    await guide.page.evaluate("document.getElementById('drop').hidden = false")
    await picture(guide.page, "register-held")
    assert await violations(guide.page) == []


async def test_absence_stands_out_in_forced_colours(person: Person, picture: Picture) -> None:
    guide = await person(forced_colors="active", color_scheme="dark")
    await add(guide)
    await picture(guide.page, "register-forced-colours")
    look = """group => { const style = getComputedStyle(document.querySelector(`td.session-${group}`));
        return [style.backgroundColor, style.borderTopWidth].join(" "); }"""
    groups = ("attending", "authorised", "unauthorised")
    assert len({await guide.page.evaluate(look, group) for group in groups}) == len(groups)


async def test_the_whole_register_is_printed_without_its_buttons(person: Person, picture: Picture) -> None:
    guide = await person()
    await add(guide)
    await guide.page.emulate_media(media="print")
    await picture(guide.page, "register-printed")
    tables = guide.articles.last.locator(".calendar-parts")
    assert await tables.evaluate("element => element.scrollHeight <= element.clientHeight + 1")
    await expect(guide.articles.last.get_by_role("img", name="Attendance each week")).to_be_visible()
    await expect(guide.page.get_by_role("button", name="What it can still come to")).to_be_hidden()


async def test_a_register_is_added_in_the_widget_too(window: Window, intranet: Site) -> None:
    widget = await (await at(window, intranet, "/one")).open()
    await add(widget.guide)
    await expect(widget.guide.articles.last.get_by_role("table").first).to_be_visible()
    assert await widget.frame().evaluate("document.documentElement.scrollWidth <= innerWidth")
