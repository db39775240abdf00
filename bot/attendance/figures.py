"""Figures read from what a practitioner types: "87% this term, down from 95", "missed 23 days out of 120"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from itertools import islice
from re import Match
from typing import Literal

from bot.attendance import figure_patterns as words
from bot.attendance.counts import TAKEN_OUT, counts_in
from bot.attendance.impact import MOST
from bot.numerals import in_digits

Trend = Literal["up", "down"]

MOST_READ = 40
"""The numbers that are looked at in one message."""

NEARBY = 70
"""The characters on either side of a number by which it is read."""

LOWEST_LOOSE = 20
"""A lower number needs a percent sign, or the word attendance before it: it may be an age or an hour."""

LAST_HOUR = 12
"""The highest number that may be an hour of the day."""

WIDEST_RANGE = 10
"""Two rising numbers no further apart ("80 to 85") are one rough figure; any others are a change."""

SENTENCE_ENDS = (". ", "; ", "? ", "! ", "\n")


@dataclass(frozen=True)
class Percentage:
    """A percentage as said: its value, whether it is an earlier one, and whether for the whole year so far."""

    value: Fraction
    earlier: bool = False
    whole_year: bool = False


@dataclass(frozen=True)
class Figures:
    """What a text says of attendance; a name is None (or empty) where it says nothing of it."""

    percentages: tuple[Percentage, ...] = ()
    days_missed: Fraction | None = None
    days_so_far: Fraction | None = None
    sessions_attended: Fraction | None = None
    sessions_possible: Fraction | None = None
    trend: Trend | None = None

    @property
    def attendance(self) -> Fraction | None:
        """The attendance that holds now: the year's figure where one is named, else the first that is current."""
        current = [said for said in self.percentages if not said.earlier]
        return next((said.value for said in (*(one for one in current if one.whole_year), *current)), None)

    @property
    def lowest(self) -> Fraction | None:
        """The lowest attendance said to hold now: what a concern is measured by, where term and year differ."""
        return min((said.value for said in self.percentages if not said.earlier), default=None)

    @property
    def previous(self) -> Fraction | None:
        """An earlier attendance, where one is said: the one said nearest to the current."""
        now = next((place for place, said in enumerate(self.percentages) if not said.earlier), 0)
        earlier = [(abs(place - now), said.value) for place, said in enumerate(self.percentages) if said.earlier]
        return min(earlier, key=lambda one: one[0])[1] if earlier else None

    @property
    def any_count(self) -> bool:
        """Whether days or sessions are counted."""
        return self.days_missed is not None or self.sessions_attended is not None


@dataclass(frozen=True)
class Said:
    """A number with the words on either side of it, no further than its sentence."""

    value: Fraction
    signed: bool
    before: str
    after: str

    @property
    def named_earlier(self) -> bool:
        """Whether words name an earlier time for it ("last term"), or it is where a change began ("from 95")."""
        return bool(
            words.FROM.search(self.before)
            or words.NAMED_EARLIER.search(self.before)
            or words.NAMED_EARLIER_AFTER.search(self.after)
        )

    @property
    def current(self) -> bool:
        """Whether words say that it holds now."""
        if words.FROM.search(self.before) or words.NAMED_EARLIER_AFTER.search(self.after):
            return False
        return bool(words.NOW_AFTER.search(self.after) or words.NOW_BEFORE.search(self.before))

    @property
    def earlier(self) -> bool:
        """Whether it may be an earlier figure than another that is said."""
        return not self.current and bool(
            self.named_earlier
            or words.LOOSELY_EARLIER.search(self.before)
            or words.LOOSELY_EARLIER_AFTER.search(self.after)
        )

    @property
    def whole_year(self) -> bool:
        """Whether it is said to be for the year so far."""
        return bool(words.WHOLE_YEAR_AFTER.search(self.after) or words.WHOLE_YEAR_BEFORE.search(self.before))

    @property
    def attendance(self) -> Fraction:
        """The attendance that it means; absence is said in percent too."""
        absence = words.ABSENCE_BEFORE.search(self.before) or words.ABSENCE_AFTER.search(self.after)
        return MOST - self.value if absence and self.signed and self.value <= MOST else self.value

    @property
    def of_something_else(self) -> bool:
        """Whether its words make it a target, a difference, a certainty, or an age."""
        if words.NOT_AFTER.search(self.after) or words.NOT_BEFORE.search(self.before):
            return True
        if self.value < 10 and words.A_TEN_MISSPELT.search(self.before):
            return True
        if self.signed:
            return False
        a_person = words.A_CHILD.search(self.before) and self.value < LOWEST_LOOSE
        return bool(a_person or words.A_RELATIVE.search(self.before) or not self.value <= MOST or 0 < self.value < 1)


@lru_cache(maxsize=8)  # a turn asks this of its message again and again
def figures_in(text: str) -> Figures:
    """The attendance figures that `text` says, in digits or words; percentages above 100 are kept as said."""
    plain = in_digits(text)
    counts, rest = counts_in(without_unrelated(plain))
    return Figures(
        percentages=percentages_in(rest),
        days_missed=counts.days_missed,
        days_so_far=counts.days_so_far,
        sessions_attended=counts.sessions_attended,
        sessions_possible=counts.sessions_possible,
        trend=trend_in(plain),
    )


