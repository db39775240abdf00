"""guide teams-package: one file for the administrator, or one line that says what is missing."""

from __future__ import annotations

import json
import os
import zipfile
from pathlib import Path

import pytest

from bot.cli import main
from tests.channels.teams.package.councils import COUNCIL


@pytest.fixture(autouse=True)
def council(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty folder, and a council's settings and no others."""
    for name in [one for one in os.environ if one.startswith("GUIDE_")]:
        monkeypatch.delenv(name)
    for name, value in COUNCIL.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)


def test_it_writes_the_zip_into_the_folder_and_says_what_is_in_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["teams-package"]) == 0
    shown = capsys.readouterr().out
    assert "attendance-guide-teams.zip (Attendance guide, Anyshire Council, version 1.0.0, for personal)" in shown
    with zipfile.ZipFile("attendance-guide-teams.zip") as zipped:
        assert json.loads(zipped.read("manifest.json"))["manifestVersion"] == "1.22"


def test_file_and_version_can_be_chosen() -> None:
    assert main(["teams-package", "--output", "guide.zip", "--version", "1.4.0"]) == 0
    with zipfile.ZipFile("guide.zip") as zipped:
        assert json.loads(zipped.read("manifest.json"))["version"] == "1.4.0"


@pytest.mark.parametrize(
    ("setting", "value", "words", "said"),
    [
        ("GUIDE_TEAMS_APP_ID", "", "", "GUIDE_TEAMS_APP_ID is missing"),
        ("GUIDE_PUBLIC_URL", "http://127.0.0.1:5005", "", "Teams takes https addresses only"),
        ("GUIDE_TEAMS_TERMS_URL", "", "", "GUIDE_TEAMS_TERMS_URL is missing"),
        ("GUIDE_TEAMS_APP_NAME", "n" * 31, "", "give 30 at most"),
        ("GUIDE_TEAMS_SCOPES", "team", "", "lacks personal"),
        ("GUIDE_TEAMS_SCOPES", "", "--version 1", "give three numbers, such as 1.0.0"),
        ("GUIDE_TEAMS_SCOPES", "", "--output nowhere/guide.zip", "choose another file"),
        ("GUIDE_TEAMS_SCOPES", "", "--output .", "choose another file"),
    ],
)
def test_what_is_wrong_is_said_in_one_line_and_nothing_is_written(
    setting: str, value: str, words: str, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(setting, value)
    assert main(["teams-package", *words.split()]) == 2
    shown = capsys.readouterr()
    assert (shown.out, shown.err.count("\n")) == ("", 1)
    assert said in shown.err
    assert list(Path().iterdir()) == []
