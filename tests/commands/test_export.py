"""guide export into a folder: a document of each record that makes one."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from bot.cli import main
from bot.records.journal import Journal
from bot.records.store import open_store
from bot.rehearsal.child import opened, replied
from bot.rehearsal.feedback import Turn
from tests.documents.samples import CALLUM, SAID
from tests.records.turns import answered, remembered, said, turn

NOTED = {"position": 2, "notes": {"attendance": "87%"}, "skipped": [], "state": "stopped"}
ACTION = {
    "what": "Head of year meets them at the gate",
    "how_much": "Four mornings of five by 18 December",
    "by_whom": "The head of year",
    "by_when": "18 December",
    "how_reviewed": "At the review on 7 January",
}
QUESTION = {
    "question": "Do you like maths?",
    "label": "option_posing",
    "flags": [],
    "recommended": False,
    "better": "What is maths like?",
    "why": "It can be answered with yes or no.",
}


@pytest.fixture(autouse=True)
def guides_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder that the guide runs in, with nothing set."""
    for setting in ("GUIDE_DATABASE", "GUIDE_RECORDS_KEYS"):
        monkeypatch.delenv(setting, raising=False)
    monkeypatch.chdir(tmp_path)


def rehearsed() -> dict[str, Any]:
    """A rehearsal with Callum as a conversation remembers it."""
    rehearsal, _ = opened(CALLUM, 1)
    turns = []
    for one in SAID:
        rehearsal, answer = replied(rehearsal, one, CALLUM)
        turns.append(Turn(one, answer.text, answer.layers, None, None).as_json())
    return {"state": "finished", "rehearsal": rehearsal.as_json(), "turns": turns, "before": None}


def keep(*events: Any, conversation: str = "c", **slots: Any) -> None:
    """A conversation of Ann's with these events."""
    store = open_store({}, alone=True)
    Journal(store).append(turn(conversation, None, *events, owner="ann", **slots))
    store.close()


def exported(capsys: pytest.CaptureFixture[str]) -> list[str]:
    """The names of the files that an export of Ann's writes."""
    assert main(["export", "ann", "--to", "hers", "--json"]) == 0
    files: list[str] = json.loads(capsys.readouterr().out)["files"]
    assert sorted(path.name for path in Path("hers").iterdir()) == files
    return files


def words_in(name: str) -> str:
    """The text of a document that was written."""
    document = Document(str(Path("hers") / name))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def test_each_kind_of_record_is_written_as_a_document_named_by_its_title(capsys: pytest.CaptureFixture[str]) -> None:
    keep(
        remembered(1, "walkthrough", {**NOTED, "notes": {}}),
        remembered(2, "walkthrough", NOTED),
        said(3, "Do you like maths?"),
        answered(4, "…", content=["questions.check"], sources=[{"document": "d"}], questions=[QUESTION]),
        remembered(5, "rehearsal", rehearsed()),
        answered(6, "Here it is.", smart=ACTION),
        remembered(7, "smart", None),
    )
    plan, _, rehearsal, actions, school = exported(capsys)

    assert plan.startswith("plan-for-a-visit-") and "What is maths like?" in words_in(plan)
    assert rehearsal.startswith("rehearsal-with-callum-") and "Callum is made up." in words_in(rehearsal)
    assert actions.startswith("smart-attendance-actions-") and ACTION["what"] in words_in(actions)
    assert school.startswith("what-the-school-says-about-attendance-") and "87%" in words_in(school)


def test_documents_of_one_title_and_day_are_numbered(capsys: pytest.CaptureFixture[str]) -> None:
    for number in ("one", "two", "three"):
        keep(remembered(1, "walkthrough", {**NOTED, "notes": {"attendance": number}}), conversation=number)
    files = exported(capsys)
    files.remove("records.json")
    shortest = min(files, key=len)

    date.fromisoformat(shortest.removesuffix(".docx")[-len("2026-11-22") :])
    assert set(files) == {shortest, *(shortest.replace(".docx", f"-{place}.docx") for place in (2, 3))}
    assert len({words_in(name) for name in files}) == 3


@pytest.mark.parametrize(
    "rehearsal",
    [{"child": "callum"}, {**rehearsed()["rehearsal"], "child": "somebody"}],
    ids=["kept by another version", "of a child that the packs no longer have"],
)
def test_a_record_that_makes_no_document_is_left_out_quietly(
    rehearsal: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    keep(remembered(1, "rehearsal", {**rehearsed(), "rehearsal": {"seed": 1, **rehearsal}}))

    assert exported(capsys) == ["records.json"]
    (record,) = json.loads(Path("hers/records.json").read_text())["records"]
    assert record["kind"] == "rehearsal"
