"""guide register: what a school's register says."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from bot.cli import main

SCHOOL_DAYS = ("2025-09-01", "2025-09-02", "2025-09-03", "2025-09-04", "2025-09-05")


def written(folder: Path, name: str, rows: list[str]) -> str:
    """A file with a row for each session."""
    path = folder / name
    path.write_text("\n".join(["date,session,code", *rows]) + "\n", "utf-8")
    return str(path)


@pytest.fixture
def register(tmp_path: Path) -> str:
    rows = [f"{day},{half},{mark}" for day in SCHOOL_DAYS for half, mark in (("AM", "/"), ("PM", "I"))]
    return written(tmp_path, "register.csv", rows)


def test_json_is_one_object_with_the_figures_and_what_to_notice(
    register: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["register", register, "--json"]) == 0
    printed = capsys.readouterr().out
    shown = json.loads(printed)
    assert printed.count("\n") == 1
    assert (shown["possible"], shown["attended"], shown["attendance"]) == (10, 5, 50.0)
    assert shown["notes"] == []
    severe = shown["noticed"][0]
    assert (severe["kind"], severe["absent"], severe["possible"]) == ("severe_absence", 5, 10)
    assert set(severe["source"]) == {"document", "section", "edition"}


def test_in_words_each_notice_stands_with_its_source(register: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["register", register]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Register from 1 September 2025 to 5 September 2025"
    assert lines[1] == "Attendance 50%: 5 of 10 possible sessions."
    assert any(line.startswith("- 5 of 10 possible sessions were missed, 50%.") for line in lines)
    assert any(line.startswith("  Source: Pupil absence in schools in England") for line in lines)
    assert max(map(len, lines)) <= 88


def test_a_register_comes_from_standard_input(
    register: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(Path(register).read_bytes())))
    assert main(["register", "-", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["possible"] == 10


def test_marks_with_a_date_beside_them_are_a_register(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "marks.txt"
    file.write_text("/\\/\\LNOO/\\ from 1 September 2025", "utf-8")
    assert main(["register", str(file), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["codes"] == {"/": 3, "\\": 3, "L": 1, "N": 1, "O": 2}


def test_two_registers_are_compared(tmp_path: Path, register: str, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [f"{day.replace('2025', '2024').replace('09-01', '09-06')},{half},/" for day in SCHOOL_DAYS for half in "AP"]
    earlier = written(tmp_path, "earlier.csv", [row.replace(",A,", ",AM,").replace(",P,", ",PM,") for row in rows])
    assert main(["register", register, "--before", earlier, "--json"]) == 0
    compared = json.loads(capsys.readouterr().out)["compared"]
    attendance = compared["rows"][0]
    assert attendance == {"what": "attendance", "before": 100.0, "after": 50.0, "change": -50.0, "direction": "down"}
    assert main(["register", register, "--before", earlier]) == 0
    assert "- Attendance: down from 100% to 50%, by about 50 percentage points." in capsys.readouterr().out


def test_an_unexplained_absence_is_old_enough_on_a_later_day(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    days = [*SCHOOL_DAYS, "2025-09-08", "2025-09-09"]
    rows = [f"{day},{half},{'N' if day == SCHOOL_DAYS[0] else '/'}" for day in days for half in ("AM", "PM")]
    file = written(tmp_path, "register.csv", rows)
    seen = {}
    for day in ("2025-09-08", "2025-09-09"):
        assert main(["register", file, "--as-of", day, "--json"]) == 0
        shown = json.loads(capsys.readouterr().out)
        seen[day] = (shown["unauthorised_in_ten_weeks"], "unexplained" in [one["kind"] for one in shown["noticed"]])
    assert seen == {"2025-09-08": (0, False), "2025-09-09": (2, True)}


def refused(words: list[str], capsys: pytest.CaptureFixture[str]) -> list[str]:
    """The lines on standard error, of a command that must be refused."""
    assert main(words) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    return shown.err.splitlines()


def test_one_fault_is_one_clear_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = written(tmp_path, "register.csv", ["2025-09-01,AM,/", "2025-09-01,PM,%"])
    lines = refused(["register", file], capsys)
    assert len(lines) == 1
    assert lines[0].startswith("guide register: line 3, column 3: ")


def test_several_faults_are_counted_and_have_a_line_each(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = written(tmp_path, "register.csv", ["2025-09-01,AM,%", "2025-09-01,PM,H"])
    lines = refused(["register", file], capsys)
    assert lines[0] == "guide register: 2 things can't be read:"
    assert [line.split(":")[0] for line in lines[1:]] == ["line 2, column 3", "line 3, column 3"]


def test_what_is_wrong_with_the_earlier_register_is_said_to_be_of_it(
    tmp_path: Path, register: str, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = written(tmp_path, "earlier.csv", ["2025-09-01,AM,/", "2025-09-01,PM,%"])
    lines = refused(["register", register, "--before", broken], capsys)
    assert lines[0].startswith("guide register: --before: line 3, column 3: ")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["register", "nowhere.csv"], "nowhere.csv can't be opened"),
        (["register", "-", "--before", "-"], "only one of the two registers can come from standard input"),
        (["register", "nowhere.csv", "--as-of", "13/02/2026"], "'13/02/2026' is not a date"),
    ],
)
def test_what_can_not_be_taken_is_refused_in_one_line(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = refused(words, capsys)
    assert len(lines) == 1
    assert said in lines[0]
