"""The morning and the afternoon as registers name them."""

from __future__ import annotations

import re

from bot.attendance.register.reading.dates import WEEKDAY
from bot.attendance.register.sessions import Half

OF = r"(?:\s*(?:session|registration|reg|register|roll ?call|mark|code))?"
MORNING = r"(?:am|a\.m\.?|morning)"
AFTERNOON = r"(?:pm|p\.m\.?|afternoon)"
NAMES = {
    half: re.compile(
        rf"(?:{WEEKDAY}\s*[:\-]?\s*)?(?:the\s+)?{name}{OF}|(?:session\s*)?{number}", re.IGNORECASE | re.ASCII
    )
    for half, name, number in ((Half.AM, MORNING, 1), (Half.PM, AFTERNOON, 2))
}
NEITHER = 255
LONGEST = 40

WHAT_WOULD_BE_RIGHT = "this says neither morning nor afternoon: write AM or PM"


def half_named(text: str) -> Half | None:
    """The half of the day that a cell names, or None."""
    text = text.strip()
    if len(text) > LONGEST:
        return None
    return next((half for half, name in NAMES.items() if name.fullmatch(text)), None)


class Halves(dict[str, int]):
    """Each cell's text with the half that it names, NEITHER where it names none; filled as it is asked."""

    ROOM = 4096

    def __missing__(self, text: str) -> int:
        if len(self) >= self.ROOM:
            self.clear()
        half = half_named(text)
        self[text] = NEITHER if half is None else int(half)
        return self[text]
