"""A register handed on: what goes with the message, and what is refused for its length."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.attendance.register.reading import read_register
from bot.channels import registers
from bot.channels.registers import as_read

WEEKS = Path(__file__).parents[1] / "attendance/register/files/sims_weekly_grid.csv"


def test_the_weeks_and_the_notes_of_a_register_go_with_the_message() -> None:
    assert set(as_read(read_register(WEEKS.read_bytes(), WEEKS.name))) == {"weeks", "notes"}


def test_a_register_longer_than_a_childs_years_at_school_is_refused_with_its_length(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    reading = read_register(WEEKS.read_bytes(), WEEKS.name)
    assert reading.register is not None
    sessions = len(reading.register)
    monkeypatch.setattr(registers, "LONGEST_REGISTER", sessions)
    assert "faults" not in as_read(reading)
    monkeypatch.setattr(registers, "LONGEST_REGISTER", sessions - 1)
    (fault,) = as_read(reading)["faults"]
    assert fault.startswith(f"This register has {sessions:,} sessions, which is more than")
