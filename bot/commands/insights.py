"""guide insights: what practitioners as a whole asked, rated and practised."""

from __future__ import annotations

import argparse
import os
from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING

from bot.commands.command import Command, Refused, add_json, print_json

if TYPE_CHECKING:
    from bot.guidance.library import Guidance
    from bot.insights.report import Report

WEEKS, MOST_WEEKS = 12, 52


def add_options(parser: argparse.ArgumentParser) -> None:
    """How many weeks, and where to."""
    parser.add_argument("--weeks", type=int, default=WEEKS, help=f"how many whole weeks, 1 to {MOST_WEEKS} ({WEEKS})")
    parser.add_argument("--so-far", action="store_true", help="count this week too, though it isn't over")
    parser.add_argument("--to", metavar="FILE.html", type=Path, help="write a page with charts into this file")
    add_json(parser)


def run(chosen: argparse.Namespace) -> int:
    """Prints the report, or writes it; one line where there is nothing to tell. Raises Refused."""
    refuse_wrong(chosen)
    from bot.documents.text import as_text
    from bot.guidance.loading import PackError
    from bot.insights.document import insights_document, nothing_to_tell
    from bot.insights.page import insights_file
    from bot.services import services

    now = datetime.now(timezone.utc)
    try:
        guidance = services().guidance
    except PackError as error:
        raise Refused(str(error)) from error
    report = report_at(now, chosen.weeks, chosen.so_far, guidance)
    if chosen.json:
        print_json(report.as_json(guidance))
    elif report.is_empty:
        print(nothing_to_tell(report, guidance))
    elif chosen.to is None:
        print(as_text(insights_document(report, guidance, now.date(), draws=False)), end="")
    if chosen.to is not None and not report.is_empty:
        write(chosen.to, insights_file(report, guidance, now.date()))
    return 0


def refuse_wrong(chosen: argparse.Namespace) -> None:
    """Raises Refused for options that can't be."""
    if not 1 <= chosen.weeks <= MOST_WEEKS:
        raise Refused(f"--weeks {chosen.weeks} can't be: choose 1 to {MOST_WEEKS}")
    if chosen.to is not None and chosen.to.suffix.lower() != ".html":
        raise Refused(f"--to {chosen.to}: a page is written, so name a file that ends in .html")


def report_at(now: datetime, weeks: int, so_far: bool, guidance: Guidance) -> Report:
    """The report on the weeks before `now`. Raises Refused where what is kept can't be read."""
    from bot.commands.records import opened_records
    from bot.insights.report import report_of
    from bot.records.counting import kept_of_all, period_kept
    from bot.records.retention import Retention

    with opened_records() as store:
        period = period_kept(now, weeks, Retention.from_environment(os.environ), so_far)
        return report_of(kept_of_all(store, period), period, guidance)


def write(path: Path, page: str) -> None:
    """Writes the page. Raises Refused where that can't be."""
    try:
        path.write_text(page, "utf-8")
    except OSError as error:
        raise Refused(f"{path} can't be written ({error.strerror}): name a file in a folder that is there") from error


COMMAND = Command("insights", "what was asked most, declined, rated and practised, by five or more", add_options, run)
