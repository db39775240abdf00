"""The zip for Teams: three files at its root, the icons in Microsoft's sizes, the same bytes each time."""

from __future__ import annotations

import io
import json
import zipfile

import pytest
from PIL import Image, ImageChops

from bot.channels.teams.package.archive import archive
from bot.channels.teams.package.manifest import manifest
from bot.channels.teams.package.settings import PackageSettings
from tests.channels.teams.package.councils import COUNCIL


@pytest.fixture(scope="module")
def zipped() -> zipfile.ZipFile:
    """A council's package."""
    return zipfile.ZipFile(io.BytesIO(archive(manifest(PackageSettings.from_environment(COUNCIL)))))


def icon(zipped: zipfile.ZipFile, which: str) -> Image.Image:
    """An icon of the package, found as Teams finds it: by its name in the manifest."""
    named = json.loads(zipped.read("manifest.json"))["icons"][which]
    return Image.open(io.BytesIO(zipped.read(named)))


def test_it_holds_the_manifest_and_the_two_icons_at_its_root_and_nothing_else(zipped: zipfile.ZipFile) -> None:
    assert zipped.namelist() == ["manifest.json", "color.png", "outline.png"]
    assert zipped.testzip() is None


def test_the_same_settings_make_the_same_bytes() -> None:
    settings = PackageSettings.from_environment(COUNCIL)
    assert archive(manifest(settings)) == archive(manifest(settings))
    assert archive(manifest(settings, "1.0.1")) != archive(manifest(settings))


def test_no_moment_and_no_comment_tell_when_or_by_whom_it_was_made(zipped: zipfile.ZipFile) -> None:
    assert {entry.date_time for entry in zipped.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert {entry.comment + entry.extra for entry in zipped.infolist()} == {b""}
    assert icon(zipped, "color").info == icon(zipped, "outline").info == {}


def test_the_icon_in_colour_is_192_pixels_square_and_has_its_mark_in_the_safe_area(zipped: zipfile.ZipFile) -> None:
    color = icon(zipped, "color")
    assert (color.format, color.size, color.mode) == ("PNG", (192, 192), "RGB")
    background = Image.new("RGB", color.size, "#12436d")
    left, top, right, bottom = ImageChops.difference(color, background).getbbox() or (0, 0, 0, 0)
    assert 36 <= left < 60 < 132 < right <= 156
    assert 36 <= top < 60 < 132 < bottom <= 156


def test_the_icon_in_outline_is_32_pixels_square_and_white_on_nothing(zipped: zipfile.ZipFile) -> None:
    outline = icon(zipped, "outline")
    assert (outline.format, outline.size, outline.mode) == ("PNG", (32, 32), "RGBA")
    red, green, blue, alpha = outline.split()
    assert [band.getextrema() for band in (red, green, blue)] == [(255, 255)] * 3
    assert alpha.getextrema() == (0, 255)
    assert all(alpha.getpixel(corner) == 0 for corner in ((0, 0), (31, 0), (0, 31), (31, 31)))
    shown = sum(value > 0 for value in alpha.getdata()) / (32 * 32)
    assert 0.15 < shown < 0.5


def test_the_manifest_is_readable_text_in_utf_8() -> None:
    environ = {**COUNCIL, "GUIDE_COUNCIL_NAME": "Cyngor Ynys Môn"}
    zipped = zipfile.ZipFile(io.BytesIO(archive(manifest(PackageSettings.from_environment(environ)))))
    assert "Cyngor Ynys Môn" in zipped.read("manifest.json").decode("utf-8")
