"""The packs that the assistant speaks from."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from time import process_time

import pytest

from bot.guidance.checking import CATALOGUE, faults_in
from bot.guidance.loading import PACKS, load_pack, pack_ids, read
from tests.rows import every_row


@pytest.fixture(scope="module")
def ids_loaded() -> set[str]:
    return {entry_id for name in pack_ids() for entry_id in load_pack(PACKS / name).entries}


def test_the_packs_have_no_fault(report: Callable[[str], None]) -> None:
    start = process_time()
    assert "\n".join(map(str, faults_in(PACKS))) == ""
    report(f"the packs are checked in {process_time() - start:.1f} s")


@every_row("entry_id", read(CATALOGUE))
def test_every_id_of_the_catalogue_is_loaded(entry_id: str, ids_loaded: set[str]) -> None:
    assert entry_id in ids_loaded


def test_a_pack_that_is_loaded_again_is_as_its_files_are_by_then(tmp_path: Path) -> None:
    folder = tmp_path / "afc"
    shutil.copytree(PACKS / "afc", folder)
    before = load_pack(folder)
    pack = folder / "pack.yml"
    pack.write_text(pack.read_text(encoding="utf-8").replace(before.title, "Elsewhere"), encoding="utf-8")
    assert (before.title, load_pack(folder).title) == (load_pack(PACKS / "afc").title, "Elsewhere")


def test_an_id_that_only_one_authority_has_lives_in_its_pack_alone() -> None:
    holders = {
        entry_id: [name for name in pack_ids() if entry_id in load_pack(PACKS / name).entries]
        for entry_id in ("referral.iss", "referral.ewo")
    }
    assert holders == {"referral.iss": ["hampshire"], "referral.ewo": ["afc"]}
