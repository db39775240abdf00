"""Documents over HTTP: for whoever asked for them, and for an hour."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import timedelta

import pytest
from docx import Document as open_word

from actions import documents
from tests.channels.web.serving import Browser, browser

pytestmark = pytest.mark.model


async def noted(page: Browser) -> None:
    """A walk-through with two notes."""
    for text in ("walk me through the school checklist", "87%", "late 9 times"):
        await page.say(text)


async def offered(page: Browser, asked: str) -> str:
    """The address of the document that the guide offers, without its ending."""
    number = next(one.data["number"] for one in await page.say(asked) if "document" in one.data["custom"])
    return f"/conversation/documents/{number}"


async def test_the_walk_through_is_handed_out_as_word(page: Browser) -> None:
    await noted(page)
    answer = await page.client.get(await offered(page, "can I have that as a Word document?") + ".docx")

    assert answer.status_code == 200
    assert answer.headers["content-disposition"].startswith('attachment; filename="what-the-school-says')
    word = open_word(io.BytesIO(answer.content))
    assert any("late 9 times" in cell.text for table in word.tables for row in table.rows for cell in row.cells)


async def test_the_same_is_handed_out_as_plain_text(page: Browser) -> None:
    await noted(page)
    answer = await page.client.get(await offered(page, "give me the summary as a document") + ".txt")

    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert "late 9 times" in answer.text


async def test_a_plan_for_a_visit_needs_nothing_noted(page: Browser) -> None:
    answer = await page.client.get(await offered(page, "make me a visit plan") + ".txt")

    assert answer.status_code == 200
    assert "Plan for a visit" in answer.text


async def test_nobody_else_can_open_it(page: Browser, address: str) -> None:
    await noted(page)
    where = await offered(page, "can I have that as a Word document?")
    async with browser(address) as other:
        await other.open()
        answer = await other.client.get(where + ".docx")

    assert answer.status_code == 404
    assert "Ask the guide for it once more" in answer.json()["error"]


@pytest.fixture
def an_hour_has_passed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Documents that could be opened until a minute ago."""
    monkeypatch.setattr(documents, "OPEN_FOR", timedelta(minutes=-1))
    yield


async def test_after_an_hour_it_can_be_opened_no_longer(page: Browser, an_hour_has_passed: None) -> None:
    await noted(page)
    answer = await page.client.get(await offered(page, "can I have that as a Word document?") + ".docx")

    assert answer.status_code == 410
    assert "an hour" in answer.json()["error"]


@pytest.mark.parametrize("where", ["1.docx", "1.exe", "999999.txt", "0.docx", "x.docx", "-1.txt"])
async def test_what_was_never_offered_is_no_document(page: Browser, where: str) -> None:
    await page.say("87%")
    answer = await page.client.get(f"/conversation/documents/{where}")

    assert answer.status_code == 404
    assert answer.json()["error"]
