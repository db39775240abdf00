"""Flags on a turn: what makes it harder for a child than its label alone says (design; practice, 3.4)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.rehearsal.questions.labelled import FLAGS, is_young
from bot.rehearsal.questions.reading import Reading
from bot.rehearsal.questions.rules import Rules

WHY_GIVEN = re.compile(r"\b(?:that|'s|this is|that is|can see) why\b")
"""A reason that is stated: nothing is asked by its "why"."""

LONGEST = 20
LONGEST_YOUNG = 12
"""Words, which are what stands between spaces, of the longest turn that isn't `long`; the second for under 8s."""


def flags(reading: Reading, label: str, age: int | None, rules: Rules) -> tuple[str, ...]:
    """The flags of a turn that has `label`, in the order of FLAGS."""
    found = set(_found(reading, label, age, rules))
    return tuple(flag for flag in FLAGS if flag in found)


def _found(reading: Reading, label: str, age: int | None, rules: Rules) -> Iterator[str]:
    cues = reading.cues
    if len(reading.text.split()) > (LONGEST_YOUNG if is_young(age) else LONGEST):
        yield "long"
    if rules.jargon.search(reading.text.lower()):
        yield "jargon"
    if "secrecy" in cues and label == "unsupportive":
        yield "secrecy"
    if label == "facilitator":
        return
    if any("why" in sentence.cues and not WHY_GIVEN.search(sentence.plain) for sentence in reading.sentences):
        yield "why"
    if _negative(reading, label, rules):
        yield "negative"
    if is_young(age) and "time_or_number" in cues:
        yield "time_or_number"
    if "do_you_know" in cues:
        yield "do_you_know"


def _negative(reading: Reading, label: str, rules: Rules) -> bool:
    """Whether what is asked (or, where it suggests, stated) is put in the negative; a sentence beside it isn't read."""
    only = len(reading.sentences) == 1 and label != "unsupportive"
    asking = [sentence for sentence in reading.sentences if sentence.asked or only or label == "suggestive"]
    last = reading.sentences[-1:] if not asking and label != "unsupportive" else ()
    return any(
        rules.cues["negation"].search(rules.cues["positive_tag"].sub("", sentence.plain))
        for sentence in (*asking, *last)
    )
