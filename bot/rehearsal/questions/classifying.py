"""A turn's label: the trained model's margins, and what the all but certain cues add to them."""

from __future__ import annotations

from bot.rehearsal.questions.features import heads
from bot.rehearsal.questions.labelled import LABELS
from bot.rehearsal.questions.model import Model
from bot.rehearsal.questions.reading import Reading, is_content, stem
from bot.rehearsal.questions.rules import Certain, Rules

ECHO = 12
"""Words of the longest echo."""


def label_of(reading: Reading, model: Model, rules: Rules) -> str:
    """The label of a turn; one with no words in it is a facilitator, as silence is."""
    from bot.rehearsal.questions.features import features

    if not any(word[0].isalnum() for word in reading.words):
        return "facilitator"
    margins = dict(zip(LABELS, model.margins(features(reading, rules)).tolist(), strict=True))
    cues, begun = reading.cues, heads(reading)
    shape = _shape(reading, begun)
    for certain in rules.certain:
        if certain.shape in shape if certain.shape else _met(certain, cues, begun):
            margins[certain.label] += certain.adds
    return max(LABELS, key=lambda label: margins[label])


def _met(certain: Certain, cues: frozenset[str], begun: int) -> bool:
    return certain.cue in cues and certain.without not in cues and not (certain.only_one and begun > 1)


def _shape(reading: Reading, begun: int) -> frozenset[str]:
    content = [word for word in reading.words if is_content(word)]
    asked = sum(sentence.asked for sentence in reading.sentences)
    echo = content and not asked and not begun and len(reading.words) <= ECHO
    return frozenset(
        name
        for name, holds in (
            ("asked_twice", asked > 1),
            ("begun_thrice", begun > 2),
            ("echo", echo and all(stem(word) in reading.said for word in content)),
        )
        if holds
    )
