"""Pictures of a register as PNG: their kinds, their size, and that every code is there to be read."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from typing import Any

import pytest
from PIL import Image

from bot.attendance.register.codes import CODES, Group
from bot.attendance.register.figures import figures_of
from bot.attendance.register.kept import as_kept
from bot.channels.conversations import Said
from bot.channels.pictures import drawn
from bot.channels.pictures.calendar import GAP, LABEL, MARGIN, ROW, calendar_png
from bot.channels.pictures.drawing import COLOURS, WIDTH
from bot.channels.pictures.register import KINDS, picture_of, words
from tests.attendance.register.written import register_written
from tests.rows import every_row
from tests.web.test_colours import luminance

LARGEST = 200 * 1024

YEAR = ["- /\\ /\\ L\\ /I", "U\\ OO EE EE /\\", "C2C2 /C2 Y4Y4 ## MM", *["/\\ /\\ /\\ /\\ /\\"] * 36]


def custom(weeks: list[str]) -> dict[str, Any]:
    """What goes with the message of a register that begins in September."""
    register = register_written(date(2025, 9, 1), weeks)
    return {"register": figures_of(register).as_json(), "calendar": as_kept(register)}


@cache
def picture(kind: str, *weeks: str) -> bytes:
    """The picture of a register of these weeks, drawn once."""
    return picture_of(kind, custom(list(weeks)))


def opened(png: bytes) -> Image.Image:
    """The picture, as a browser would open it."""
    return Image.open(io.BytesIO(png))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("weeks", [["/\\ - - - -"], ["NN NN NN NN NN - LU"] * 3, YEAR * 2])
def test_every_kind_is_a_png_of_480_units_and_at_most_200_kilobytes(kind: str, weeks: list[str]) -> None:
    png = picture(kind, *weeks)
    assert (opened(png).format, opened(png).width) == ("PNG", 960)
    assert len(png) <= LARGEST


def test_a_calendar_has_a_year_at_most() -> None:
    assert opened(picture("calendar", *YEAR * 2)).height < 3 * opened(picture("calendar", *YEAR)).height


def test_every_code_can_be_drawn_and_no_two_weeks_of_different_codes_look_alike() -> None:
    first = date(2025, 9, 1)
    weeks = {
        (first + timedelta(weeks=place)).isoformat(): " ".join([code.mark] * 10) for place, code in enumerate(CODES)
    }
    sheet = opened(calendar_png(weeks, words())).convert("RGB")
    assert len({sessions_of(sheet, place, len(weeks)) for place in range(len(weeks))}) == len(CODES)


def sessions_of(sheet: Image.Image, place: int, weeks: int) -> bytes:
    """What is drawn inside the sessions of one of so many weeks in two columns: no day, and no rule around them."""
    column, row = divmod(place, -(-weeks // 2))
    left = MARGIN + column * (WIDTH - 2 * MARGIN + GAP) / 2 + LABEL
    right, top = left + (WIDTH - 2 * MARGIN - GAP) / 2 - LABEL, MARGIN + (row + 1) * ROW
    inside = (round(2 * left) + 2, round(2 * top) + 3, round(2 * right) - 2, round(2 * (top + ROW)) - 3)
    return sheet.crop(inside).tobytes()


@every_row("group", Group)
def test_a_code_stands_out_from_its_colour(group: Group) -> None:
    lighter, darker = sorted((luminance(colour) for colour in COLOURS[group]), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= 4.5


def test_another_kind_is_refused() -> None:
    with pytest.raises(KeyError):
        picture_of("portrait", custom(YEAR))


@every_row(
    ("address", "with_register", "there"),
    [
        ("guide:picture/weekly", True, True),
        ("guide:picture/portrait", True, False),
        ("https://a.example/weekly", True, False),
        ("guide:picture/weekly", False, False),
    ],
)
def test_a_cards_image_is_drawn_where_the_message_has_a_register(
    address: str, with_register: bool, there: bool
) -> None:
    held: Mapping[str, Any] = custom(YEAR) if with_register else {}
    assert (drawn(Said(1, "guide", "", custom=held), address) is not None) is there


def test_the_card_and_the_page_need_no_matplotlib() -> None:
    code = "import sys, bot.channels.pictures.register, bot.channels.cards; sys.exit('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
