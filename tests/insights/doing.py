"""What practitioners did, as examples."""

from __future__ import annotations

from datetime import date

from bot.insights.seen import Kept, Period, Seen

MONDAY, NEXT_MONDAY, LAST_MONDAY = date(2026, 11, 2), date(2026, 11, 9), date(2026, 11, 16)
PERIOD = Period(MONDAY, LAST_MONDAY, MONDAY, MONDAY)


def by(practitioners: int, week: date = MONDAY, first: int = 0, **what: object) -> tuple[Seen, ...]:
    """The same thing done once by each of so many practitioners, numbered from `first`."""
    return tuple(Seen(f"worker {number}", week, **what) for number in range(first, first + practitioners))


def all_kinds(practitioners: int) -> Kept:
    """Everything that is counted, done by so many practitioners."""
    return Kept(
        asked=by(practitioners, topic="law.overview"),
        walk_throughs=by(practitioners, outcome="finished") + by(practitioners, NEXT_MONDAY, outcome="left"),
        rehearsals=by(practitioners, share=0.4, place=1) + by(practitioners, NEXT_MONDAY, share=0.8, place=2),
        ratings=by(practitioners, topic="law.overview", outcome="unhelpful", text="what is the <law>"),
        declined=by(practitioners, text="who pays for the taxi"),
    )
