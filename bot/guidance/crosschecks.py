"""What can only be wrong between parts: ids, documents, phrases and packs that have to fit each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import chain
from typing import Any

from bot.guidance.faults import Fault, Place, one_of
from bot.guidance.loading import NATIONAL
from bot.guidance.packfiles import PackFile

Files = Sequence[PackFile]

NATIONAL_ONLY = (
    "attendance.yml",
    "barriers.yml",
    "phrases.yml",
    "preparation.yml",
    "questions.yml",
    "rehearsal.yml",
    "smart.yml",
)
"""Files that only England's pack may have, and must have, except for phrases.yml."""

NATIONAL_FILES = (
    "pack.yml",
    *(name for name in NATIONAL_ONLY if name != "phrases.yml"),
    "escalation.yml",
    "register.yml",
    "tools.yml",
)
"""Files that England's pack must have."""

IDS = ("related", "content")
"""Keys of lists of ids that some pack has to have an entry for."""


def between_packs(files: Files, required: Sequence[str]) -> Iterator[Fault]:
    """Everything that does not fit, in files in England's order first; `required` are the ids to have."""
    checks: tuple[Callable[[Files], Iterator[Fault]], ...] = (
        missing_files,
        files_for_england_only,
        pack_faults,
        documents_declared_twice,
        unknown_documents,
        misplaced_entries,
        repeated_entries,
        repeated_names,
        repeated_children,
        phrases_claimed_twice,
    )
    yield from chain.from_iterable(check(files) for check in checks)
    yield from missing_entries(files, required)
    yield from unknown_ids(files, required)


def of_kind(files: Files, kind: str) -> list[PackFile]:
    """The files of one kind."""
    return [file for file in files if file.kind == kind]


def missing_files(files: Files) -> Iterator[Fault]:
    """Files that a pack must have."""
    there = {file.path for file in files}
    for pack in sorted({NATIONAL, *(file.pack for file in files)}):
        for name in NATIONAL_FILES if pack == NATIONAL else ("pack.yml",):
            if f"{pack}/{name}" not in there:
                yield Fault(f"{pack}/{name}", 1, "", f"is missing; the pack {pack} must have it")


def files_for_england_only(files: Files) -> Iterator[Fault]:
    """An authority's files that would change what is the same for all."""
    for file in files:
        if file.pack != NATIONAL and file.name in NATIONAL_ONLY:
            yield Fault(file.path, 1, "", "is a file that only England's pack may have; put what is yours in entries/")


def pack_faults(files: Files) -> Iterator[Fault]:
    """pack.yml: its id, its kind, what it is called, and its dates."""
    for file in of_kind(files, "pack"):
        pack = file.mapping
        kind = "national" if file.pack == NATIONAL else "authority"
        if isinstance(pack.get("id"), str) and pack["id"] != file.pack:
            yield file.fault(("id",), f"'{pack['id']}' is not the name of its folder; expected '{file.pack}'")
        if pack.get("kind") == ("authority" if kind == "national" else "national"):
            yield file.fault(("kind",), f"'{pack['kind']}' is not the kind of {file.pack}; expected '{kind}'")
        if kind == "authority" and pack and "called" not in pack:
            yield file.fault(("called",), "is missing; expected the names by which practitioners call the authority")
        if kind == "national" and "called" in pack:
            yield file.fault(("called",), "is for an authority's pack; England's is always on and needs no names")
        for place, value in file.walk():
            if place and place[-1] == "checked" and isinstance(value, str) and value.strip():
                wrong = date_fault(value)
                if wrong:
                    yield file.fault(place, wrong)


def date_fault(text: str) -> str | None:
    """What is wrong with a date on which something was checked, or None."""
    try:
        checked = date.fromisoformat(text)
    except ValueError:
        return f"'{text}' is not a date; expected one such as 2026-11-22"
    if checked > date.today():
        return f"'{text}' is in the future; expected the day on which it was last checked"
    return None


def declared_documents(files: Files) -> Iterator[tuple[PackFile, str]]:
    """Every document with the pack.yml that declares it."""
    for file in of_kind(files, "pack"):
        documents = file.mapping.get("documents")
        for name in documents if isinstance(documents, dict) else ():
            yield file, name


def documents_declared_twice(files: Files) -> Iterator[Fault]:
    """Documents that an earlier pack declares as well."""
    first: dict[str, PackFile] = {}
    for file, name in declared_documents(files):
        if name in first:
            message = f"'{name}' is already declared in {first[name].path}; declare a document in one pack only"
            yield file.fault(("documents", name), message)
        first.setdefault(name, file)


def unknown_documents(files: Files) -> Iterator[Fault]:
    """Documents cited that no pack declares; none where a pack.yml can't be read, as it may declare them."""
    if {file.pack for file in files} != {file.pack for file in of_kind(files, "pack") if file.mapping}:
        return
    declared = {name for _, name in declared_documents(files)}
    for file in files:
        if file.kind in ("pack", "phrases"):
            continue
        for place, value in file.walk():
            if place and place[-1] == "document" and isinstance(value, str) and value.strip() and value not in declared:
                yield file.fault(place, f"'{value}' is not a declared document; {one_of(declared, value)}")


