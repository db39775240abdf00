"""Days, weeks and sessions counted in what a practitioner types: "missed 23 of 120 days", "197 of 240 sessions"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from bot.attendance.figure_patterns import (
    LEFT_OVER_COUNT,
    MISSED,
    MISSED_OR_ATTENDED,
    ONE_KIND_OF_ABSENCE,
    PART_OF_WHOLE,
    SO_FAR,
)

TAKEN_OUT = " # "
"""Stands where a number was that has been read, or is of something else."""

DAYS_IN = {"session": Fraction(1, 2), "half day": Fraction(1, 2), "week": Fraction(5), "fortnight": Fraction(10)}
"""The school days in a unit that is not a day."""


@dataclass(frozen=True)
class Counts:
    """What is counted; None where a text says nothing of it."""

    days_missed: Fraction | None = None
    days_so_far: Fraction | None = None
    sessions_attended: Fraction | None = None
    sessions_possible: Fraction | None = None


def counts_in(plain: str) -> tuple[Counts, str]:
    """What `plain` counts, and `plain` without any count."""
    return counted(plain), LEFT_OVER_COUNT.sub(TAKEN_OUT, without_parts_of_wholes(plain))


def counted(plain: str) -> Counts:
    """The first count in `plain` that says both what is counted and whether it was missed or attended."""
    for match in PART_OF_WHOLE.finditer(plain):
        counts = part_of_whole(plain, match)
        if counts:
            return counts
    missed = MISSED.search(plain)
    if not missed or ONE_KIND_OF_ABSENCE.search(missed.group()):
        return Counts()
    number = missed["number"] or missed["number_first"] or "1"
    so_far = SO_FAR.search(plain, missed.end()) or SO_FAR.search(plain[: missed.start()])
    return Counts(
        days_missed=in_days(number, missed["unit"] or missed["unit_first"]),
        days_so_far=Fraction(so_far.group(1) or so_far.group(2)) if so_far else None,
    )


def part_of_whole(plain: str, match: re.Match[str]) -> Counts | None:
    """The days or sessions of "23 of 120 days"; None where it does not say what they are, or whether missed."""
    if not is_count(match) or ONE_KIND_OF_ABSENCE.search(match["between"]):
        return None
    unit = match["unit"] or match["whole_unit"]
    whole_unit = match["whole_unit"] or unit
    part, whole = in_days(match["part"], unit), in_days(match["whole"], whole_unit)
    missed = whether_missed(plain, match)
    if DAYS_IN.get(singular(unit)) == DAYS_IN.get(singular(whole_unit)) == DAYS_IN["session"]:
        attended = whole - part if missed and part <= whole else part
        return Counts(sessions_attended=attended * 2, sessions_possible=whole * 2)
    if missed is None:
        return None
    return Counts(days_missed=part if missed or part > whole else whole - part, days_so_far=whole)


def whether_missed(plain: str, match: re.Match[str]) -> bool | None:
    """Whether a count is of what was missed, by the nearest word that says so; None where no word does."""
    between = [*MISSED_OR_ATTENDED.finditer(match["between"])]
    before = [*MISSED_OR_ATTENDED.finditer(plain[max(0, match.start() - 40) : match.start()])][::-1]
    after = [*MISSED_OR_ATTENDED.finditer(re.split(r"[,.;]", plain[match.end() : match.end() + 25])[0])]
    return next((said["missed"] is not None for said in (*between, *before, *after)), None)


def in_days(number: str, unit: str) -> Fraction:
    """`number` of `unit` in school days."""
    return Fraction(number) * DAYS_IN.get(singular(unit), 1)


def singular(unit: str) -> str:
    """A unit's name, in the singular and with single spaces."""
    return " ".join(unit.split()).removesuffix("s").replace("sesion", "session")


def without_parts_of_wholes(plain: str) -> str:
    """`plain` without the counts of days or sessions in a whole."""
    return PART_OF_WHOLE.sub(lambda match: TAKEN_OUT if is_count(match) else match.group(), plain)


def is_count(match: re.Match[str]) -> bool:
    """Whether both numbers are of days or sessions: "23 of 120 days", but "3 days in 4 weeks" only in full."""
    units = (match["unit"], match["whole_unit"])
    return all(units) if match["within"] else any(units)
