"""guide mask."""

from __future__ import annotations

import io
import json

import pytest

from bot.cli import main


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
