"""What bin/build-page makes of bot/web: small, with no licence missing, and nothing of GOV.UK's own."""

from __future__ import annotations

import gzip
import json
import re
import subprocess
from pathlib import Path

from tests.rows import every_row

ROOT = Path(__file__).parents[2]
WEB = ROOT / "bot" / "web"
BUDGET_BYTES = 150 * 1024
"""All that a page loads, compressed: its HTML, its scripts, its styles, and the renderer of cards."""


def test_all_that_the_page_loads_is_within_150_kilobytes(built: Path) -> None:
    from bot.web import pages

    loaded = [path.read_bytes() for path in built.iterdir() if path.suffix in (".js", ".css")]
    sizes = [len(gzip.compress(one)) for one in (pages.html("page").encode(), *loaded)]
    assert len(sizes) > 3
    assert sum(sizes) <= BUDGET_BYTES


def test_neither_the_crown_nor_the_font_of_gov_uk_is_used(built: Path) -> None:
    for path in built.glob("*.css"):
        assert not re.search(r"GDS Transport|crown|@font-face|url\(", path.read_text(), re.IGNORECASE)


def test_the_licence_of_each_package_that_is_in_the_output_is_there(built: Path) -> None:
    licences = (built / "licences.txt").read_text()
    for name, version in json.loads((WEB / "package.json").read_text())["dependencies"].items():
        assert f"{name} {version}" in licences
    assert licences.lower().count("permission is hereby granted") >= 2


def test_scripts_evaluate_nothing_and_write_no_html_but_the_card_renderer(built: Path) -> None:
    page = next(built.glob("page-*.js")).read_text()
    assert not re.search(r"\beval\(|new Function\(|innerHTML|insertAdjacentHTML|document\.write", page)


def test_each_package_is_pinned_exactly() -> None:
    package = json.loads((WEB / "package.json").read_text())
    versions = {**package["dependencies"], **package["devDependencies"]}
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in versions.values())


def test_the_lock_names_no_registry_and_checks_every_package() -> None:
    packages = json.loads((WEB / "package-lock.json").read_text())["packages"]
    for name, one in packages.items():
        assert "resolved" not in one
        assert not name or one["integrity"].startswith("sha512-")


def test_the_page_is_built_again_only_when_something_changed(built: Path) -> None:
    done = subprocess.run([ROOT / "bin/build-page"], capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@every_row("path", sorted((WEB / "source").rglob("*.js")), ids=lambda path: path.name)
def test_a_script_reads_no_html_and_keeps_nothing_in_the_browser(path: Path) -> None:
    code = path.read_text()
    assert not re.search(r"innerHTML|insertAdjacentHTML|outerHTML|document\.write|localStorage|indexedDB", code)
    # The widget keeps where it was left, in the page that embeds it.
    assert "sessionStorage" not in code or path.name == "place.js"
