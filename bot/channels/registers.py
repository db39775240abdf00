"""A school's register as channels hand it on: read at the door, its names dropped, only marks and days kept."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.attendance.register.kept import as_kept
from bot.attendance.register.reading import Reading, read_marks, read_register
from bot.channels.conversations import Conversations, Said
from bot.services import services

LARGEST_FILE = 5 * 1024 * 1024
"""Bytes of the largest file that a channel takes: a year is 20 KB as text, and a spreadsheet seldom above 1 MB."""

LONGEST_REGISTER = 20 * 380
"""Sessions of the longest register that a conversation remembers: a child is at school for fewer years than that."""


async def add_register(
    conversations: Conversations, conversation: str, data: bytes, name: str, message_id: str
) -> list[Said]:
    """What is said in the turn in which a file is handed over; `name` is used for its ending only.

    Raises NotSaved where the turn couldn't be saved.
    """
    reading = await asyncio.to_thread(read_register, data, name)
    said = services().guidance.phrase("register_sent")
    return await conversations.say(conversation, said, message_id, as_read(reading))


def pasted(text: str) -> Mapping[str, Any] | None:
    """What was read of marks typed or pasted; None where there are none."""
    reading = read_marks(text, date.today())
    return as_read(reading) if reading else None


def as_read(reading: Reading) -> dict[str, Any]:
    """A reading as it goes with a message: the weeks of a register and what to know of it, or all its faults."""
    if reading.register is None:
        return {"faults": [str(fault) for fault in reading.faults]}
    if len(reading.register) > LONGEST_REGISTER:
        too_long = services().guidance.phrase("register_too_long", sessions=f"{len(reading.register):,}")
        return {"faults": [too_long]}
    return {"weeks": as_kept(reading.register), "notes": [str(note) for note in reading.notes]}