def attendance_answered(text: str) -> Fraction | None:
    """The attendance that `text` gives when it has just been asked for: there a bare "87" will do."""
    if words.ZERO.fullmatch(text.lower()):
        return Fraction(0)
    _, rest = counts_in(without_unrelated(in_digits(text)))
    said = [one for one in said_in(rest) if not (one.of_something_else or is_time(one)) and one.value <= MOST]
    said = [one for one in said if one.signed or one.value >= LOWEST_LOOSE] or said
    if len(said) == 1 and not words.FROM.search(said[0].before) and not said[0].after.lstrip().startswith("until"):
        return said[0].attendance
    answered = Figures(percentages=percentages_in(rest) or percentages_of(said)).attendance
    return answered if answered is None or answered <= MOST else None


def without_unrelated(plain: str) -> str:
    """`plain` without the numbers that are dates, times, ages, school years, references or ranges."""
    for pattern in words.UNRELATED:
        plain = pattern.sub(TAKEN_OUT, plain)
    a_change = trend_in(plain) is not None
    return words.RANGE.sub(lambda match: TAKEN_OUT if is_range(match, a_change) else match.group(), plain)


def is_range(match: Match[str], a_change: bool) -> bool:
    """Whether two numbers are one rough figure ("80-85", "between 80 and 85") and not a change."""
    apart = Fraction(match["high"]) - Fraction(match["low"])
    if match["link"] == "and":
        return bool(match["between"])
    a_change = a_change or match["change"] is not None
    return 0 < apart <= WIDEST_RANGE and not (a_change and match["link"] == "to")


def percentages_in(plain: str) -> tuple[Percentage, ...]:
    """Every percentage in the order said; a bare number only where the words round it make it an attendance."""
    said = [one for one in said_in(plain) if not one.of_something_else]
    in_context = any(one.signed for one in said) or bool(words.CONTEXT.search(plain))
    change = any(one.earlier for one in said) and any(one.current for one in said)
    return percentages_of(
        [
            one
            for one in said
            if one.signed
            or is_tied(one)
            or (one.value >= LOWEST_LOOSE and in_context and (stands_by_itself(one) or one.current or one.earlier))
            or (one.value >= LOWEST_LOOSE and change and (one.current or one.earlier))
            or (one.value >= LOWEST_LOOSE and is_start_of_change(one))
        ]
    )


def said_in(plain: str) -> Iterator[Said]:
    """The numbers that may be percentages, with the words round them."""
    for match in islice(words.FIGURE.finditer(plain), MOST_READ):
        before = plain[max(0, match.start() - NEARBY) : match.start()]
        after = plain[match.end() : match.end() + NEARBY]
        for end in SENTENCE_ENDS:
            before, after = before.rpartition(end)[2], after.partition(end)[0]
        yield Said(Fraction(match["number"]), match["sign"] is not None, before, after)


def is_tied(said: Said) -> bool:
    """Whether a bare number belongs to the word attendance."""
    if words.ATTENDANCE_IS.search(said.before):
        return True
    return said.value >= LOWEST_LOOSE and bool(
        words.ATTENDANCE_TIED.search(said.before) or words.ATTENDANCE_FOLLOWS.search(said.after)
    )


def stands_by_itself(said: Said) -> bool:
    """Whether a bare number is said as a figure is ("at 91 and slipping")."""
    return bool(words.STANDING_BEFORE.search(said.before) and words.STANDING_AFTER.search(said.after))


def is_time(said: Said) -> bool:
    """Whether a bare number is an hour of the day ("he comes at 10")."""
    return not said.signed and 0 < said.value <= LAST_HOUR and bool(words.A_TIME.search(said.before))


def is_start_of_change(said: Said) -> bool:
    """Whether a bare number is the new figure of a change that is said at once ("88 up from 80")."""
    return bool(words.CHANGED_FROM.search(said.after))


def percentages_of(said: list[Said]) -> tuple[Percentage, ...]:
    """The figures as percentages: which is earlier than which is settled between them."""
    now = next((place for place, one in enumerate(said) if one.current), 0)
    percentages = [
        Percentage(one.attendance, earlier=one.earlier or (place < now and not whole), whole_year=whole)
        for place, one in enumerate(said)
        for whole in (one.whole_year and not one.earlier,)
    ]
    if percentages and all(one.earlier for one in percentages) and (len(said) > 1 or not said[0].named_earlier):
        percentages[-1] = replace(percentages[-1], earlier=False)
    return tuple(percentages)


def trend_in(plain: str) -> Trend | None:
    """Whether attendance is said to go up or down; an aim ("how to improve it") is no trend."""
    if words.DOWN.search(words.NOT_DOWN.sub(" ", plain)):
        return "down"
    if words.UP.search(words.NOT_UP.sub(" ", plain)):
        return "up"
    return None
