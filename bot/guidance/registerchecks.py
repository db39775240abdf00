"""What has to fit inside register.yml: texts and what fills them in, terms and their days."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from string import Formatter

from bot.attendance.register.said import NOTICES, WORDS
from bot.guidance.faults import Fault, Place, one_of
from bot.guidance.loading import NATIONAL
from bot.guidance.packfiles import PackFile

NATIONAL_PARTS = ("settings", "notices", "words")
"""Parts of register.yml that England's pack must have, and no other may."""


def inside_registers(files: Sequence[PackFile]) -> Iterator[Fault]:
    """Everything that does not fit in register.yml, for files of the right shape."""
    for file in files:
        if file.kind == "register":
            yield from part_faults(file)
            if file.pack == NATIONAL:
                yield from text_faults(file)
            yield from term_faults(file)


def part_faults(file: PackFile) -> Iterator[Fault]:
    """Parts in the wrong pack."""
    for part in NATIONAL_PARTS:
        if file.pack != NATIONAL and part in file.contents:
            yield file.fault((part,), "is for England's pack only; expected terms and nothing else")
        if file.pack == NATIONAL and part not in file.contents:
            yield file.fault((part,), "is missing; England's pack must have it")


def text_faults(file: PackFile) -> Iterator[Fault]:
    """Texts that are missing, that nothing says, or with something to fill in that they can't be filled in with."""
    for part, known in (("notices", NOTICES), ("words", WORDS)):
        texts = file.contents.get(part)
        if texts is None:
            continue
        for name in known:
            if name not in texts:
                yield file.fault((part, name), f"is missing; every text of {part} is expected here")
        for name, text in texts.items():
            if name not in known:
                yield file.fault((part, name), f"'{name}' is nothing that is said of a register; {one_of(known, name)}")
            elif part == "notices":
                yield from slot_faults(file, (part, name, "text"), text["text"], known)
            else:
                yield from slot_faults(file, (part, name), text, known)


def slot_faults(file: PackFile, place: Place, text: str, known: Mapping[str, tuple[str, ...]]) -> Iterator[Fault]:
    """What a text can't be filled in with."""
    allowed = known[str(place[1])]
    expected = " and ".join(f"{{{name}}}" for name in allowed) or "nothing"
    try:
        parsed = list(Formatter().parse(text))
    except ValueError as error:
        yield file.fault(place, f"has a curly bracket that is not a pair ({error}); expected {expected} only")
        return
    for _, name, form, conversion in parsed:
        if name is not None and (name not in allowed or form or conversion):
            yield file.fault(place, f"'{{{name}}}' can't be filled in; expected {expected} only")


def term_faults(file: PackFile) -> Iterator[Fault]:
    """Days of terms that are no dates, and terms out of order."""
    terms = file.contents.get("terms", ())
    wrong = [*date_faults(file)]
    yield from wrong
    if wrong:
        return
    for position, term in enumerate(terms):
        if term["from"] > term["to"]:
            yield file.fault(("terms", position, "to"), f"is {term['to']}; expected no day before `from`")
        for number, day in enumerate(term.get("not_in_school", ())):
            if not term["from"] <= day <= term["to"]:
                yield file.fault(("terms", position, "not_in_school", number), f"is {day}; expected a day of the term")
    for position, (before, term) in enumerate(pairwise(terms), start=1):
        if term["from"] <= before["to"]:
            message = f"is {term['from']}; expected a day after {before['to']}, when the term before ends"
            yield file.fault(("terms", position, "from"), message)


def date_faults(file: PackFile) -> Iterator[Fault]:
    """Days of terms that are no dates."""
    for place, value in file.walk():
        if place[:1] == ("terms",) and isinstance(value, str):
            try:
                date.fromisoformat(value)
            except ValueError:
                yield file.fault(place, f"'{value}' is not a date; expected one such as 2026-09-02")
