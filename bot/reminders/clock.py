"""The time in London, and the hour of the day at which reminders are given."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

import pytz  # its table of time zones comes with it: a small image of a system has none

from bot.clock import CLOCK

LONDON = pytz.timezone("Europe/London")

SETTING = "GUIDE_REMINDER_HOUR"
USUAL_HOUR = 9


class HourError(ValueError):
    """The setting is no hour; the message says what would be right."""


def hour_in(environ: Mapping[str, str]) -> int:
    """The hour, London time, from which a day's reminders are given. Raises HourError for what is no hour."""
    written = environ.get(SETTING, "").strip()
    if not written:
        return USUAL_HOUR
    if not (written.isascii() and written.isdigit() and int(written[:9]) <= 23):
        raise HourError(f"{SETTING} is {written!r}: write an hour of the day from 0 to 23")
    return int(written)


def in_london() -> datetime:
    """This moment, in London."""
    return CLOCK.now().astimezone(LONDON)


def has_struck(now: datetime, hour: int) -> bool:
    """Whether a day's reminders are given by a time in London."""
    return now.hour >= hour


def last_day_due(now: datetime, hour: int) -> date:
    """The last day whose reminders are due at a time in London."""
    return now.date() if has_struck(now, hour) else now.date() - timedelta(days=1)
