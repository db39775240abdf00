"""The pages and the files that they load."""

from __future__ import annotations

import re

import pytest

from bot.web import pages
from tests.channels.web.serving import Browser

pytestmark = pytest.mark.model


@pytest.fixture
def built() -> None:
    """Skips where the page isn't built."""
    if not pages.built():
        pytest.skip("the page isn't built: run bin/build-page")


@pytest.mark.usefixtures("built")
@pytest.mark.parametrize("path", ["/", "/widget", "/accessibility", "/privacy"])
async def test_each_page_and_all_that_it_names_is_there(page: Browser, path: str) -> None:
    answer = await page.client.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")

    named = re.findall(r'(?:src|href)="(/static/[^"]+)"', answer.text)
    assert named
    for one in named:
        assert (await page.client.get(one)).status_code == 200


@pytest.mark.usefixtures("built")
async def test_files_are_kept_for_good_and_come_compressed(page: Browser) -> None:
    for name, path in pages.built_files().items():
        answer = await page.client.get(f"/static/{name}", headers={"Accept-Encoding": "gzip"})
        assert answer.content == path.read_bytes()
        if path.suffix in (".js", ".css") and name != "widget.js":
            assert "immutable" in answer.headers["cache-control"]
            assert answer.headers["content-encoding"] == "gzip"
            assert answer.headers["content-type"].startswith("text/")


@pytest.mark.usefixtures("built")
async def test_the_widgets_script_may_be_loaded_by_other_sites_and_is_asked_for_again_soon(page: Browser) -> None:
    answer = await page.client.get("/widget.js")

    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
    assert answer.headers["cache-control"] == "public, max-age=300"


@pytest.mark.parametrize("name", ["../pages.py", "%2e%2e/pages.py", "..%2fpages.py", "manifest.json", "", "a/b", "%00"])
async def test_nothing_but_what_was_built_for_browsers_is_served(page: Browser, name: str) -> None:
    answer = await page.client.get(f"/static/{name}")

    assert answer.status_code in (404, 503)
    assert list(answer.json()) == ["error"]
