"""What has to fit inside the parts with an order or a table: questions, attendance and escalation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from string import Formatter

from bot.escalation.rules import LEVELS, NEGLECT_CRITERIA, PLANS
from bot.guidance.faults import Fault, one_of
from bot.guidance.loading import NATIONAL
from bot.guidance.packfiles import PackFile

RULES = (
    "attendance_at_or_below_50",
    "persistent_under_cin",
    "attendance_at_or_below_90",
    "attendance_falling",
    *NEGLECT_CRITERIA,
    "attendance_below_95",
    "school_concern",
    "nothing_raised",
)
"""Every rule that a suggestion can have among its reasons."""

PLACEHOLDERS = ("attendance", "from_previous")
"""What a reason can be filled in with."""

LIMITS = ("red_flag", "flag", "explore")
"""Limits of attendance, from the lowest to the highest."""

NATIONAL_PARTS = ("limits", "levels", "rules", "neglect")
"""Parts of escalation.yml that England's pack must have, and no other may."""


def inside_parts(files: Sequence[PackFile]) -> Iterator[Fault]:
    """Everything that does not fit inside a part, for files of the right shape."""
    bands = [str(band["id"]) for file in files if file.kind == "questions" for band in file.contents["bands"]]
    for file in files:
        if file.kind == "questions":
            yield from age_faults(file)
            yield from bank_faults(file)
        elif file.kind == "tools" and bands:
            yield from tool_faults(file, bands)
        elif file.kind == "attendance":
            yield from band_faults(file)
            yield from band_note_faults(file)
        elif file.kind == "escalation":
            yield from escalation_faults(file)


def age_faults(file: PackFile) -> Iterator[Fault]:
    """Age bands that are empty, or that leave ages out or share them."""
    bands = file.contents["bands"]
    for position, band in enumerate(bands):
        if band["from"] >= band["to"]:
            yield file.fault(
                ("bands", position, "to"), f"is {band['to']}; expected more than `from`, which is {band['from']}"
            )
    for position, (before, band) in enumerate(pairwise(bands), start=1):
        if band["from"] != before["to"]:
            message = f"is {band['from']}; expected {before['to']}, where '{before['id']}' ends"
            yield file.fault(("bands", position, "from"), message)


def bank_faults(file: PackFile) -> Iterator[Fault]:
    """Bands and circumstances that have no questions, and questions for ones that there are not."""
    bank = file.contents["questions"]
    bands = [band["id"] for band in file.contents["bands"]]
    circumstances = [circumstance["id"] for circumstance in file.contents["circumstances"]]
    yield from differences(file, ("questions",), bands, "age band")
    for band in bank:
        yield from differences(file, ("questions", band), circumstances, "circumstance")


def differences(file: PackFile, place: tuple[str, ...], expected: Sequence[str], what: str) -> Iterator[Fault]:
    """What is missing from the mapping at `place`, and what is in it and should not be."""
    there = file.contents
    for step in place:
        there = there[step]
    for name in expected:
        if name not in there:
            yield file.fault((*place, name), f"is missing; every {what} is expected here")
    for name in there:
        if name not in expected:
            yield file.fault((*place, name), f"'{name}' is an unknown {what}; {one_of(expected, name)}")


def tool_faults(file: PackFile, bands: Sequence[str]) -> Iterator[Fault]:
    """Tools for age bands that there are not."""
    for position, tool in enumerate(file.contents["tools"]):
        yield from unknown_names(file, ("tools", position, "bands"), tool["bands"], bands, "age band")


def unknown_names(
    file: PackFile, place: tuple[str | int, ...], names: Sequence[str], allowed: Sequence[str], what: str
) -> Iterator[Fault]:
    """Names in the list at `place` that are not allowed there."""
    for position, name in enumerate(names):
        if name not in allowed:
            yield file.fault((*place, position), f"'{name}' is an unknown {what}; {one_of(allowed, name)}")


def band_faults(file: PackFile) -> Iterator[Fault]:
    """Attendance bands out of order, or that leave the lowest figures out."""
    bands = file.contents["bands"]
    begins = [("from", band["from"]) if "from" in band else ("above", band["above"]) for band in bands]
    for position, ((_, before), (key, figure)) in enumerate(pairwise(begins), start=1):
        if not figure < before:
            message = f"is {figure}; expected less than {before}, as bands go from the highest to the lowest"
            yield file.fault(("bands", position, key), message)
    key, figure = begins[-1]
    if (key, figure) != ("from", 0):
        message = f"the last band is `{key}: {figure}`; expected `from: 0`, so that every figure has a band"
        yield file.fault(("bands", len(bands) - 1, key), message)


def band_note_faults(file: PackFile) -> Iterator[Fault]:
    """Notes beside bands that there are not, or by a number that no note has."""
    labels = [band["label"] for band in file.contents["bands"]]
    notes = file.contents["table"]["notes"]
    for position, band_note in enumerate(file.contents["table"]["band_notes"]):
        place = ("table", "band_notes", position)
        yield from unknown_names(file, (*place, "labels"), band_note["labels"], labels, "band label")
        if band_note["note"] >= len(notes):
            message = f"is {band_note['note']}; expected less than {len(notes)}, as notes are counted from 0"
            yield file.fault((*place, "note"), message)


def escalation_faults(file: PackFile) -> Iterator[Fault]:
    """Levels, plans and rules that there are not, and parts in the wrong pack."""
    escalation = file.contents
    for position, step in enumerate(escalation["next_steps"]):
        place = ("next_steps", position)
        yield from unknown_names(file, (*place, "levels"), step["levels"], LEVELS, "level")
        yield from unknown_names(file, (*place, "plans"), step.get("plans", ()), PLANS, "plan")
    for part in NATIONAL_PARTS:
        if file.pack != NATIONAL and part in escalation:
            yield file.fault((part,), "is for England's pack only; expected next_steps and nothing else")
        if file.pack == NATIONAL and part not in escalation:
            yield file.fault((part,), "is missing; England's pack must have it")
    if file.pack == NATIONAL:
        yield from limit_faults(file)
        if "levels" in escalation:
            yield from differences(file, ("levels",), LEVELS, "level")
        if "rules" in escalation:
            yield from differences(file, ("rules",), RULES, "rule")
            yield from placeholder_faults(file)


def limit_faults(file: PackFile) -> Iterator[Fault]:
    """Limits that are not in order."""
    limits = file.contents.get("limits", {})
    for lower, higher in pairwise(LIMITS if limits else ()):
        if limits[lower] >= limits[higher]:
            message = f"is {limits[higher]}; expected more than `{lower}`, which is {limits[lower]}"
            yield file.fault(("limits", higher), message)


def placeholder_faults(file: PackFile) -> Iterator[Fault]:
    """Reasons with something to fill in that a suggestion does not know."""
    for rule, text in file.contents["rules"].items():
        place = ("rules", rule, "because")
        expected = " and ".join(f"{{{name}}}" for name in PLACEHOLDERS)
        try:
            parsed = list(Formatter().parse(text["because"]))
        except ValueError as error:
            yield file.fault(place, f"has a curly bracket that is not a pair ({error}); expected {expected} only")
            continue
        for _, name, form, conversion in parsed:
            if name is not None and (name not in PLACEHOLDERS or form or conversion):
                yield file.fault(place, f"'{{{name}}}' can't be filled in; expected {expected} only")
