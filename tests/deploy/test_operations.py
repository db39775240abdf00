"""What is told to whoever runs the guide: settings, commands and files that there are."""

from __future__ import annotations

import re
from pathlib import Path

from tests.deploy.files import DEPLOY, ROOT, settings_in, text_files
from tests.rows import every_row

OPERATIONS = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
CODE = "\n".join(path.read_text(encoding="utf-8") for path in text_files(ROOT / "bot") if path.suffix == ".py")
READ = settings_in(CODE)
TOLD = [*text_files(ROOT / "docs", DEPLOY), ROOT / "README.md"]
COMMANDS = {path.stem for path in (ROOT / "bot" / "commands").glob("*.py")}


@every_row("path", [path for path in TOLD if path.suffix != ".png"], ids=lambda path: path.name)
def test_every_setting_that_is_told_is_one_that_the_code_reads(path: Path) -> None:
    assert settings_in(path.read_text(encoding="utf-8")) - READ == set()


def test_every_setting_that_the_code_reads_is_told() -> None:
    read = set(re.findall(r'"(GUIDE_[A-Z0-9_]*[A-Z0-9])"', CODE))
    assert read - set().union(*(settings_in(path.read_text(encoding="utf-8")) for path in TOLD)) == set()


def test_every_command_that_is_told_is_one() -> None:
    told = set(re.findall(r"(?:`|/entrypoint |^ {4})guide ([a-z]+)", OPERATIONS, re.MULTILINE))
    assert told and {name.replace("-", "_") for name in told} <= COMMANDS


def test_every_file_that_is_told_is_there() -> None:
    told = re.findall(r"\b(?:docs|deploy|tests|bin)/[\w./-]*\w", OPERATIONS)
    assert [path for path in told if not (ROOT / path).exists()] == []


def test_other_documents_name_parts_of_it_that_there_are() -> None:
    texts = {path.name: path.read_text(encoding="utf-8").replace("\\", "") for path in TOLD}
    pattern = r'docs/operations\.md,? "([^"]+)"'
    named = [(name, title) for name, text in texts.items() for title in re.findall(pattern, text)]
    parts = re.findall(r"^#+ (.+)$|\*\*(.+?)\.\*\*", OPERATIONS, re.MULTILINE)
    titles = {one or other for one, other in parts}
    assert named and [one for one in named if one[1] not in titles] == []


def test_figures_of_sizing_have_a_place_of_their_own_that_a_command_fills() -> None:
    assert OPERATIONS.count("<!-- sizing -->") == OPERATIONS.count("<!-- end of sizing -->") == 1
    assert OPERATIONS.index("<!-- sizing -->") < OPERATIONS.index("<!-- end of sizing -->")
