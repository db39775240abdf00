"""Registers as text, to write tests with."""

from __future__ import annotations

from bot.attendance.register.reading import Reading, read_register
from bot.attendance.register.sessions import Register

CHILD = "Okonkwo-Bell"
"""A name that no reading may give back."""


def marks(register: Register | None) -> str:
    """A register as "2025-09-03 /\\ 2025-09-04 LO", each day with its two marks."""
    assert register is not None
    sessions = list(register)
    return " ".join(
        f"{morning.day} {morning.code.mark}{afternoon.code.mark}"
        for morning, afternoon in zip(sessions[::2], sessions[1::2], strict=True)
    )


def read(text: str, encoding: str = "utf-8") -> Reading:
    """The reading of a file with this text."""
    return read_register(text.encode(encoding))


def read_marks_of(text: str, encoding: str = "utf-8") -> str:
    """The marks of a file with this text, which has no faults."""
    reading = read(text, encoding)
    assert reading.faults == ()
    return marks(reading.register)


def faults(text: str) -> list[str]:
    """The faults of a file with this text, as they are shown; with any of them there is no register."""
    reading = read(text)
    assert (reading.register is None) == bool(reading.faults)
    return [str(fault) for fault in reading.faults]
