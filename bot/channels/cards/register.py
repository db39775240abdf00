"""A register's figures as a list of facts, what stands out in it, and pictures of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from bot.attendance.impact import shown
from bot.attendance.register.figures import WEEKDAYS
from bot.attendance.register.kept import NO_SESSION
from bot.attendance.register.notice import in_words
from bot.channels.cards.elements import Card, Element, card, facts, heading, press, together, words
from bot.channels.cards.pictures import picture
from bot.channels.replies import Message
from bot.guidance.library import Guidance

WORDS = Path(__file__).with_name("register.yml")

MOST_NOTICED = 4
"""Things to notice on a card: the text has more of them."""

MOST_WEEKS = 53
"""Weeks that the pictures show: a year, the latest."""

PERSISTENT, SEVERE = 90, 50
"""Attendance in percent at or below which absence is persistent, and severe (Department for Education)."""


def register_card(message: Message, guidance: Guidance) -> Card | None:
    """What a register says, or what two of them say side by side; None where no session was possible."""
    figures, weeks, compared = (message.extra.get(name) for name in ("register", "calendar", "compared"))
    if compared:
        rows = [facts(compared_facts(compared))]
        return card(said("compared"), rows, map(press, message.buttons), guidance.phrase("card_fallback"))
    if not figures or not weeks or not figures["possible"]:
        return None
    body = [facts(register_facts(figures)), *notices(figures), *pictures(figures, weeks)]
    return card(said("title"), body, map(press, message.buttons), guidance.phrase("card_fallback"))


def register_facts(figures: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The figures that the first questions of the checklist ask for."""
    late, suspensions = figures["late"], figures["suspensions"]
    attendance = said("attendance_of", attendance=percent(figures["attendance"]))
    yield said("attendance"), attendance
    yield said("sessions"), said("sessions_of", **figures)
    is_late = late["before_close"] or late["after_close"]
    yield said("late"), said("late_of", **late) if is_late else said("none")
    sessions = sum(one["sessions"] for one in suspensions)
    listed = said("suspensions_of", count=len(suspensions), sessions=sessions)
    yield said("suspensions"), listed if suspensions else said("none")
    yield said("part_time"), in_sessions("part_time_of", figures["reduced_hours"]["sessions"])
    yield said("unexplained"), in_sessions("unexplained_of", figures["unexplained"])


def in_sessions(name: str, sessions: int) -> str:
    """A number of sessions, or that there are none."""
    return said("none") if not sessions else said("one_session") if sessions == 1 else said(name, sessions=sessions)


def notices(figures: Mapping[str, Any]) -> list[Element]:
    """The first things to notice, under a heading of their own."""
    told = [words(f"- {notice['text']}") for notice in figures.get("noticed", ())[:MOST_NOTICED]]
    return [together([heading(said("noticed")), *told])] if told else []


def pictures(figures: Mapping[str, Any], weeks: Mapping[str, str]) -> Iterator[Element]:
    """The pictures of a register (bot/channels/pictures), each with what it shows in words."""
    first, last = first_and_last(latest(weeks))
    yield picture("calendar", said("calendar_picture", **{**figures, "from": in_words(first), "to": in_words(last)}))
    weekly = figures["weekly"][-MOST_WEEKS:]
    lowest = min(weekly, key=lambda one: float(one["attendance"]))
    told = said(
        "weekly_picture",
        weeks=len(weekly),
        lowest=percent(lowest["attendance"]),
        week=in_words(date.fromisoformat(lowest["week"])),
        persistent=sum(one["attendance"] <= PERSISTENT for one in weekly),
        severe=sum(one["attendance"] <= SEVERE for one in weekly),
    )
    yield picture("weekly", told)
    absent, late = figures["absence_by_weekday"], figures["late"]["by_weekday"]
    days = [
        said("weekday", weekday=day, absent=absent.get(day, 0), late=late.get(day, 0))
        for day in WEEKDAYS
        if day in absent or day in late
    ]
    if days:
        yield picture("weekdays", said("weekdays_picture", days=" ".join(days)))


def compared_facts(compared: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Every figure of a comparison, before and after."""
    names = lines()["compared_rows"]
    for row in compared["rows"]:
        name = names["weekday"].format(weekday=row["what"]) if row["what"] in WEEKDAYS else names[row["what"]]
        both = {one: row[one] for one in ("before", "after")}
        told = None not in both.values()
        values = {one: percent(value) for one, value in both.items() if value is not None}
        yield name, said("compared_of", **values) if told else said("compared_not")


def latest(weeks: Mapping[str, str]) -> dict[str, str]:
    """The weeks that the pictures show."""
    return dict(list(weeks.items())[-MOST_WEEKS:])


def first_and_last(weeks: Mapping[str, str]) -> tuple[date, date]:
    """The first and last day with a session, of weeks that have any."""
    days = [
        date.fromisoformat(monday) + timedelta(days=place // 2)
        for monday, marks in weeks.items()
        for place, mark in enumerate(marks.split())
        if mark != NO_SESSION
    ]
    return min(days), max(days)


def percent(value: float) -> str:
    """A percentage with at most one decimal."""
    return shown(Fraction(value).limit_denominator(10**6), 1)


def said(name: str, **values: Any) -> str:
    """A line of the card, filled in."""
    text: str = lines()[name]
    return text.format(**values).strip()


@lru_cache(maxsize=1)
def lines() -> Mapping[str, Any]:
    """What the card says, by name."""
    read: Mapping[str, Any] = YAML(typ="safe").load(WORDS.read_text(encoding="utf-8"))
    return read
