"""Pages: what stands in them, and that nothing put into them is taken for HTML."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from jinja2 import TemplateNotFound

from bot.services import services
from bot.web import pages
from tests.rows import every_row

NAMES = ("page", "widget", "privacy", "signed_out", "accessibility")


@pytest.fixture(autouse=True)
def built_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A build that holds one script and one style sheet."""
    monkeypatch.setattr(pages, "BUILT", tmp_path)
    (tmp_path / "manifest.json").write_text('{"page.js": "page-1.js", "page.css": "page-2.css"}')
    (tmp_path / "page-1.js").write_text("")
    (tmp_path / "page-2.css").write_text("")
    yield tmp_path


class Read(HTMLParser):
    """The tags of a page with their attributes, and the text of its scripts."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.data = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.tags and self.tags[-1] == ("script", {"type": "application/json", "id": "topics-data"}):
            self.data += data


def test_a_page_loads_what_was_built_by_its_hashed_name() -> None:
    page = pages.html("page")
    assert 'src="/static/page-1.js"' in page
    assert 'href="/static/page-2.css"' in page


@every_row("name", NAMES)
def test_a_page_has_no_script_or_style_of_its_own_and_takes_nothing_from_elsewhere(name: str) -> None:
    for tag, attributes in Read(pages.html(name, signs_in=True)).tags:
        assert tag != "style" and "style" not in attributes
        assert not [one for one in attributes if one.startswith("on")]
        if tag == "script":
            assert attributes.get("src", "").startswith("/static/") or attributes.get("type") == "application/json"
        if tag in ("link", "img", "iframe", "form"):
            assert not re.match(r"(https?:)?//", attributes.get("href") or attributes.get("src") or "")


@every_row("name", NAMES)
def test_a_page_says_its_language_and_has_one_main_heading(name: str) -> None:
    tags = Read(pages.html(name)).tags
    assert ("html", {"lang": "en-GB", "class": "govuk-template"}) in tags
    assert [tag for tag, _ in tags].count("h1") == 1
    assert [tag for tag, _ in tags].count("main") == 1


@every_row("name", NAMES)
def test_ids_are_used_once_and_labels_name_what_is_there(name: str) -> None:
    tags = Read(pages.html(name, signs_in=True)).tags
    ids = [attributes["id"] for _, attributes in tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    for _, attributes in tags:
        for by in ("for", "aria-labelledby", "aria-describedby"):
            assert set((attributes.get(by) or "").split()) <= set(ids)


def test_values_are_escaped() -> None:
    page = pages.html("page", service="<script>alert(1)</script>")
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert 'data-sites="&#34;&gt;&lt;b&gt;"' in pages.html("widget", embedding_sites='"><b>')


def test_topics_to_find_while_typing_are_those_of_the_guidance() -> None:
    topics = json.loads(Read(pages.html("page")).data)
    assert {
        "title": "Reduced hours",
        "called": list(services().guidance.entry("checklist.reduced_hours").called),
    } in topics
    assert "Thanks" not in [topic["title"] for topic in topics]


def test_the_page_starts_with_topics_that_the_guidance_has() -> None:
    said = {attributes["data-says"] for _, attributes in Read(pages.html("page")).tags if "data-says" in attributes}
    assert services().guidance.entry("checklist.start").title in said
    assert len(said) == 5


def test_the_privacy_page_says_what_the_guide_says_of_privacy() -> None:
    for point in services().guidance.entry("privacy.notice").points:
        assert point.split('"')[0] in pages.html("privacy")


def test_one_signs_out_only_where_one_signs_in() -> None:
    assert 'id="sign-out"' in pages.html("page", signs_in=True)
    assert 'id="sign-out"' not in pages.html("page", signs_in=False)


def test_only_the_widget_listens_to_sites_that_embed_it() -> None:
    assert 'data-sites="https://intranet.example"' in pages.html("widget", embedding_sites="https://intranet.example")
    assert "data-sites" not in pages.html("page", embedding_sites="https://intranet.example")


def test_there_is_no_page_of_another_name() -> None:
    with pytest.raises(TemplateNotFound):
        pages.html("../pages")


def test_built_files_are_served_by_name_but_not_what_the_build_keeps_for_itself(built_here: Path) -> None:
    (built_here / ".made-from").write_text("")
    assert dict(pages.built_files()) == {
        "page-1.js": built_here / "page-1.js",
        "page-2.css": built_here / "page-2.css",
    }


def test_where_nothing_was_built_there_are_no_files(built_here: Path) -> None:
    (built_here / "manifest.json").unlink()
    assert not pages.built()
    assert pages.built_files() == {}
    with pytest.raises(FileNotFoundError):
        pages.html("page")
