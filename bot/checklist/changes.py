"""Changes to earlier answers, read from plain words: "lateness was 14, not 12"."""

from __future__ import annotations

import re

from bot.checklist.walkthrough import Item

ITEM_WORDS: tuple[tuple[Item, re.Pattern[str]], ...] = (
    (
        "lesson_attendance",
        re.compile(r"\b(?:lessons?|lesson[\s-]attendance|in[\s-]class|internal\s+truancy)\b", re.IGNORECASE),
    ),
    ("attendance", re.compile(r"\battend[ae]n[cs]e\b", re.IGNORECASE)),
    ("lateness", re.compile(r"\b(?:lateness|lates?|punctuality|late\s+(?:marks?|arrivals?))\b", re.IGNORECASE)),
    ("suspensions", re.compile(r"\b(?:suspen[st]ions?|exclusions?|suspended)\b", re.IGNORECASE)),
    (
        "reduced_hours",
        re.compile(r"\b(?:reduced\s+hours?|part[\s-]time(?:\s+timetable)?|timetable|hours)\b", re.IGNORECASE),
    ),
    ("support", re.compile(r"\bsupport\b", re.IGNORECASE)),
    ("agencies", re.compile(r"\b(?:agenc(?:y|ies)|referrals?|referred)\b", re.IGNORECASE)),
)

NEW_VALUE = re.compile(
    r"(?:\b(?:was|is|were|are|should\s+(?:be|say|have\s+been)|make\s+(?:it|that)|change\s+(?:it|that)?\s*to|it's|its|to\s+be|now\s+says?|to(?!\s+(?:change|correct|fix|amend|update|put|go|edit)\b))\b|[:=])\s*(?:actually\s+|really\s+)?(?P<value>\S.*)$",
    re.IGNORECASE,
)
COURTESY = re.compile(
    r"(?:[,;.]?\s*(?:(?:can|could|would)\s+you\s+(?:please\s+)?(?:change|correct|fix|amend|update)\s+(?:it|that)|please|thanks|sorry|my\s+mistake))+\W*$",
    re.IGNORECASE,
)
NO_VALUE = re.compile(r"^(?:wrong|incorrect|not\s+right|a\s+mistake|(?:my|the)\s+answer\b.*)\W*$", re.IGNORECASE)
CHANGE_TO = re.compile(
    r"^\W*change\s+(?P<name>[a-z][a-z ]{2,40}?)\s+to:\s*(?P<note>\S.*)$", re.IGNORECASE | re.DOTALL
)
SAID_FOR_ITEM = re.compile(r"^\W*(?P<name>[A-Za-z][A-Za-z -]{2,30}?)\s*[:=]\s*(?P<value>\S.*)$")


def item_named(text: str) -> Item | None:
    """The item that `text` names."""
    return next((item for item, words in ITEM_WORDS if words.search(text)), None)


def new_value_in(text: str) -> str | None:
    """What an answer is to be changed to, as `text` says it; None where it only says that it is wrong."""
    said = COURTESY.sub("", text.strip())
    found = NEW_VALUE.search(said)
    if not found:
        return None
    inner = NEW_VALUE.search(found["value"])
    value = (
        inner["value"] if inner and re.search(r"\b(?:wrong|mistake)\b", found["value"]) else found["value"]
    ).strip()
    return None if NO_VALUE.match(value) or not value.strip(" .,!?") else value.strip(" ,")


def change_in(text: str) -> tuple[Item, str] | None:
    """The item and its whole note in "change lateness to: 14 late arrivals"; None for anything else."""
    said = CHANGE_TO.match(text.strip())
    item = item_named(said["name"]) if said else None
    return (item, said["note"].strip()) if said and item else None


def said_for_another_item(text: str, waiting: Item) -> tuple[Item, str] | None:
    """An answer headed with another item's name ("suspensions: two"), as that item and its value."""
    headed = SAID_FOR_ITEM.match(text)
    item = item_named(headed["name"]) if headed else None
    return (item, headed["value"].strip()) if headed and item and item != waiting else None
