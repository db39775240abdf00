"""guide mask."""

from __future__ import annotations

import io
import json

import pytest

from bot.cli import main
from bot.masking import masker


def test_mask_prints_the_text_masked(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["mask", "spoke", "to", "mrs", "okafor"]) == 0
    assert capsys.readouterr().out == "spoke to [name]\n"


def test_each_line_of_standard_input_is_an_object(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"dob 3/4/2012\nnothing here\n")))
    assert main(["mask", "-", "--json"]) == 0
    shown = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert shown == [
        {"text": "dob [date of birth]", "found": [{"kind": "date of birth", "start": 4, "end": 12}]},
        {"text": "nothing here", "found": []},
    ]


def test_a_name_model_that_is_not_there_is_refused(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GUIDE_NAME_MODEL", "en_core_web_none")
    # The one that other tests use is kept.
    monkeypatch.setattr(masker, "standard_masker", masker.standard_masker.__wrapped__)
    assert main(["mask", "Jamie"]) != 0
    assert "GUIDE_NAME_MODEL=en_core_web_none can't be loaded" in capsys.readouterr().err
