"""The checker names everything that is wrong with a pack.

A folder in broken/ is one kind of mistake: files to lay over broken/valid/, and expected.yml with where the fault is
(`at`), words of its message (`words`), and a file to take away where that is the mistake (`remove`).
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from bot.escalation.rules import Known, rules_that_apply
from bot.guidance.checking import CATALOGUE, Fault, faults_in
from bot.guidance.loading import load_pack, pack_ids, read
from bot.guidance.pack import EscalationLimits
from bot.guidance.partchecks import RULES
from tests.rows import every_row

BROKEN = Path(__file__).parent / "broken"
VALID = BROKEN / "valid"
MISTAKES = sorted(folder.name for folder in BROKEN.iterdir() if folder != VALID)


def packs_with(mistakes: list[str], folder: Path) -> Path:
    """The valid packs in `folder`, with the mistakes made in them."""
    shutil.copytree(VALID, folder)
    for mistake in mistakes:
        shutil.copytree(BROKEN / mistake, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("expected.yml"))
        removed = read(BROKEN / mistake / "expected.yml").get("remove")
        if removed:
            (folder / removed).unlink()
    return folder


def faults_with(mistakes: list[str], folder: Path) -> tuple[Fault, ...]:
    """The faults of the valid packs with the mistakes made in them."""
    packs = packs_with(mistakes, folder / "packs")
    return faults_in(packs, packs / "catalogue_ids.yml")


def test_the_valid_packs_have_no_fault() -> None:
    assert faults_in(VALID, VALID / "catalogue_ids.yml") == ()


def test_the_valid_packs_can_be_loaded() -> None:
    assert [load_pack(VALID / name).id for name in pack_ids(VALID)] == ["england", "hampshire"]


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The valid packs, for tests that leave them as they were."""
    return packs_with([], tmp_path_factory.mktemp("valid") / "packs")


@contextmanager
def damaged(packs: Path, damage: Mapping[str, bytes | None]) -> Iterator[None]:
    """Files of the valid packs, by their paths, with other contents, or taken away for None; then as they were."""
    for name, raw in damage.items():
        (packs / name).parent.mkdir(parents=True, exist_ok=True)
        (packs / name).unlink() if raw is None else (packs / name).write_bytes(raw)
    try:
        yield
    finally:
        for name in damage:
            valid = VALID / name
            (packs / name).write_bytes(valid.read_bytes()) if valid.is_file() else (packs / name).unlink()


def made(mistake: str, removed: str | None) -> dict[str, bytes | None]:
    """The files that a mistake is made in, with what they hold then; `removed` is one that is taken away."""
    paths = [path for path in (BROKEN / mistake).rglob("*") if path.is_file() and path.name != "expected.yml"]
    return {path.relative_to(BROKEN / mistake).as_posix(): path.read_bytes() for path in paths} | (
        {removed: None} if removed else {}
    )


@every_row("mistake", MISTAKES)
def test_a_mistake_is_the_one_fault_and_says_where_and_what(mistake: str, packs: Path) -> None:
    expected = read(BROKEN / mistake / "expected.yml")
    with damaged(packs, made(mistake, expected.get("remove"))):
        faults = faults_in(packs, packs / "catalogue_ids.yml")
    assert len(faults) == 1, "\n".join(map(str, faults))
    assert str(faults[0]).startswith(f"{expected['at']} ")
    assert expected["words"] in faults[0].message


def test_an_unknown_document_is_named_with_the_ones_declared(tmp_path: Path) -> None:
    assert faults_with(["unknown_document"], tmp_path) == (
        Fault(
            file="england/entries/lived.yml",
            line=12,
            key="lived.tools.sources[0].document",
            message="'conty_guide' is not a declared document; "
            "expected one of county_guide, practice_prompts, service_page; nearest: county_guide",
        ),
    )


