"""A notice, what it is drawn from, and how its numbers are put."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property
from typing import Any

from bot.attendance.impact import shown
from bot.attendance.register.codes import CODES, NUMBER_OF
from bot.attendance.register.figures import Figures
from bot.attendance.register.recent import SchoolDay, last_school_day, school_days, school_year_of, since
from bot.attendance.register.sessions import Register
from bot.guidance.library import Guidance
from bot.guidance.pack import Note
from bot.guidance.register_pack import RegisterSettings
from bot.practice.dates import in_words as day_in_words

MOST_ONE_IN = 1_000_000
"""Chances smaller than one in so many are not told apart."""

TIMES = {1: "once", 2: "twice"}


@dataclass(frozen=True)
class Notice:
    """Something to notice. `facts` are the numbers behind the text; `p_value` is there where a test was made."""

    kind: str
    text: str
    source: Note
    facts: dict[str, Any] = field(default_factory=dict)
    p_value: float | None = None

    def as_json(self, guidance: Guidance) -> dict[str, Any]:
        """One object of `noticed` in `guide register --json`: kind, text, source, the facts, p_value where tested."""
        tested = {} if self.p_value is None else {"p_value": self.p_value}
        source = guidance.cited([self.source])[0]
        return {"kind": self.kind, "text": self.text, "source": source, **self.facts, **tested}


@dataclass(frozen=True)
class Looking:
    """A register that is looked at: its figures, and its latest part. `as_of` as in figures_of."""

    register: Register
    figures: Figures
    guidance: Guidance
    as_of: date | None = None

    @property
    def settings(self) -> RegisterSettings:
        """From where on something is worth noticing."""
        return self.guidance.register_settings

    @cached_property
    def recent(self) -> Register:
        """The weeks in which patterns are looked for."""
        return since(self.register, last_school_day(self.register) - timedelta(weeks=self.settings.weeks_looked_at))

    @cached_property
    def days(self) -> tuple[SchoolDay, ...]:
        """The school days of those weeks."""
        return school_days(self.recent)

    @cached_property
    def year_began(self) -> date:
        """When the latest school year of the register began."""
        return school_year_of(last_school_day(self.register))

    @cached_property
    def this_year(self) -> Register:
        """The latest school year of the register."""
        return since(self.register, self.year_began)

    def word(self, name: str, **values: Any) -> str:
        """A text of register.yml that is part of others, filled in."""
        return self.guidance.register.words[name].format(**values)

    def notice(self, kind: str, facts: Mapping[str, Any], p_value: float | None = None, **values: Any) -> Notice:
        """A notice in the pack's words, filled in with its facts, or with `values` of the same name in their place."""
        note = self.guidance.register.notices[kind]
        text = note.text.format(**{name: in_words(value) for name, value in facts.items()} | values)
        return Notice(kind, text, note, {name: plain(value) for name, value in facts.items()}, p_value)

    def by_chance(self, kind: str, facts: Mapping[str, Any], p_value: float, **values: Any) -> Notice | None:
        """A notice of what chance would hardly do; None where it would."""
        if p_value > self.settings.chance_at_most:
            return None
        return self.notice(kind, facts, p_value, **{"one_in": one_in(p_value), **values})

    def marks(self, counts: Mapping[str, int]) -> str:
        """Marks with their meanings and how many there are of each."""
        named = [
            self.word("mark_counted", sessions=counted(count, "session"), mark=mark, meaning=meaning_of(mark))
            for mark, count in counts.items()
        ]
        return self.listed(named)

    def listed(self, items: Iterable[str]) -> str:
        """Items in a sentence."""
        *first, last = items
        return f"{', '.join(first)}{self.word('and')}{last}" if first else last


def in_words(value: Any) -> Any:
    """A day as in a letter, a fraction with at most one decimal; anything else as it is."""
    if isinstance(value, date):
        return day_in_words(value)
    return shown(value, 1) if isinstance(value, Fraction) else value


def plain(value: Any) -> Any:
    """A value as JSON has it."""
    if isinstance(value, date):
        return value.isoformat()
    return float(value) if isinstance(value, Fraction) else value


def counted(count: Fraction | int, what: str) -> str:
    """A number of things: "1 session", "4.5 days"."""
    return f"{in_words(Fraction(count))} {what}" + ("" if count == 1 else "s")


def in_days(sessions: int) -> str:
    """Sessions as days: "4.5 days"."""
    return counted(Fraction(sessions, 2), "day")


def times(count: int) -> str:
    """How often: "once", "3 times"."""
    return TIMES.get(count, f"{count} times")


def one_in(p_value: float) -> str:
    """How rare something is, to one digit and never rarer than it is: 0.0037 is once in "200"."""
    often = int(1 / p_value) if p_value * MOST_ONE_IN > 1 else MOST_ONE_IN
    step = 10 ** (len(str(often)) - 1)
    return f"{often // step * step:,}"


def percent(part: int, whole: int) -> Fraction:
    """A part in percent of a whole that isn't 0."""
    return Fraction(100 * part, whole)


def meaning_of(mark: str) -> str:
    """What a mark means, in a few words."""
    return CODES[NUMBER_OF[mark]].meaning
