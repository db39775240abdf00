"""What is asked of what is kept: the practitioner's own reference for a case, and words that mean the records."""

from __future__ import annotations

import re

CARRY_ON = "records.carry_on"
"""The intent that takes up what was kept, and so asks for what waits by itself."""

REGISTER = frozenset({"register.add", "register.show", "register.ahead", "register.compare"})
"""Intents that ask for the register that was read."""

REMINDERS = frozenset({"reminders.set", "reminders.list", "reminders.stop"})
"""Intents that set reminders, ask for them and stop them."""

KEPT = frozenset(
    {
        CARRY_ON,
        "records.list",
        "records.last_time",
        "records.due",
        "records.name",
        "documents.make",
        *REGISTER,
        *REMINDERS,
    }
)
"""Intents that ask for what is kept, for a document of it, or for the register that was read."""

SURE = -0.3
"""Margin from which a message means one of these."""

LONGEST_ASKED = 14
"""Words of the longest message that asks for what is kept; a longer one tells of the child."""

CODE = r"(?=[\w-]*\d)[A-Za-z]{0,8}[-/]?\d[\w/-]{0,14}"
NAMED_SO = re.compile(
    rf"\b(?:ref(?:erence)?|case|number|about|for|as|under|with|is|it|this|that|to|on|of|open|reopen|resume|load|pull\s+up|bring\s+up|find|and)\b"
    rf"\W{{0,3}}(?:ref(?:erence)?\W{{0,2}}|case\W{{0,2}}|number\W{{0,2}})*(?:is\W{{0,2}})?(?P<code>{CODE})(?![\w%.]*\d)\b",
    re.IGNORECASE,
)
NO_REFERENCE = re.compile(
    r"^(?:y(?:ea)?r?\d{1,2}|ks\d|\d{1,2}(?:st|nd|rd|th)?|\d{4}/\d{2,4}|\d{1,2}/\d{1,2}(?:/\d{2,4})?|\d{1,2}[ap]m)$",
    re.IGNORECASE,
)
"""Year groups, key stages, days, school years, dates and times: what looks like a reference and is none."""

MEANS_KEPT = re.compile(
    r"\b(?:sav(?:e|ed|ing)|keep|kept|last\s+time(?:'?s)?|last\s+(?:one|walk|checklist|summary)|due|overdue|review\s+dates?|reviews?\s+(?:are|is|coming|due)|coming\s+up"
    r"|my\s+(?:\w+\s+)?(?:walk-?\s?throughs?|checklists?|rehearsals|records|history|cases|actions)|unfinished|half\s+(?:way|done)|left\s+off|where\s+were\s+we"
    r"|word|docx?|document|download|export|print\w*|file|plain\s+text|reference|ref|registers?|upload|compare)\b",
    re.IGNORECASE,
)


MEANS_REMINDERS = re.compile(
    r"\b(?:remind|nudg|ping)(?:e|ing)?\s+me\b|\breminded\b|\bdon'?t\s+(?:let\s+me\s+forget|remind)\b"
    r"|\b(?:tell|let)\s+me\s+(?:know\s+)?when\b"
    r"|^\W*(?:(?:please|can|could|would|will|do|did|have|has|you|i|we|i'?d|like|want|need|get|got|set|send|give|put|turn|switch|on|off|in|up|stop"
    r"|cancel|delete|remove|clear|scrap|forget|take|show|list|see|what|which|any|no|more|all|me|a|an|the|my|is|are|there|don'?t|quit"
    r"|unsubscribe|from|when)\W+)*reminders?\b(?!.*\b(?:mum|dad|mother|father|parents?|carers?|family|his|her|their|them|him|phone|fridge|diary"
    r"|calendar|child|pupil)\b)",
    re.IGNORECASE,
)
"""Words that ask the guide for a reminder; a reminder on mum's phone is an answer that somebody gives."""


def reference_in(text: str) -> str | None:
    """The practitioner's own reference for a case that a message names ("AB12"), in capitals; None where none is."""
    if len(text.split()) > LONGEST_ASKED:
        return None
    named = [found["code"] for found in NAMED_SO.finditer(text) if not NO_REFERENCE.match(found["code"])]
    return named[-1].upper() if named else None


def asks_for_kept(text: str, intent: str, margin: float) -> bool:
    """Whether a message, typed while a skill waits, is about what is kept and no answer to the skill."""
    if intent in REMINDERS:
        return margin > SURE and len(text.split()) <= LONGEST_ASKED and bool(MEANS_REMINDERS.search(text))
    return (
        intent in KEPT
        and margin > SURE
        and len(text.split()) <= LONGEST_ASKED
        and bool(reference_in(text) or MEANS_KEPT.search(text))
    )
