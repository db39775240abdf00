"""axe-core on a page as it stands, with all its frames."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.async_api import Frame, Page

AXE = Path(__file__).parents[2] / ".build/node/node_modules/axe-core/axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


async def violations(page: Page) -> list[str]:
    """What axe-core finds wrong in the page and its frames, a line each: the rule, the element, and why."""
    found = []
    for frame in page.frames:
        found += await in_frame(frame)
    return found


async def in_frame(frame: Frame) -> list[str]:
    """What it finds in one frame. A page with a content security policy runs it too: it comes from the debugger."""
    if not await frame.evaluate("typeof axe !== 'undefined'"):
        await frame.evaluate(AXE.read_text(encoding="utf-8"))
    options = {"runOnly": {"type": "tag", "values": TAGS}, "iframes": False, "resultTypes": ["violations"]}
    result = await frame.evaluate("options => axe.run(document, options)", options)
    return [line(violation, node) for violation in result["violations"] for node in violation["nodes"]]


def line(violation: dict[str, Any], node: dict[str, Any]) -> str:
    """One fault in one element."""
    return f"{violation['id']}: {node['html'][:150]} ({node['failureSummary']})"
