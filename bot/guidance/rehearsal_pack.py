"""What a pack holds for rehearsals: the children, and what is said to the practitioner round them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from bot.guidance.sources import Source

GENERAL = "school"
"""The subject that every child has and that gives way to any other: "What's lunch like at school?" is about lunch."""

HELP = "help"
"""The subject that every child has on what would help; `helps` sums up its layers, one by one, in their order."""

Manner = Literal["chatty", "wary", "monosyllabic", "joker"]


@dataclass(frozen=True)
class Subject:
    """What a child can be asked about, and the words by which it is found in a question."""

    title: str
    called: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Layer:
    """One part of a child's story: told on its subject, once trust and the layers it needs are there.

    `details` answer who, where, what, when, how_many and why; `closed` answers a yes/no question; `unheard` is how
    the child puts it where nobody heard it; a layer is never told after one in `opposite`. Like a child, it
    is the same only as itself.
    """

    id: str
    subject: str
    trust: float
    says: str
    details: dict[str, str]
    closed: str
    unheard: str
    opposite: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Trust:
    """How far a child trusts somebody new, from 0 to 1."""

    start: float


@dataclass(frozen=True)
class Drawing:
    """What a child draws when that is offered, and the subject that it leads to."""

    says: str
    subject: str


@dataclass(frozen=True)
class Chances:
    """How often, from 0 (never) to 1 (always): this project's own settings, not published figures.

    `yes_to_closed`: a yes to a yes/no question, which under 8 is given too easily; `agrees_to_suggestion`: agreement
    with what is put to the child, a shrug otherwise; `silent_when_wary`: silence from a child who would rather not say.
    """

    yes_to_closed: float
    agrees_to_suggestion: float
    silent_when_wary: float


@dataclass(frozen=True, eq=False)
class Child:
    """A made-up child: who they are, their story in layers, and their ways of answering.

    Two children are the same only if they are one object, so that what is worked out from one can be kept.
    """

    id: str
    name: str
    age: int
    school_year: int
    manner: Manner
    title: str
    introduction: str
    barrier: str
    trust: Trust
    greeting: str
    subjects: dict[str, Subject]
    layers: tuple[Layer, ...]
    asked_again: tuple[str, ...]
    acknowledged: tuple[str, ...]
    nothing_more: tuple[str, ...]
    off_subject: tuple[str, ...]
    closed_yes: tuple[str, ...]
    closed_no: tuple[str, ...]
    closed_unsure: tuple[str, ...]
    suggested_agree: tuple[str, ...]
    suggested_shrug: tuple[str, ...]
    confused: tuple[str, ...]
    multiple: tuple[str, ...]
    why_asked: tuple[str, ...]
    nonsense: tuple[str, ...]
    shut: tuple[str, ...]
    silence: tuple[str, ...]
    warmed: tuple[str, ...]
    draws: Drawing
    goodbye: str
    told_next: str
    chances: Chances
    helps: tuple[str, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class VoicePoint:
    """One of the five points of pupil voice: what is said where it was touched, and where it was not."""

    id: str
    entry: str
    title: str
    seen: str
    next_time: str
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class WhatNext:
    """One thing to do with a real child's words."""

    id: str
    part: Literal["record", "feed_back", "plan", "safeguarding"]
    title: str
    text: str
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class Praise:
    """How feedback opens, from a share of what was said that is recommended."""

    level: str
    from_share: float
    says: tuple[str, ...]


@dataclass(frozen=True)
class Settings:
    """How every made-up child answers: this project's own settings, not published figures.

    `trust_steps` are what each kind of thing said adds to trust: from 0 to 1 for what is recommended, from -1 to 0 for
    the others. `warm_words_first` and `warm_words_again` are what each kind of warm words adds, `trust_to_spare` how
    far above what a layer needs trust must be for it to follow another in one answer, and `why_from_trust` the trust
    from which "why" is tried, all from 0 to 1. From the age of `long_words_from_age`, in years, long questions and
    words from work no longer stop a child.
    """

    trust_steps: dict[str, float]
    warm_words_first: float
    warm_words_again: float
    trust_to_spare: float
    why_from_trust: float
    long_words_from_age: int


@dataclass(frozen=True)
class RehearsalTexts:
    """What is said to the practitioner round a rehearsal, in hints and in feedback, and how its children answer."""

    choose: str
    started: str
    how: str
    paused: str
    resumed: str
    stopped: str
    settings: Settings
    hints: dict[str, tuple[str, ...]]
    labels: dict[str, str]
    label_names: dict[str, str]
    flags: dict[str, str]
    points: tuple[VoicePoint, ...]
    what_next: tuple[WhatNext, ...]
    praise: tuple[Praise, ...]
    feedback: dict[str, str]
    jargon: dict[str, str] = field(default_factory=dict)
    jargon_under_8: dict[str, str] = field(default_factory=dict)
    events_for_times: dict[str, str] = field(default_factory=dict)
    sources: tuple[Source, ...] = ()
