"""guide export, forget and purge: what they print, what they write, what they refuse."""

from __future__ import annotations

import json
import stat
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from bot.cli import main
from bot.records.journal import Journal
from bot.records.reading import Records
from bot.records.store import Store, open_store
from tests.records.turns import answered, remembered, said, turn

pytestmark = pytest.mark.model

NOTED = {"position": 2, "notes": {"attendance": "87%"}, "skipped": [], "state": "stopped"}


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """Records in the working folder: a conversation of each of two practitioners."""
    for setting in ("GUIDE_DATABASE", "GUIDE_RECORDS_KEYS"):
        monkeypatch.delenv(setting, raising=False)
    monkeypatch.chdir(tmp_path)
    store = open_store({}, alone=True)
    for name in ("ann", "bob"):
        events = (said(1, f"{name} says 87%"), answered(2, "Noted."), remembered(3, "walkthrough", NOTED))
        Journal(store).append(turn(f"of-{name}", None, *events, owner=name, child={"attendance": "87"}))
    return store


def printed(capsys: pytest.CaptureFixture[str]) -> Any:
    """The one object that was printed."""
    (line,) = capsys.readouterr().out.splitlines()
    return json.loads(line)


def test_forget_erases_a_practitioner_and_proves_it(kept: Store, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["forget", "ann", "--json"]) == 0
    assert printed(capsys) == {
        "erased": {"event": 3, "record": 1, "posting": 0, "chat": 0, "conversation": 1, "practitioner": 1},
        "left": {"event": 0, "record": 0, "posting": 0, "chat": 0, "conversation": 0, "practitioner": 0},
    }
    assert Records(kept).of("ann") == [] and Records(kept).of("bob") != []


def test_forget_erases_one_conversation(kept: Store, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["forget", "--conversation", "of-bob"]) == 0
    assert capsys.readouterr().out == "Erased: 3 of event, 1 of record, 1 of conversation. Left: nothing.\n"
    assert Journal(kept).conversations() == ["of-ann"]


@pytest.mark.parametrize("words", [["forget"], ["forget", "ann", "--conversation", "of-ann"]])
def test_forget_wants_a_practitioner_or_a_conversation(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 2
    assert capsys.readouterr().err == "guide forget: name a practitioner, or give --conversation ID\n"


def test_export_gives_a_practitioner_theirs_as_one_object(kept: Store, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "ann", "--json"]) == 0
    exported = printed(capsys)
    assert [one["text"] for one in exported["conversations"][0]["said"]] == ["ann says 87%", "Noted."]
    assert [one["walkthrough"]["notes"] for one in exported["records"]] == [{"attendance": "87%"}]
    assert "bob" not in json.dumps(exported)


def test_export_writes_documents_that_only_this_user_can_read(
    kept: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", "ann", "--to", "theirs", "--json"]) == 0
    told = printed(capsys)
    (document,) = (tmp_path / "theirs").glob("what-the-school-says-*.docx")
    assert told["files"] == ["records.json", document.name]
    assert "87%" in "\n".join(one.text for one in Document(str(document)).paragraphs) + "".join(
        cell.text for table in Document(str(document)).tables for row in table.rows for cell in row.cells
    )
    assert {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "theirs").iterdir()} == {0o600}
    assert json.loads((tmp_path / "theirs/records.json").read_text())["practitioner"] == "ann"


def test_export_of_somebody_of_whom_nothing_is_kept_says_so(kept: Store, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "nobody"]) == 2
    assert capsys.readouterr().err.startswith("guide export: nothing is kept of 'nobody'")


def test_export_into_what_is_no_folder_says_so(kept: Store, capsys: pytest.CaptureFixture[str]) -> None:
    Path("file").write_text("")
    assert main(["export", "ann", "--to", "file"]) == 2
    assert "choose another folder" in capsys.readouterr().err


def test_purge_erases_nothing_before_its_time(kept: Store, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["purge"]) == 0
    assert capsys.readouterr().out == "Erased: nothing.\n"


def test_purge_encrypts_again_where_it_is_asked_to(kept: Store, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["purge", "--rotate", "--json"]) == 0
    assert printed(capsys)["rotated"] == {"conversation": 2, "event": 6, "record": 2, "chat": 0}


def test_purge_says_when_the_other_keys_can_go(kept: Store, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["purge", "--rotate"]) == 0
    assert capsys.readouterr().out == (
        "Erased: nothing.\n"
        "Encrypted with the first key: 2 of conversation, 6 of event, 2 of record. The other keys can go.\n"
    )


def test_purge_refuses_days_that_are_none(
    kept: Store, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GUIDE_KEEP_RECORDS_DAYS", "365")
    assert main(["purge"]) == 2
    assert capsys.readouterr().err == (
        "guide purge: GUIDE_KEEP_RECORDS_DAYS is '365': write a number of days from 1 to 90, "
        "which is the longest allowed\n"
    )


@pytest.mark.parametrize("words", [["purge"], ["forget", "ann"], ["export", "ann"]])
def test_in_a_folder_with_no_records_none_are_made(
    words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GUIDE_DATABASE", raising=False)
    assert main(words) == 2
    assert "there is no records/guide.db: go to the folder that the guide runs in" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
