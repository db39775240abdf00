"""The one place where the parts are put together."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.attendance.impact import Measures
from bot.attendance.measures import measures_from
from bot.guidance.library import Guidance, load_guidance

if TYPE_CHECKING:
    from bot.records.reading import Records

AUTHORITIES = "GUIDE_AUTHORITIES"
"""The setting that names the authorities whose packs are on, with commas; all there are, where it isn't set."""


@dataclass(frozen=True)
class Services:
    """What skills work with."""

    guidance: Guidance
    measures: Measures


@lru_cache(maxsize=1)
def services() -> Services:
    """The parts, made once. Raises PackError for packs that can't be read."""
    guidance = load_guidance(chosen_authorities())
    return Services(guidance, measures_from(guidance.attendance))


def chosen_authorities() -> list[str] | None:
    """The authorities named in the settings; None where none are, which is all."""
    named = os.environ.get(AUTHORITIES)
    return None if named is None else [one.strip() for one in named.split(",") if one.strip()]


_records: list[Records] = []


def keep_records(records: Records | None) -> None:
    """Says where records are kept from now on; None where nothing is kept."""
    _records[:] = [records] if records else []


def records_kept() -> Records | None:
    """The records, where they are kept."""
    return _records[0] if _records else None
