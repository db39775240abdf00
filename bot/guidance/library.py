"""The guidance of all packs that are on, as one: looked up by id, cited, and put into words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, TypeVar

from bot.guidance.loading import NATIONAL, PACKS, PackError, load_pack, pack_ids
from bot.guidance.pack import (
    AttendanceTexts,
    Barriers,
    Document,
    Entry,
    EscalationTexts,
    Note,
    Pack,
    QuestionBank,
    Smart,
    Source,
    Term,
)
from bot.guidance.register_pack import RegisterSettings, RegisterTexts, SchoolTerm
from bot.guidance.rehearsal_pack import Child, RehearsalTexts

PartOfPack = TypeVar("PartOfPack")

Part = Literal["whole", "why", "ask_for", "more", "source"]
"""What of a topic can be asked for by itself."""


@dataclass(frozen=True)
class Local:
    """What one authority adds to an entry."""

    authority: str
    title: str
    entry: Entry


@dataclass(frozen=True)
class Guidance:
    """England's pack, and those of the authorities that are on."""

    packs: tuple[Pack, ...]

    @property
    def national(self) -> Pack:
        """England's pack."""
        return self.packs[0]

    @cached_property
    def attendance(self) -> AttendanceTexts:
        """What figures are measured by. Raises PackError where the national pack lacks it."""
        return there(self.national.attendance, "attendance.yml")

    @cached_property
    def questions(self) -> QuestionBank:
        """The question bank. Raises PackError where the national pack lacks it."""
        return there(self.national.questions, "questions.yml")

    @cached_property
    def barriers(self) -> Barriers:
        """The exploration of barriers. Raises PackError where the national pack lacks it."""
        return there(self.national.barriers, "barriers.yml")

    @cached_property
    def smart(self) -> Smart:
        """How a SMART action is built. Raises PackError where the national pack lacks it."""
        return there(self.national.smart, "smart.yml")

    @cached_property
    def escalation(self) -> tuple[EscalationTexts, ...]:
        """The national words of escalation, then the authorities' own next steps."""
        national = there(self.national.escalation, "escalation.yml")
        return (national, *(pack.escalation for pack in self.authorities if pack.escalation))

    @cached_property
    def children(self) -> tuple[Child, ...]:
        """Every child to rehearse with, England's first, the youngest first."""
        return tuple(child for pack in self.packs for child in sorted(pack.children, key=lambda child: child.age))

    def child(self, child_id: str) -> Child:
        """The child with this id. Raises KeyError for none."""
        for child in self.children:
            if child.id == child_id:
                return child
        raise KeyError(child_id)

    @cached_property
    def rehearsal(self) -> RehearsalTexts:
        """What is said round a rehearsal. Raises PackError where the national pack lacks it."""
        return there(self.national.rehearsal, "rehearsal.yml")

    @cached_property
    def register(self) -> RegisterTexts:
        """What is noticed in a register. Raises PackError where the national pack lacks it."""
        return there(self.national.register, "register.yml")

    @cached_property
    def register_settings(self) -> RegisterSettings:
        """From where on something in a register is worth noticing. Raises PackError where they are lacking."""
        return there(self.register.settings, "settings in register.yml")

    @cached_property
    def school_terms(self) -> tuple[str, tuple[SchoolTerm, ...]]:
        """Whose terms are gone by, and the terms: those of the one authority that is on, or else England's, if any."""
        own = self.authorities[0] if len(self.authorities) == 1 else self.national
        pack = own if own.register and own.register.terms else self.national
        return pack.title, pack.register.terms if pack.register else ()

    @property
    def authorities(self) -> tuple[Pack, ...]:
        """The authorities' packs that are on."""
        return self.packs[1:]

    def of_authority(self, authority: str | None) -> Guidance:
        """This with only the chosen authority's own parts; all of them where none is chosen."""
        if authority is None:
            return self
        return Guidance((self.national, *(pack for pack in self.authorities if pack.id == authority)))

    @cached_property
    def ids(self) -> frozenset[str]:
        """Every id that there is an entry for."""
        return frozenset(entry_id for pack in self.packs for entry_id in pack.entries)

    def entry(self, entry_id: str) -> Entry:
        """The entry with this id: England's, or else the authority's that has it. Raises KeyError for none."""
        for pack in self.packs:
            if entry_id in pack.entries:
                return pack.entries[entry_id]
        raise KeyError(entry_id)

    def has(self, entry_id: str) -> bool:
        """Whether a pack that is on has this entry."""
        return any(entry_id in pack.entries for pack in self.packs)

    def local(self, entry_id: str) -> tuple[Local, ...]:
        """What the authorities that are on add to England's entry."""
        if entry_id not in self.national.entries:
            return ()
        return tuple(
            Local(pack.id, pack.title, pack.entries[entry_id]) for pack in self.authorities if entry_id in pack.entries
        )

    @cached_property
    def documents(self) -> dict[str, Document]:
        """Every declared document by its key."""
        return {key: document for pack in self.packs for key, document in pack.documents.items()}

    def cited(self, sources: Iterable[Source | Note]) -> list[dict[str, str]]:
        """Sources as a reply shows them: document, section, edition; each once."""
        shown: list[dict[str, str]] = []
        for source in sources:
            document = self.documents[source.document]
            one = {"document": document.title, "section": source.section, "edition": document.edition}
            if one not in shown:
                shown.append(one)
        return shown

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """Every term of the glossary."""
        return tuple(term for pack in self.packs for term in pack.terms)

    def term(self, name: str) -> Term | None:
        """The term that is written `name`, in any case."""
        plain = name.casefold()
        return next((term for term in self.terms if plain in map(str.casefold, (term.term, *term.called))), None)

    def sources_of(self, entry_id: str) -> tuple[Source, ...]:
        """The sources of an entry and of what the authorities add to it."""
        added = (source for local in self.local(entry_id) for source in local.entry.sources)
        return (*self.entry(entry_id).sources, *added)

    def phrase(self, name: str, **values: Any) -> str:
        """The national pack's phrase of this name, filled in."""
        return self.national.phrases[name].format(**values)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """All words by which practitioners name things, known to be spelled right."""
        return tuple(self._names())

    def _names(self) -> Iterator[str]:
        for pack in self.packs:
            yield from pack.called
            for entry in pack.entries.values():
                yield from (entry.title, entry.says, *entry.called)
            for term in pack.terms:
                yield from (term.term, term.expansion, *term.called)
            for circumstance in pack.questions.circumstances if pack.questions else ():
                yield from circumstance.called
            for tool in pack.tools:
                yield from tool.called
            for meeting in pack.meetings:
                yield from meeting.called
            for factor in pack.barriers.factors if pack.barriers else ():
                yield from factor.called


def there(part: PartOfPack | None, file: str) -> PartOfPack:
    """`part`, which the national pack must have. Raises PackError where it hasn't."""
    if part is None:
        raise PackError(f"the pack {NATIONAL} has no {file}: run `guide check`")
    return part


def load_guidance(authorities: Iterable[str] | None = None, packs: Path = PACKS) -> Guidance:
    """England's guidance with that of `authorities` (all there are, where None).

    Raises PackError for a pack that is not there or can't be read.
    """
    there = pack_ids(packs)
    wanted = [name for name in there if name != NATIONAL] if authorities is None else list(authorities)
    for name in wanted:
        if name not in there:
            raise PackError(f"there is no pack {name!r}: choose from {', '.join(there[1:])}")
    return Guidance(tuple(load_pack(packs / name) for name in (NATIONAL, *wanted)))
