"""guide check and guide train: what is said of the packs, and of the model that is made from them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from bot.cli import main
from bot.guidance.loading import PACKS

pytestmark = pytest.mark.model


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    """The packs with two mistakes in them."""
    packs = tmp_path / "packs"
    shutil.copytree(PACKS, packs)
    for name in ("afc", "hampshire"):
        path = packs / name / "pack.yml"
        path.write_text(path.read_text("utf-8") + "unheard_of: 1\n", "utf-8")
    return packs


def test_packs_and_files_that_agree_have_nothing_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 0
    assert capsys.readouterr().out == "Nothing is wrong.\n"


def test_each_fault_is_named_on_a_line_and_they_are_counted(
    faulty: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("bot.commands.check.PACKS", faulty)
    assert main(["check"]) == 1
    *faults, last = capsys.readouterr().out.splitlines()
    assert all("unheard_of" in fault for fault in faults) and last == f"{len(faults)} to put right."

    assert main(["check", "--json"]) == 1
    assert [json.loads(line)["fault"] for line in capsys.readouterr().out.splitlines()] == faults


def test_a_model_that_is_there_is_not_built_again(assistant: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["train"]) == 0
    assert capsys.readouterr().out.startswith("The model for the files as they are now is ")
    assert main(["train", "--json"]) == 0
    assert Path(json.loads(capsys.readouterr().out)["model"]).is_file()


def test_no_model_is_built_from_packs_with_a_fault(
    faulty: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("bot.commands.loading.PACKS", faulty)
    assert main(["train", "--again"]) == 2
    refused = capsys.readouterr().err
    assert refused.startswith("guide train: the packs have 2 faults, so nothing was built: ")
    assert refused.count("\n") == 1
