"""What a pack of guidance holds, as frozen dataclasses named like its YAML files."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from bot.guidance.register_pack import RegisterTexts
from bot.guidance.rehearsal_pack import Child, RehearsalTexts
from bot.guidance.sources import Document as Document
from bot.guidance.sources import Note as Note
from bot.guidance.sources import Source as Source


@dataclass(frozen=True)
class Entry:
    """The answer to one id of the catalogue, in the parts that can be asked for."""

    title: str
    says: str
    sources: tuple[Source, ...]
    why: str | None = None
    ask_for: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    more: str | None = None
    question: str | None = None
    notes: tuple[Note, ...] = ()
    called: tuple[str, ...] = ()
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class Term:
    """A term explained."""

    term: str
    expansion: str
    meaning: str
    sources: tuple[Source, ...]
    called: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True)
class AgeBand:
    """An age band of the question bank: ages from `from_age` up to, not including, `to_age`."""

    id: str
    title: str
    from_age: int
    to_age: int
    manner: str
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class Circumstance:
    """What a conversation with the child is about."""

    id: str
    title: str
    called: tuple[str, ...]


@dataclass(frozen=True)
class Question:
    """A question to ask a child; `document` is where it is from."""

    ask: str
    document: str = "practice_prompts"


@dataclass(frozen=True)
class QuestionBank:
    """Open questions by age band and circumstance."""

    bands: tuple[AgeBand, ...]
    circumstances: tuple[Circumstance, ...]
    questions: dict[str, dict[str, tuple[Question, ...]]]


@dataclass(frozen=True)
class Tool:
    """A creative tool that helps a child to show what school is like."""

    id: str
    title: str
    bands: tuple[str, ...]
    what: str
    how: tuple[str, ...]
    afterwards: str
    called: tuple[str, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class Prompt:
    """One prompt of a preparation, with its source."""

    ask: str
    document: str
    section: str


@dataclass(frozen=True)
class Meeting:
    """What to get ready for one kind of meeting; `content` is the catalogue ids that it gives."""

    id: str
    title: str
    called: tuple[str, ...]
    first: str
    prompts: tuple[Prompt, ...]
    content: tuple[str, ...]
    related: tuple[str, ...]


@dataclass(frozen=True)
class Factor:
    """Something that keeps a child away, on the push (school) or the pull (home) side."""

    id: str
    side: Literal["push", "pull"]
    title: str
    called: tuple[str, ...]
    look_into: tuple[str, ...]
    ask_child: str
    related: tuple[str, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class BarrierStep:
    """One question of the exploration of barriers, to the practitioner."""

    id: Literal["push", "pull"]
    ask: str
    document: str
    section: str


@dataclass(frozen=True)
class Barriers:
    """The exploration of what keeps a child away, and the convention of push and pull that it uses."""

    convention: Note
    steps: tuple[BarrierStep, ...]
    factors: tuple[Factor, ...]


@dataclass(frozen=True)
class SmartPart:
    """One part of a SMART action: what is asked, and what is said when the answer is too vague."""

    id: Literal["what", "how_much", "by_whom", "by_when", "how_reviewed"]
    title: str
    ask: str
    example: str
    missing: str


@dataclass(frozen=True)
class Smart:
    """How a SMART action is built."""

    parts: tuple[SmartPart, ...]
    example: str
    vague: tuple[str, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class EscalationLimits:
    """Attendance in percent: at or below `red_flag` and `flag`, below `explore`."""

    red_flag: int
    flag: int
    explore: int


@dataclass(frozen=True)
class LevelText:
    """A level's name and what it says."""

    title: str
    says: str


@dataclass(frozen=True)
class RuleText:
    """Why a rule applied, with {attendance} and {from_previous} to fill in, and its source."""

    because: str
    source: Source


@dataclass(frozen=True)
class NextStep:
    """A step that follows at some levels, under some plans (any, where none is named)."""

    text: str
    levels: tuple[str, ...]
    source: Source
    plans: tuple[str, ...] = ()


@dataclass(frozen=True)
class EscalationTexts:
    """The limits and the words of escalation; an authority's pack only adds next steps."""

    next_steps: tuple[NextStep, ...]
    limits: EscalationLimits | None = None
    levels: dict[str, LevelText] = field(default_factory=dict)
    rules: dict[str, RuleText] = field(default_factory=dict)
    neglect: str = ""


@dataclass(frozen=True)
class YearLength:
    """The length of a school year."""

    days: int
    sessions_per_day: int
    days_per_week: int
    lessons_per_day: int
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class AbsenceThresholds:
    """Absence in percent at which it counts as persistent and as severe."""

    persistent_absence: int
    severe_absence: int
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class BandText:
    """A band's label and where it begins: from a figure, or just above one."""

    label: str
    from_figure: float | None = None
    above: float | None = None


@dataclass(frozen=True)
class BandNote:
    """Which note (counted from 0) belongs beside the bands with these labels."""

    labels: tuple[str, ...]
    note: int


@dataclass(frozen=True)
class ImpactTable:
    """The rows of Appendix 1's table, and the notes on it."""

    rows: tuple[int, ...]
    notes: tuple[Note, ...]
    band_notes: tuple[BandNote, ...]


@dataclass(frozen=True)
class AttendanceTexts:
    """What figures are measured by, and how they are shown."""

    year: YearLength
    thresholds: AbsenceThresholds
    bands: tuple[BandText, ...]
    band_sources: tuple[Source, ...]
    table: ImpactTable


@dataclass(frozen=True)
class Pack:
    """One pack: England's, or an authority's."""

    id: str
    title: str
    kind: Literal["national", "authority"]
    edition: str
    checked: str
    documents: dict[str, Document]
    called: tuple[str, ...] = ()
    entries: dict[str, Entry] = field(default_factory=dict)
    terms: tuple[Term, ...] = ()
    questions: QuestionBank | None = None
    tools: tuple[Tool, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    barriers: Barriers | None = None
    smart: Smart | None = None
    escalation: EscalationTexts | None = None
    attendance: AttendanceTexts | None = None
    phrases: dict[str, str] = field(default_factory=dict)
    children: tuple[Child, ...] = ()
    rehearsal: RehearsalTexts | None = None
    register: RegisterTexts | None = None
