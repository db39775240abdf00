"""A school's register as the page reads it, run by node, and that the page's words agree with the guide's."""

from __future__ import annotations

import json
import re
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from bot.attendance.impact import shown
from bot.attendance.measures import measures_from
from bot.attendance.register.codes import CODES
from bot.channels.registers import LARGEST_FILE
from bot.services import services
from tests.rows import every_row
from tests.web.test_scripts import SOURCE, run

READING = "register/reading.js"
FULL = " ".join(["/ \\"] * 5)


@pytest.fixture(autouse=True)
def _needs_node(built: Path) -> None:
    """Where the page was built there is a node."""


@pytest.fixture(scope="module")
def words() -> dict[str, Any]:
    read: dict[str, Any] = json.loads((SOURCE / "words.json").read_text(encoding="utf-8"))
    return read


def parts(*mondays: str, marks: str = FULL) -> Any:
    return run(READING, "it.parts(...given)", dict.fromkeys(mondays, marks))


def test_weeks_stand_in_three_parts_of_the_school_year_and_in_the_month_of_their_monday() -> None:
    found = parts("2025-09-01", "2025-09-29", "2025-10-06", "2026-01-05", "2026-04-13", "2026-07-13")
    assert [one["name"] for one in found] == ["September to October 2025", "January 2026", "April to July 2026"]
    assert [(month["name"], len(month["weeks"])) for month in found[0]["months"]] == [("September", 2), ("October", 1)]


def test_the_same_months_of_two_years_are_two_parts() -> None:
    assert [one["name"] for one in parts("2024-09-02", "2025-09-01")] == ["September 2024", "September 2025"]


def test_weeks_are_in_order_however_they_are_stored() -> None:
    [part] = parts("2025-10-06", "2025-09-01")
    assert [month["name"] for month in part["months"]] == ["September", "October"]


def test_a_week_has_seven_days_only_where_a_weekend_has_a_session() -> None:
    assert parts("2025-09-01")[0]["days"] == 5
    assert parts("2025-09-01", marks=f"{FULL} - - / -")[0]["days"] == 7


def test_the_line_is_parted_where_weeks_are_missing() -> None:
    weekly = [
        {"week": week, "attendance": attendance}
        for week, attendance in (("2025-10-13", 100), ("2025-10-20", 90), ("2025-11-03", 50))
    ]
    first, second = run(READING, "it.runs(...given)", weekly)
    assert [point["y"] for point in first + second] == pytest.approx([0, 0.1, 0.5])
    assert [point["x"] for point in first + second] == pytest.approx([0, 1 / 3, 1])


def test_one_week_alone_is_a_point() -> None:
    assert run(READING, "it.runs(...given)", [{"week": "2025-09-01", "attendance": 80}])[0][0]["x"] == 0


@every_row("value", [0, 33.333333, 50, 66.66, 89.96, 89.999, 90, 99.99, 100])
def test_a_percentage_is_shown_as_the_guide_says_it(value: float) -> None:
    assert run(READING, "it.percent(...given)", value) == shown(Fraction(str(value)), 1)


def test_the_thresholds_are_the_guides() -> None:
    thresholds = measures_from(services().guidance.attendance).thresholds
    assert run(READING, "it.THRESHOLDS") == [100 - thresholds.persistent_absence, 100 - thresholds.severe_absence]


def test_the_codes_are_the_guides_with_their_meanings(words: dict[str, Any]) -> None:
    found = {
        mark: (group.replace("-", "_").upper(), meaning) for mark, (group, meaning) in words["register_codes"].items()
    }
    assert found == {code.mark: (code.group.name, code.meaning) for code in CODES}
    assert {group for group, _ in words["register_codes"].values()} == set(words["register_groups"])


def test_the_page_sends_no_file_that_the_guide_would_not_take() -> None:
    code = (SOURCE / "composer/adding.js").read_text(encoding="utf-8")
    found = re.search(r"MOST_MEGABYTES = (\d+);", code)
    assert found and int(found[1]) * 1024 * 1024 == LARGEST_FILE
