"""What held-out messages tell of a child is read: written apart from the patterns, and never looked at for them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from bot.case.told import Told, told_in
from bot.services import services

CASES = Path(__file__).parents[1] / "held_out/cases.yml"
READ_AT_LEAST = 0.85
MISREAD_AT_MOST = 0.05


def facts_of(told: Told) -> dict[str, Any]:
    """What was read, under the names of the held-out file."""
    known, age = told.known, told.age
    return {
        "age": age.age if age else None,
        "school_year": age.school_year if age else None,
        "plan": known.plan,
        "attendance": known.attendance,
        "previous": known.previous,
    }


def test_what_held_out_messages_tell_of_a_child_is_read(report: Any) -> None:
    stated: Counter[str] = Counter()
    read: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    cases = YAML(typ="safe").load(CASES.read_text(encoding="utf-8"))
    for case in cases:
        found = facts_of(told_in(case["say"], services().measures))
        for name, value in found.items():
            expected = case["facts"].get(name)
            stated[name] += expected is not None
            read[name] += expected is not None and value is not None and float_of(value) == float_of(expected)
            wrong[name] += expected is not None and value is not None and float_of(value) != float_of(expected)
    total = stated.total()
    report(f"held-out cases: {read.total() / total:.1%} of {total} facts told are read, {wrong.total()} read wrongly")
    for name in stated:
        report(f"  {name}: {read[name]} of {stated[name]}, {wrong[name]} wrongly")
    assert read.total() / total >= READ_AT_LEAST
    assert wrong.total() / total <= MISREAD_AT_MOST


def float_of(value: Any) -> Any:
    """A figure as a number, a plan as it is."""
    return value if isinstance(value, str) else float(value)
