"""What registers say, by hand: each code and each rule, of the figures and of the slow count beside them."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.attendance.register.codes import CODES
from bot.attendance.register.sessions import Half, register_of
from tests.attendance.register.independent import slow_figures as slow
from tests.attendance.register.independent.slow_figures import slow_figures
from tests.attendance.register.independent.written_marks import as_json, written
from tests.rows import every_row
from tests.situations import Situation, situations

KEYS = set(slow_figures([]))
PLACE = Path(__file__).with_name("situations")
ALL = [one for path in sorted(PLACE.glob("*.yml")) for one in situations(path, {"marks", "as_of"}, KEYS)]


def by_the_guide(sessions: list[tuple[date, int, str]], as_of: date | None) -> Any:
    from bot.attendance.register.figures import figures_of

    register = register_of((day, Half(half), mark) for day, half, mark in sessions)
    return json.loads(json.dumps(figures_of(register, as_of=as_of).as_json()))


@every_row("counted", [by_the_guide, slow_figures])
@every_row("situation", ALL)
def test_a_register_says(situation: Situation, counted: Callable[..., Any]) -> None:
    said = counted(written(situation.given["marks"]), as_of=situation.given.get("as_of"))
    assert {name: said[name] for name in situation.expect} == as_json(situation.expect)


def test_every_code_has_its_situation() -> None:
    named = [one.id for one in situations(PLACE / "codes.yml", {"marks"}, KEYS)]
    assert [name.split(":")[0] for name in named] == [code.mark for code in CODES]


def test_the_codes_count_as_the_regulations_say() -> None:
    groups = {
        "attending": slow.ATTENDING,
        "approved educational activity": slow.APPROVED,
        "authorised absence": slow.AUTHORISED,
        "unauthorised absence": slow.UNAUTHORISED,
        "not a possible attendance": slow.NOT_POSSIBLE,
    }
    assert [(code.mark, code.group.value) for code in CODES] == [
        (mark, group) for group, marks in groups.items() for mark in marks
    ]


@pytest.mark.parametrize("line", ["3 Sep 2024: /\\", "2 Sep 2024: /", "2 Sep 2024 /\\"])
def test_a_line_of_marks_that_is_wrong_is_no_situation(line: str) -> None:
    with pytest.raises(ValueError, match=r"isn't|has no"):
        written(line)
