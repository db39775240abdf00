"""Contrast in light and dark, worked out as in WCAG 2.2: 4.5 to 1 for text, 3 to 1 for what is no text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.rows import every_row

TEXT, GRAPHIC = 4.5, 3.0
BACKGROUND, SURFACE = "--govuk-body-background-colour", "--surface"
PAIRS = [
    ("--govuk-text-colour", BACKGROUND, TEXT),
    ("--govuk-text-colour", SURFACE, TEXT),
    ("--govuk-text-colour", "--said-by-you", TEXT),
    ("--govuk-text-colour", "--danger", TEXT),
    ("--govuk-secondary-text-colour", BACKGROUND, TEXT),
    ("--govuk-secondary-text-colour", SURFACE, TEXT),
    ("--govuk-link-colour", BACKGROUND, TEXT),
    ("--govuk-link-colour", SURFACE, TEXT),
    ("--govuk-link-colour", "--danger", TEXT),
    ("--govuk-link-hover-colour", BACKGROUND, TEXT),
    ("--govuk-link-visited-colour", BACKGROUND, TEXT),
    ("--govuk-error-colour", BACKGROUND, TEXT),
    ("--govuk-success-colour", BACKGROUND, TEXT),
    ("--quiet-button-text", "--quiet-button", TEXT),
    ("--quiet-button-text", "--govuk-hover-colour", TEXT),
    ("--bar-text", "--bar", TEXT),
    ("--session-text", "--attending", TEXT),
    ("--session-text", "--approved", TEXT),
    ("--session-text", "--authorised", TEXT),
    ("--unauthorised-text", "--unauthorised", TEXT),
    ("--govuk-input-border-colour", BACKGROUND, GRAPHIC),
    ("--govuk-error-colour", "--danger", GRAPHIC),
    ("--govuk-secondary-text-colour", BACKGROUND, GRAPHIC),
    ("--picture", BACKGROUND, GRAPHIC),
    ("--picture", "--quiet-button", GRAPHIC),
    ("--picture-mark", "--picture", GRAPHIC),
]
DARK = "@media screen and (prefers-color-scheme: dark)"


@pytest.fixture(scope="module")
def schemes(built: Path) -> dict[str, dict[str, str]]:
    """Name -> property -> colour, of light and dark."""
    css = next(built.glob("page-*.css")).read_text()
    before, _, dark = css.partition(DARK)
    assert dark, "the style sheet has no dark scheme"
    on_screen = re.sub(r"@media print\{:root\{[^{}]*\}\}", "", before)
    light = declared("".join(re.findall(r":root\{([^{}]*)\}", on_screen)))
    return {"light": light, "dark": light | declared(dark[: dark.index("}")])}


def declared(css: str) -> dict[str, str]:
    return dict(re.findall(r"(--[a-z-]+):\s*(#[0-9a-f]{3,6})", css))


def luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@every_row("scheme", ["light", "dark"])
@every_row(("front", "back", "least"), PAIRS)
def test_there_is_enough_contrast(
    schemes: dict[str, dict[str, str]], scheme: str, front: str, back: str, least: float
) -> None:
    lighter, darker = sorted((luminance(schemes[scheme][one]) for one in (front, back)), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= least
