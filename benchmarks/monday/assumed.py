"""The figures that the sizing assumes, from assumptions.yml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

ASSUMPTIONS = Path(__file__).with_name("assumptions.yml")


@dataclass(frozen=True)
class Assumptions:
    """Each figure of assumptions.yml by its name there, where its unit and where it is from are said."""

    authorities: int
    employed: int
    agency: int
    regions: int
    team: int
    largest_authority: float
    share_in_the_quarter: float
    turns: float
    think_seconds: float
    conversations_a_week: float
    weeks_a_year: float
    reserve: float
    conversations_kept_days: int
    connections_beside: int
    connections_of_administrators: int
    sent_again_after_seconds: float

    @property
    def people(self) -> int:
        """All children and family social workers of England."""
        return self.employed + self.agency


def written() -> dict[str, dict[str, Any]]:
    """The file as it is: for each name a figure, and `source` or `assumed`."""
    found: dict[str, dict[str, Any]] = YAML(typ="safe").load(ASSUMPTIONS)
    return found


def assumptions(entries: Mapping[str, Mapping[str, Any]] | None = None) -> Assumptions:
    """The figures. Raises KeyError for one that is missing."""
    entries = written() if entries is None else entries
    return Assumptions(**{one.name: entries[one.name]["figure"] for one in fields(Assumptions)})
