"""The guide served, a browser, and people with a browser window each."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Page, async_playwright, expect

from tests.browser import chromium
from tests.browser.host import Site, pages, site
from tests.browser.serving import ROOT, CantServe, Served, build_page, free_port, served
from tests.browser.talking import Guide

SCREENSHOTS = ROOT / ".build/screenshots"
KEY = "a key of the browser tests alone, 32"
MANY = "100000"
LONGEST = 20_000
"""Milliseconds in which what a page does must be seen."""

expect.set_options(timeout=LONGEST)

Person = Callable[..., Awaitable[Guide]]
Picture = Callable[[Page, str], Awaitable[None]]
Window = Callable[..., Awaitable[BrowserContext]]


@pytest.fixture(scope="session")
def chromium_path(report: Callable[[str], None]) -> str:
    """Chromium's path. Where there is none the tests are skipped, and say so at the end of the run."""
    path = chromium.found()
    if path is None:
        missing = "tests/browser was skipped: there is no Chromium on PATH. Run bin/set-up-browser."
        report(missing)
        pytest.skip(missing)
    return path


@pytest.fixture(scope="session")
def intranet_port() -> int:
    return free_port()


@pytest.fixture(scope="session")
def guide_served(chromium_path: str, intranet_port: int) -> Iterator[Served]:
    """The guide on a port of its own; the intranet of the tests may embed it."""
    settings = {
        "GUIDE_SESSION_KEY": KEY,
        "GUIDE_EMBEDDING_SITES": f"http://127.0.0.1:{intranet_port}",
        "GUIDE_MESSAGES_A_MINUTE": MANY,
        "GUIDE_SESSIONS_A_MINUTE": MANY,
    }
    try:
        build_page()
        with served(free_port(), settings) as running:
            yield running
    except CantServe as error:
        pytest.fail(str(error), pytrace=False)


@pytest.fixture(scope="session")
def intranet(guide_served: Served, intranet_port: int) -> Iterator[Site]:
    """A site that the guide lists."""
    with site(intranet_port, pages(guide_served.address), lambda: "no-token") as running:
        yield running


@pytest.fixture(scope="session")
def stranger(guide_served: Served) -> Iterator[Site]:
    """A site that the guide doesn't list."""
    with site(free_port(), pages(guide_served.address), lambda: "no-token") as running:
        yield running


@pytest_asyncio.fixture(scope="session")
async def browser(chromium_path: str) -> AsyncIterator[Browser]:
    """The browser, started once."""
    async with async_playwright() as playwright:
        started = await playwright.chromium.launch(executable_path=chromium_path, args=chromium.arguments())
        yield started
        await started.close()


@pytest_asyncio.fixture
async def window(browser: Browser) -> AsyncIterator[Window]:
    """Opens a browser of its own for a person: cookies shared with nobody. Faults in its pages fail the test."""
    opened: list[BrowserContext] = []
    faults: list[str] = []

    async def one(**options: Any) -> BrowserContext:
        context = await browser.new_context(locale="en-GB", **options)
        context.set_default_timeout(LONGEST)
        context.on("weberror", lambda error: faults.append(str(error.error)))
        context.on("console", lambda said: faults.append(said.text) if is_fault(said.text) else None)
        opened.append(context)
        return context

    yield one
    for context in opened:
        await context.close()
    assert faults == []


def is_fault(said: str) -> bool:
    """Whether the browser says that a page of the guide broke its own policy; who frames it is another's fault."""
    return "Content Security Policy" in said and not said.startswith("Framing")


@pytest_asyncio.fixture
async def person(window: Window, guide_served: Served) -> Person:
    """Opens the guide's page in a browser of its own, with an emulated screen where one is described."""

    async def arrives(address: str = guide_served.address, **options: Any) -> Guide:
        context = await window(**options)
        page = await context.new_page()
        await page.goto(address)
        return await Guide(page).ready()

    return arrives


@pytest.fixture(scope="session")
def picture() -> Picture:
    """Keeps a picture of the page in .build/screenshots."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)

    async def taken(page: Page, name: str, whole: bool = True) -> None:
        size = page.viewport_size
        if whole and size:
            # What sticks to the window's edge would stand in the middle of a picture that is longer than the window.
            height = await page.evaluate("document.documentElement.scrollHeight")
            await page.set_viewport_size({**size, "height": max(size["height"], height)})
        await page.screenshot(path=Path(SCREENSHOTS) / f"{name}.png")
        if whole and size:
            await page.set_viewport_size(size)

    return taken
