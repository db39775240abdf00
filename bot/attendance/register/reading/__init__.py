"""Reading a register: from a file that a school sends, or from marks pasted into a chat."""

from __future__ import annotations

from bot.attendance.register.reading.files import read_register
from bot.attendance.register.reading.pasted import read_marks
from bot.attendance.register.reading.results import Fault, Reading

__all__ = ["Fault", "Reading", "read_marks", "read_register"]
