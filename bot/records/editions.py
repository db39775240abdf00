"""What gives a suggestion: which edition of which packs, and which version of the rules of escalation."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

from bot.escalation import rules
from bot.guidance.library import Guidance
from bot.guidance.loading import PACKS
from bot.records.keeping import Origin

DIGITS = 8
"""Digits of a pack's digest, which tells two states of one edition apart."""


def origin_of(guidance: Guidance, packs: Path = PACKS) -> Origin:
    """The packs of a guidance with their editions and digests ("england 2026-11 3f2a90c1"), and the rules' version."""
    return origin_in(tuple((pack.id, pack.edition) for pack in guidance.packs), packs)


@lru_cache
def origin_in(editions: tuple[tuple[str, str], ...], packs: Path) -> Origin:
    """The origin of packs, named with their editions."""
    named = ", ".join(f"{pack} {edition} {digest_of(packs / pack)}" for pack, edition in editions)
    return Origin(named, rules.RULES_VERSION)


@lru_cache
def digest_of(folder: Path) -> str:
    """A digest of all of a pack's files, as they are when it is first asked for."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*.yml")):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:DIGITS]
