"""Notices by looking: what stands out in time, and is told only where a test says that it isn't chance; and blocks."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from bot.attendance.register.blocks import Block, blocks_of
from bot.attendance.register.notice import Looking, Notice, counted, in_days, percent
from bot.attendance.register.patterns import StandsOut, absent_weekday, first_day_back, half_of_day, late_weekday
from bot.attendance.register.sessions import Half
from bot.attendance.register.trends import change_at_half_term, change_over_weeks


def by_looking(looking: Looking) -> Iterator[Notice]:
    """Every notice of something that stands out."""
    found = (
        trend(looking),
        on_weekday(looking, "weekday", absent_weekday(looking.days)),
        on_weekday(looking, "late_weekday", late_weekday(looking.days)),
        half_that_stands_out(looking),
        first_days_back(looking),
    )
    yield from (notice for notice in found if notice)
    yield from blocks(looking)


def trend(looking: Looking) -> Notice | None:
    """Attendance that went up or down: since the latest half term began, or else over the weeks."""
    for change in (change_at_half_term(looking.days), change_over_weeks(looking.days)):
        if change and change.before != change.after:
            kind = "falling" if change.falls else "rising"
            facts = {"before": change.before, "after": change.after, "since": change.since}
            notice = looking.by_chance(kind, facts, change.p_value)
            if notice:
                return notice
    return None


def on_weekday(looking: Looking, kind: str, found: StandsOut | None) -> Notice | None:
    """A weekday that stands out."""
    if found is None or not found.of_others:
        return None
    return looking.by_chance(kind, {"weekday": found.what, **days_of(found)}, found.p_value)


def first_days_back(looking: Looking) -> Notice | None:
    """Absence on first days back."""
    found = first_day_back(looking.days)
    if found is None or not found.of_others:
        return None
    return looking.by_chance("first_day_back", days_of(found), found.p_value)


def days_of(found: StandsOut) -> dict[str, int | Fraction]:
    """How many days stand out of how many, and the percentage of the others."""
    return {"days": found.days, "of": found.of, "others": percent(found.others, found.of_others)}


def half_that_stands_out(looking: Looking) -> Notice | None:
    """Mornings or afternoons that are missed more."""
    found = half_of_day(looking.days)
    if found is None:
        return None
    other = Half.PM if found.what == Half.AM.name else Half.AM
    facts = {"half": found.what, "days": found.days, "others": found.others}
    values = {
        "half": looking.word(found.what),
        "other_half": looking.word(other.name).lower(),
        "days": counted(found.days, "day"),
        "others": counted(found.others, "day"),
    }
    return looking.by_chance("session", facts, found.p_value, **values)


def blocks(looking: Looking) -> Iterator[Notice]:
    """The longest absences of several days on end, in order of time; one that goes on is told by itself."""
    found = list(blocks_of(looking.recent, looking.settings.block_days))
    ended = sorted((one for one in found if not one.goes_on), key=lambda one: one.sessions, reverse=True)
    told = ended[: looking.settings.blocks_told]
    yield from (block(looking, "absent_now", one) for one in found if one.goes_on)
    yield from (block(looking, "block", one) for one in sorted(told, key=lambda one: one.first))


def block(looking: Looking, kind: str, one: Block) -> Notice:
    """A block in words."""
    facts = {
        "from": one.first,
        "to": one.last,
        "days": Fraction(one.sessions, 2),
        "marks": [code.mark for code in one.codes],
        "before": one.before,
    }
    before = "" if one.before == "nothing" else looking.word(f"before_{one.before}")
    marks = looking.listed(looking.word("mark", mark=code.mark, meaning=code.meaning) for code in one.codes)
    return looking.notice(kind, facts, days=in_days(one.sessions), marks=marks, before=before)
