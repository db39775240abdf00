"""guide questions: planned questions labelled, from a file or from another program."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from bot.cli import main

pytestmark = pytest.mark.model


def test_each_question_of_a_file_has_its_label_and_why(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "questions.txt"
    file.write_text("What is the best part of your day?\n\nDo you like school?\n", "utf-8")
    assert main(["questions", "--age", "9", str(file), "--json"]) == 0
    first, second = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert (first["question"], first["label"]) == ("What is the best part of your day?", "invitation")
    assert first["recommended"] and first["why"] and first["better"] is None
    assert second["label"] == "option_posing" and second["better"]


def test_questions_come_from_another_program_too_and_are_told_of_in_words(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"Do you like school?\n")))
    assert main(["questions", "-"]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("option_posing: Do you like school?\n") and "better: " in shown


@pytest.mark.parametrize(
    ("written", "words", "said"),
    [
        (b"", ["--age", "40"], "--age 40 can't be: give a child's age, from 3 to 19"),
        (None, [], "can't be read (No such file or directory): give a text file, or - for standard input"),
        ("café".encode("latin-1"), [], "is not UTF-8 text: save it as UTF-8 and try again"),
    ],
)
def test_what_can_not_be_read_is_refused_in_one_line(
    written: bytes | None, words: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "questions.txt"
    if written is not None:
        file.write_bytes(written)
    assert main(["questions", str(file), *words]) == 2
    shown = capsys.readouterr().err
    assert said in shown and shown.count("\n") == 1
