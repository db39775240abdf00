"""The page has real headings and tables, and charts that say in words what they show."""

from __future__ import annotations

import base64
import re
from datetime import date
from itertools import pairwise

import pytest

from bot.documents.document import Bullets, Heading, Picture, Table
from bot.insights.document import insights_document
from bot.insights.page import insights_file, insights_html
from bot.insights.report import report_of
from bot.insights.telling import group_of
from bot.services import services
from tests.insights.doing import PERIOD, all_kinds

GUIDANCE = services().guidance
REPORT = report_of(all_kinds(6), PERIOD, GUIDANCE)


@pytest.fixture(scope="module")
def page() -> str:
    """The page of a report with everything in it."""
    return insights_html(REPORT, GUIDANCE)


def test_every_chart_is_a_picture_that_says_what_its_table_says(page: str) -> None:
    pictures = re.findall(r'<img class="app-insights-chart" src="data:image/png;base64,([^"]+)" alt="([^"]+)">', page)
    assert len(pictures) == page.count("<img") == 6
    assert all(base64.b64decode(png).startswith(b"\x89PNG") for png, _ in pictures)
    assert "finished 6, not finished too few to show" in pictures[1][1]


def test_every_table_has_a_caption_and_headers(page: str) -> None:
    tables = page.count("<table")
    assert tables == page.count("<caption") == 7
    assert page.count('scope="row"') >= tables


def test_headings_go_down_a_level_at_a_time(page: str) -> None:
    levels = [int(level) for level in re.findall(r"<h(\d)", page)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))


def test_nothing_in_the_page_needs_a_script_or_a_style_of_its_own(page: str) -> None:
    assert not re.search(r"<script|<style|\sstyle=|\son\w+=|https?://", page)


def test_what_practitioners_typed_is_text_and_no_markup(page: str) -> None:
    assert "<li>what is the &lt;law&gt;</li>" in page


def test_a_file_is_a_whole_page(page: str) -> None:
    file = insights_file(REPORT, GUIDANCE, date(2026, 11, 22))
    assert file.startswith("<!doctype html>") and '<html lang="en-GB">' in file
    assert "<title>How the guide is used</title>" in file and "Made on 22 November 2026" in file


def test_a_page_with_nothing_to_tell_says_so_in_one_line_and_has_no_table() -> None:
    empty = insights_html(report_of(all_kinds(4), PERIOD, GUIDANCE), GUIDANCE)
    assert "There is nothing to show yet" in empty and "16 November 2026" in empty
    assert "<table" not in empty and "<img" not in empty


def test_a_document_that_is_not_drawn_has_the_same_tables_and_no_picture() -> None:
    drawn, plain = (insights_document(REPORT, GUIDANCE, PERIOD.until, draws=draws).blocks for draws in (True, False))
    assert [block for block in drawn if not isinstance(block, Picture)] == list(plain)
    assert {type(block) for block in plain} >= {Heading, Table, Bullets}


def test_every_group_of_several_topics_has_a_name_for_its_rest() -> None:
    groups = [group_of(topic) for topic in GUIDANCE.ids if "." in topic]
    several = {group for group in groups if groups.count(group) > 1}
    assert {group for group in several if f"insights_group_{group}" not in GUIDANCE.national.phrases} == set()
