"""The channel served once for all tests that need nothing of their own, and browsers at it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from tests.channels.web.serving import Browser, browser, serving


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def address(assistant: Any) -> AsyncIterator[str]:
    """Where the channel is served, for one person on this machine."""
    async with serving(assistant) as where:
        yield where


@pytest_asyncio.fixture(loop_scope="session")
async def page(address: str) -> AsyncIterator[Browser]:
    """A browser with the page open."""
    async with browser(address) as opened:
        await opened.open()
        yield opened


@pytest.fixture
def cookie(page: Browser) -> str:
    """The cookie of the browser with the page open."""
    return f"guide={page.client.cookies['guide']}"
