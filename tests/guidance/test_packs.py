"""The packs that the assistant speaks from."""

from __future__ import annotations

from time import perf_counter

import pytest

from bot.guidance.checking import CATALOGUE, faults_in
from bot.guidance.loading import PACKS, load_pack, pack_ids, read


@pytest.fixture(scope="module")
def ids_loaded() -> set[str]:
    return {entry_id for name in pack_ids() for entry_id in load_pack(PACKS / name).entries}


def test_the_packs_have_no_fault() -> None:
    assert "\n".join(map(str, faults_in(PACKS))) == ""


@pytest.mark.parametrize("entry_id", read(CATALOGUE))
def test_every_id_of_the_catalogue_is_loaded(entry_id: str, ids_loaded: set[str]) -> None:
    assert entry_id in ids_loaded


def test_the_packs_are_checked_in_under_three_seconds() -> None:
    start = perf_counter()
    faults_in(PACKS)
    assert perf_counter() - start < 3


def test_an_id_that_only_one_authority_has_lives_in_its_pack_alone() -> None:
    holders = {
        entry_id: [name for name in pack_ids() if entry_id in load_pack(PACKS / name).entries]
        for entry_id in ("referral.iss", "referral.ewo")
    }
    assert holders == {"referral.iss": ["hampshire"], "referral.ewo": ["afc"]}
