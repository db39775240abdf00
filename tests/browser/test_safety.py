"""What the browser, and other sites in it, can and can't do."""

from __future__ import annotations

import pytest
from playwright.async_api import Page, Request

from tests.browser.conftest import Person, Window
from tests.browser.host import Site
from tests.browser.serving import Served
from tests.browser.talking import Guide

pytestmark = pytest.mark.model

QUESTION = "what do I check about reduced hours?"
ANSWER = "the plan for reintegration"


async def session_cookie(guide: Guide) -> dict[str, object]:
    """The one cookie that the guide sets."""
    (cookie,) = await guide.page.context.cookies()
    return dict(cookie)


async def test_the_session_is_a_cookie_that_no_script_reads(person: Person) -> None:
    guide = await person()
    cookie = await session_cookie(guide)
    assert cookie["httpOnly"] is True
    assert cookie["sameSite"] in ("Lax", "Strict")
    assert await guide.page.evaluate("document.cookie") == ""


async def test_nothing_that_is_said_is_kept_in_the_browser(person: Person) -> None:
    guide = await person()
    await guide.say(QUESTION, then=ANSWER)
    kept = await guide.page.evaluate("JSON.stringify([localStorage, sessionStorage])")
    assert "reduced" not in kept and "reintegration" not in kept
    assert await guide.page.evaluate("indexedDB.databases()") == []
    assert await guide.page.evaluate("caches.keys()") == []


async def test_a_forged_session_opens_nobodys_conversation(person: Person) -> None:
    owner, forger = await person(), await person()
    await owner.say(QUESTION, then=ANSWER)
    cookie = await session_cookie(owner)
    forged = str(cookie["value"])
    middle = len(forged) // 2
    changed = forged[:middle] + ("A" if forged[middle] != "A" else "B") + forged[middle + 1 :]
    await forger.page.context.clear_cookies()
    await forger.page.context.add_cookies([{**cookie, "value": changed}])  # type: ignore[list-item]
    await forger.page.reload()
    await forger.ready()
    assert not [said for said in await forger.said() if ANSWER in said]


@pytest.mark.parametrize("path", ["/session", "/conversation/events"])
async def test_another_site_reads_nothing(person: Person, stranger: Site, guide_served: Served, path: str) -> None:
    guide = await person()
    await guide.say(QUESTION, then=ANSWER)
    await guide.page.goto(f"{stranger.origin}/plain")
    read = """url => fetch(url, {credentials: "include"}).then(answer => answer.text(), () => "nothing")"""
    assert await guide.page.evaluate(read, guide_served.address + path) == "nothing"


@pytest.mark.parametrize("kind", ["application/json", "text/plain", "application/x-www-form-urlencoded"])
async def test_another_site_says_nothing_in_somebodys_name(
    person: Person, stranger: Site, guide_served: Served, kind: str
) -> None:
    guide = await person()
    await guide.say(QUESTION, then=ANSWER)
    attacker = await guide.page.context.new_page()
    await attacker.goto(f"{stranger.origin}/plain")
    post = """([url, kind]) => fetch(url, {
        method: "POST", credentials: "include", mode: kind === "application/json" ? "cors" : "no-cors",
        headers: {"Content-Type": kind}, body: JSON.stringify({id: crypto.randomUUID(), text: "said by an attacker"}),
    }).then(() => "sent", () => "refused")"""
    await attacker.evaluate(post, [guide_served.address + "/conversation/messages", kind])
    await guide.page.reload()
    await guide.shows(ANSWER)
    await guide.say("92%", then="15.2 days")
    assert not [said for said in await guide.said() if "attacker" in said]


@pytest.mark.parametrize("path", ["/", "/widget"])
async def test_a_site_that_is_not_listed_frames_nothing(
    window: Window, stranger: Site, guide_served: Served, path: str
) -> None:
    assert await framed(await (await window()).new_page(), stranger, guide_served.address + path) is False


async def test_a_site_that_is_listed_frames_the_widget_and_nothing_else(
    window: Window, intranet: Site, guide_served: Served
) -> None:
    page = await (await window()).new_page()
    assert await framed(page, intranet, guide_served.address + "/widget") is True
    assert await framed(page, intranet, guide_served.address + "/") is False


async def framed(page: Page, by: Site, address: str) -> bool:
    """Whether a page of a site can show an address of the guide in a frame."""
    await page.goto(f"{by.origin}/plain")
    await page.evaluate(
        """url => new Promise(done => {
            document.querySelector("iframe")?.remove();
            const frame = document.createElement("iframe");
            frame.onload = done;
            frame.src = url;
            document.body.append(frame);
        })""",
        address,
    )
    (frame,) = page.frames[1:]
    return bool(await frame.locator("textarea").count())


async def test_no_state_of_the_page_asks_any_other_host_for_anything(window: Window, guide_served: Served) -> None:
    context = await window()
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    context.on("request", note)
    page = await context.new_page()
    await page.goto(guide_served.address)
    guide = await Guide(page).ready()
    for text, then in (
        (QUESTION, ANSWER),
        ("92%", "15.2 days"),
        ("walk me through the checklist", "1 of 7"),
        ("rehearse with a child", "Which child"),
        ("is it time to escalate", "Which plan"),
    ):
        await guide.say(text, then)
    for path in ("/accessibility", "/privacy"):
        await page.goto(guide_served.address + path)
    assert [url for url in asked if not url.startswith((guide_served.address + "/", "data:"))] == []
