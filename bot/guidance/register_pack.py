"""What a pack holds for reading registers: the terms, what is worth noticing, and the words for it."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.guidance.sources import Note, Source


@dataclass(frozen=True)
class SchoolTerm:
    """A term from its first to its last day, and the days in it without school, all ISO dates."""

    first: str
    last: str
    not_in_school: tuple[str, ...] = ()


@dataclass(frozen=True)
class RegisterSettings:
    """From where on something is worth noticing; each number with its source in register.yml."""

    chance_at_most: float
    weeks_looked_at: int
    few_days: int
    block_days: int
    blocks_told: int
    unauthorised_sessions: int
    suspension_days: int
    suspension_days_in_a_year: int
    illness_days: int
    off_site_sessions: int
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class RegisterTexts:
    """England's settings and words; an authority's pack only has terms."""

    terms: tuple[SchoolTerm, ...] = ()
    settings: RegisterSettings | None = None
    notices: dict[str, Note] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
