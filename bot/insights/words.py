"""What weeks and topics are called."""

from __future__ import annotations

from datetime import date

from bot.guidance.library import Guidance
from bot.practice.dates import in_words

GROUPED = "insights_group_"
"""Phrases that name the rest of a group of topics begin so."""


def title_of(topic: str, guidance: Guidance) -> str:
    """A topic's title; for a group of topics what the rest of it is called; "other topics" for what has none."""
    if topic and guidance.has(topic):
        return guidance.entry(topic).title
    if topic.startswith("“"):
        return guidance.phrase("insights_sharing", word=topic)
    name = f"{GROUPED}{topic}"
    return guidance.phrase(name if name in guidance.national.phrases else "insights_other")


def week_in_words(week: date | None, guidance: Guidance) -> str:
    """The week's Monday; that it is of several weeks where it is of none."""
    return in_words(week) if week else guidance.phrase("insights_several_weeks")