def misplaced_entries(files: Files) -> Iterator[Fault]:
    """Entries in a file of another name; those of the conversation itself, without a dot, may be in its own."""
    for file in of_kind(files, "entries"):
        for entry_id in file.mapping:
            of_conversation = file.stem == "conversation" and "." not in entry_id
            if entry_id.split(".")[0] != file.stem and not of_conversation:
                home = f"entries/{entry_id.split('.')[0]}.yml"
                yield file.fault((entry_id,), f"'{entry_id}' does not begin with '{file.stem}'; expected it in {home}")


def repeated_entries(files: Files) -> Iterator[Fault]:
    """Entries that another file of the same pack has as well."""
    first: dict[tuple[str, str], PackFile] = {}
    for file in of_kind(files, "entries"):
        for entry_id in file.mapping:
            other = first.setdefault((file.pack, entry_id), file)
            if other is not file:
                yield file.fault((entry_id,), f"'{entry_id}' is in {other.path} as well; expected once in a pack")


def repeated_names(files: Files) -> Iterator[Fault]:
    """Ids and terms that stand twice in one list."""
    for file in files:
        for place, value in file.walk():
            seen: set[str] = set()
            for position, item in enumerate(value if isinstance(value, list) else ()):
                name, key = name_of(item)
                if name and name in seen:
                    yield file.fault((*place, position, key), f"'{name}' is in the list twice; expected once")
                seen.add(name)


def repeated_children(files: Files) -> Iterator[Fault]:
    """Children that an earlier pack has as well; each is chosen by its id alone."""
    first: dict[str, PackFile] = {}
    for file in of_kind(files, "children"):
        other = first.setdefault(file.stem, file)
        if other is not file:
            yield file.fault((), f"is a child that is in {other.path} as well; expected another id")


def name_of(item: Any) -> tuple[str, str]:
    """An item's id or term, and under which of these keys it is; empty for an item without."""
    for key in ("id", "term"):
        if isinstance(item, dict) and isinstance(item.get(key), str):
            return item[key], key
    return "", ""


def phrases_claimed_twice(files: Files) -> Iterator[Fault]:
    """Phrases that would lead to two things: another entry's, term's, meeting's, and so on."""
    first: dict[tuple[str, str], tuple[PackFile, str, Place]] = {}
    for file, owner, place, phrase in claims(files):
        other, holder, there = first.setdefault((file.kind, phrase.casefold().strip()), (file, owner, place))
        if holder != owner:
            where = f"{other.path}:{other.line(there)}"
            yield file.fault(place, f"'{phrase}' is already claimed by {holder} ({where}); expected once")


def claims(files: Files) -> Iterator[tuple[PackFile, str, Place, str]]:
    """Every phrase in a list `called`, with its file, its place and the id or term that it names."""
    for file in files:
        of_entries = file.kind == "entries"
        items = (((entry_id,), entry) for entry_id, entry in file.mapping.items()) if of_entries else file.walk()
        for place, item in items:
            phrases = item.get("called") if isinstance(item, dict) else None
            if not isinstance(phrases, list):
                continue
            owner = str(place[0]) if of_entries else name_of(item)[0]
            for position, phrase in enumerate(phrases):
                if owner and isinstance(phrase, str):
                    yield file, owner, (*place, "called", position), phrase


def missing_entries(files: Files, required: Sequence[str]) -> Iterator[Fault]:
    """Ids to have that no pack has an entry for, put down to the file that should."""
    held = ids_held(files, required)
    for entry_id in required:
        if entry_id not in held:
            group = entry_id.split(".")[0] if "." in entry_id else "conversation"
            path = f"{NATIONAL}/entries/{group}.yml"
            yield Fault(path, 1, entry_id, "no pack has an entry for it; expected one in this file or an authority's")


def unknown_ids(files: Files, required: Sequence[str]) -> Iterator[Fault]:
    """Ids that are led to and that no pack has an entry for; those to have are missing, not unknown."""
    held = ids_held(files, required) | set(required)
    for file in files:
        for place, value in file.walk():
            leads = len(place) > 1 and (place[-2] in IDS or (file.kind, place[-1]) == ("rehearsal", "entry"))
            if leads and isinstance(value, str) and value not in held:
                yield file.fault(place, f"no pack has an entry '{value}'; {one_of(held, value)}")


def ids_held(files: Files, required: Sequence[str]) -> set[str]:
    """Ids with an entry; those to have of a file that can't be read count, as only the file is wrong."""
    entries = of_kind(files, "entries")
    lost = {file.stem for file in entries if file.contents is None}
    held = {entry_id for file in entries for entry_id in file.mapping}
    return held | {
        entry_id for entry_id in required if lost & {entry_id.split(".")[0], "" if "." in entry_id else "conversation"}
    }
