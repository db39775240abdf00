"""The papers for those who decide name tests, settings and files that are there."""

from __future__ import annotations

import re
from pathlib import Path

from tests.rows import every_row

ROOT = Path(__file__).parents[2]
PAPERS = (
    "data-protection.md",
    "what-is-kept.md",
    "threat-model.md",
    "transparency-record.md",
    "teams.md",
    "operations.md",
)
TEST = re.compile(r"\b(tests/[\w/-]+\.py)(?:::(\w+))?")
SETTING = re.compile(r"`(GUIDE_[A-Z_]+[A-Z])`")


def paper(name: str) -> str:
    """What a paper says."""
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


@every_row("name", PAPERS)
def test_every_test_that_a_paper_names_is_there(name: str) -> None:
    missing = [
        f"{path}::{test}"
        for path, test in TEST.findall(paper(name))
        if not (ROOT / path).exists() or (test and f"def {test}(" not in (ROOT / path).read_text(encoding="utf-8"))
    ]
    assert missing == []


@every_row("name", PAPERS)
def test_every_setting_that_a_paper_names_is_read_somewhere(name: str) -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "bot").rglob("*.py"))
    assert [setting for setting in SETTING.findall(paper(name)) if f'"{setting}"' not in code] == []


@every_row("name", PAPERS)
def test_every_other_paper_that_a_paper_names_is_there(name: str) -> None:
    assert [path for path in re.findall(r"docs/[\w/-]+\.md", paper(name)) if not (ROOT / path).exists()] == []


def test_every_row_of_the_threat_model_names_a_test_or_says_that_there_is_none() -> None:
    rows = [line for line in paper("threat-model.md").splitlines() if line.startswith("| ")]
    told = [row for row in rows if not row.startswith("| threat")]
    assert len(told) >= 20
    assert [row for row in told if not TEST.search(row) and not row.endswith("| no test |")] == []