def test_a_fault_reads_as_file_line_key_and_message() -> None:
    fault = Fault("england/entries/checklist.yml", 12, "checklist.lateness.says", "is empty; expected some text")
    assert str(fault) == "england/entries/checklist.yml:12: checklist.lateness.says: is empty; expected some text"
    assert str(Fault("england/smart.yml", 1, "", "is missing")) == "england/smart.yml:1: is missing"


def test_mistakes_in_several_files_are_all_named_by_file_and_line(tmp_path: Path) -> None:
    mistakes = ["not_yaml", "rule_missing", "pack_id_not_its_folder", "table_row_over_100"]
    faults = faults_with(mistakes, tmp_path)
    assert [str(fault).partition(": ")[0] for fault in faults] == [
        "england/attendance.yml:14",
        "england/entries/lived.yml:6",
        "england/escalation.yml:8",
        "hampshire/pack.yml:1",
    ]


def test_mistakes_in_one_file_are_all_named(tmp_path: Path) -> None:
    packs = packs_with([], tmp_path / "packs")
    path = packs / "england" / "entries" / "safety.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("title:", "name:").replace("practice_prompts", "prompts"), encoding="utf-8")
    faults = faults_in(packs, packs / "catalogue_ids.yml")
    assert [fault.key for fault in faults] == [
        "safety.immediate.title",
        "safety.immediate.name",
        "safety.immediate.sources[0].document",
    ]


def test_the_same_id_in_an_authoritys_pack_may_repeat_a_phrase() -> None:
    england = load_pack(VALID / "england").entries["lived.tools"]
    hampshire = load_pack(VALID / "hampshire").entries["lived.tools"]
    assert set(england.called) & set(hampshire.called) == {"my day"}


DAMAGE = [b"", b"\x00", b"\xff\xfe", b"- 1", b"~", b"'", b"!!int x", b"? [a]\n: b", b"7", b"[" * 2000]


@every_row("damage", DAMAGE)
def test_no_damage_to_the_files_stops_the_check(damage: bytes, packs: Path) -> None:
    names = names_of_files(packs)
    with damaged(packs, dict.fromkeys(names, damage)):
        named = {fault.file for fault in faults_in(packs, packs / "catalogue_ids.yml")}
    assert named >= set(names)


@every_row("value", [None, 7, "text", [], {}, [[]], [{}], {"a": "b"}], ids=repr)
def test_no_value_of_another_kind_stops_the_check(value: object, packs: Path) -> None:
    for name, contents in valid_contents().items():
        wrong = dict.fromkeys(contents, value) if isinstance(contents, dict) else [value] * len(contents)
        with damaged(packs, {name: json.dumps(wrong).encode()}):
            faults = faults_in(packs, packs / "catalogue_ids.yml")
        still_right = (Path(name).name, value) == ("phrases.yml", "text")
        assert still_right or name in {fault.file for fault in faults}


@cache
def valid_contents() -> dict[str, Any]:
    """What each file of the valid packs holds, by its path."""
    return {name: read(VALID / name) for name in names_of_files(VALID)}


def names_of_files(packs: Path) -> list[str]:
    """The paths of all files of the packs."""
    return sorted(path.relative_to(packs).as_posix() for path in packs.glob("*/**/*.yml"))


def test_a_folder_without_packs_lacks_englands(tmp_path: Path) -> None:
    assert "england/pack.yml:1: is missing; the pack england must have it" in map(str, faults_in(tmp_path / "none"))


def test_the_ids_to_have_are_the_catalogues_seventy() -> None:
    ids = read(CATALOGUE)
    assert len(ids) == len(set(ids)) == 70


def test_the_rules_to_have_are_the_ones_that_can_apply() -> None:
    limits = EscalationLimits(red_flag=50, flag=90, explore=95)
    worst = Known("cin", Fraction(40), Fraction(60), True, True, True, True, True, True)
    nearly = Known("cin", Fraction(94))
    applied = {rule for known in (worst, nearly) for rule, _ in rules_that_apply(known, limits)}
    assert applied | {"nothing_raised"} == set(RULES)
