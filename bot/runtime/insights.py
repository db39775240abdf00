"""What the insights page shows, counted from the records of a server."""

from __future__ import annotations

from datetime import datetime, timezone

from bot.insights.page import insights_html
from bot.insights.report import report_of
from bot.records.counting import kept_of_all, period_kept
from bot.runtime.kept import Kept
from bot.services import services

WEEKS = 12


def insights_of(kept: Kept) -> str:
    """The report on the last twelve whole weeks as HTML. It takes seconds where much is kept. Raises NotKept."""
    guidance = services().guidance
    period = period_kept(datetime.now(timezone.utc), WEEKS, kept.retention)
    return insights_html(report_of(kept_of_all(kept.store, period), period, guidance), guidance)
