"""What is counted, before it is counted: one thing that one practitioner did, and the weeks that are looked at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone

WEEK = timedelta(weeks=1)


@dataclass(frozen=True)
class Seen:
    """One thing that a practitioner did, in the week that began on the Monday `week` (UTC).

    `topic` is an id of the catalogue, `outcome` how it ended, `text` what was typed, masked as it is kept, `share`
    from 0 to 1 how many of a rehearsal's questions were of a recommended kind, `place` which of the practitioner's
    rehearsals it was, from 1. Each is left as it is here where it says nothing.
    """

    practitioner: str
    week: date
    topic: str = ""
    outcome: str = ""
    text: str = ""
    share: float = 0.0
    place: int = 0


@dataclass(frozen=True)
class Kept:
    """All that is counted. Outcomes are finished or left, and helpful or unhelpful."""

    asked: tuple[Seen, ...] = ()
    walk_throughs: tuple[Seen, ...] = ()
    rehearsals: tuple[Seen, ...] = ()
    ratings: tuple[Seen, ...] = ()
    declined: tuple[Seen, ...] = ()


@dataclass(frozen=True)
class Period:
    """Whole weeks from the Monday `first`, up to but without the Monday `until`.

    `asked_first` and `kept_first` are the Mondays from which questions, and records, are still kept whole: weeks of
    which a part was erased with age aren't counted. `so_far` where the last week isn't over.
    """

    first: date
    until: date
    asked_first: date
    kept_first: date
    so_far: bool = False


def period_of(now: datetime, weeks: int, conversation_days: int, record_days: int, so_far: bool = False) -> Period:
    """The last `weeks` whole weeks (1 or more) before `now`, aware; with `so_far` the week that `now` is in besides.

    Conversations and records are kept for so many days.
    """
    this = monday_of(now)
    first = this - weeks * WEEK
    return Period(
        first=first,
        until=this + WEEK if so_far else this,
        asked_first=max(first, first_whole(now - timedelta(days=conversation_days))),
        kept_first=max(first, first_whole(now - timedelta(days=record_days))),
        so_far=so_far,
    )


def monday_of(at: datetime) -> date:
    """The Monday of the week that an aware time is in, in UTC."""
    day = at.astimezone(timezone.utc).date()
    return day - timedelta(days=day.weekday())


def start_of(day: date) -> datetime:
    """When a day begins, in UTC."""
    return datetime.combine(day, time(), timezone.utc)


def first_whole(at: datetime) -> date:
    """The Monday with which the first week begins that lies wholly after a time."""
    monday = monday_of(at)
    return monday if start_of(monday) >= at else monday + WEEK
