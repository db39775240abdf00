"""Registers and figures as a person writes them in YAML.

Weeks of marks: one line a week, its Monday, then each day's two marks.

    2 Sep 2024: -- /\\ /\\ LN OO

`--` is a day that the register doesn't have, `-` a session that it doesn't have. A sixth and a seventh day are Saturday
and Sunday.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any

MARK = re.compile(r"C[12]|J1|Y[1-7]|.")


def written(weeks: str) -> list[tuple[date, int, str]]:
    """The sessions of such lines as (day, 0 or 1, mark); raises ValueError for a line that isn't one."""
    sessions = []
    for line in weeks.strip().splitlines():
        monday, separator, days = line.strip().partition(": ")
        if not separator:
            raise ValueError(f"{line!r} has no Monday")
        first = datetime.strptime(monday, "%d %b %Y").date()
        if first.weekday() != 0:
            raise ValueError(f"{monday} isn't a Monday")
        for number, two in enumerate(days.split()):
            marks = MARK.findall(two)
            if len(marks) != 2:
                raise ValueError(f"{two!r} in {line!r} isn't two marks")
            day = first + timedelta(days=number)
            sessions += [(day, half, mark) for half, mark in enumerate(marks) if mark != "-"]
    return sessions


def as_json(value: Any) -> Any:
    """Figures of the YAML as the JSON has them: an attendance "18 of 20" is the percentage, a date its ISO text."""
    if isinstance(value, dict):
        return {
            name: percentage(part) if name == "attendance" and part else as_json(part) for name, part in value.items()
        }
    if isinstance(value, list):
        return [as_json(part) for part in value]
    return value.isoformat() if isinstance(value, date) else value


def percentage(attended: str) -> float:
    """The percentage that "18 of 20" is."""
    part, whole = attended.split(" of ")
    return float(Fraction(100 * int(part), int(whole)))
