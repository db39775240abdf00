"""The guide's page as a person uses it, in the words of the tests."""

from __future__ import annotations

from collections.abc import Sequence

from playwright.async_api import FrameLocator, Locator, Page, expect


class Guide:
    """The page, or the guide in a frame of another page."""

    def __init__(self, page: Page, inside: Page | FrameLocator | None = None) -> None:
        self.page = page
        self.inside = inside or page
        self.log: Locator = self.inside.get_by_role("log")
        self.composer: Locator = self.inside.locator("#composer textarea")
        self.send: Locator = self.inside.get_by_role("button", name="Send", exact=True)
        self.articles: Locator = self.log.locator("article")

    async def ready(self) -> Guide:
        """Waits until what one types can be sent."""
        await expect(self.send).to_be_enabled()
        return self

    async def say(self, text: str, then: str) -> None:
        """Types a message as a person does, and waits for a reply that has `then` in it."""
        before = await self.said()
        await self.composer.fill(text)
        await self.composer.press("Enter")
        await expect(self.articles.nth(len(before) + 1)).to_be_visible()
        await expect(self.log).to_contain_text(then)
        await expect(self.composer).to_have_value("")

    async def said(self) -> Sequence[str]:
        """The messages shown, in order."""
        return await self.articles.all_inner_texts()

    async def shows(self, words: str) -> None:
        """Waits until the conversation has these words."""
        await expect(self.log).to_contain_text(words)
