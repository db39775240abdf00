"""What a message is about, whether a child may be at risk, and whether it is anything to do with the work."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from bot.case.told import tells_facts_alone
from bot.conversation.reading import PLAIN_ANSWER
from bot.conversation.turn import NOTE, UNSURE
from bot.nlu.linear import LONGEST_READ, Floats, LinearModel, TextFeatures, softmax
from bot.nlu.risk_words import names_a_risk

AT_RISK = "safety.immediate"
NOT_AT_RISK = "safety.none"
OUT_OF_SCOPE = "out_of_scope"

NO_TOPIC = frozenset({AT_RISK, NOT_AT_RISK, OUT_OF_SCOPE})
"""Labels of the examples that have a detector of their own and are no topic to choose from."""

YES, NO = "yes", "no"

BETWEEN_TOPICS = re.compile(
    r"\s*(?:\?|;|,?\s+and\s+(?:also\s+|then\s+)?|\s+&\s+|,\s*(?:also|plus)\s+|\s+plus\s+|\s+as\s+well\s+as\s+"
    r"|\s+\+\s+|\.\s+|,\s+)\s*",
    re.IGNORECASE,
)
"""Where a message that asks for two things may be parted."""

MOST_PARTINGS = 8
"""Places at which a message is parted to see; a longer one is a story and no list of topics."""

SHORTEST_PART = 3
"""Characters of the shortest part that may name a topic."""


@dataclass(frozen=True)
class Limits:
    """How sure is sure: margins from a label's boundary, chosen on the development set (docs/decisions/0003).

    From `risk` on a child may be at risk, from `sure_risk` on nothing else is answered (docs/decisions/0012).
    """

    risk: float = -0.12
    sure_risk: float = 0.4
    risk_in_part: float = 0.8
    out_of_scope: float = -0.3
    topic: float = -0.75
    part: float = 0.0
    whole: float = -0.7


CHARACTERS_OF_RISK = 0.5
"""How much runs of characters count beside words where a risk is learned, by cross-validation (docs/decisions/0012)."""

COUNTER_WEIGHT = 0.3
"""How much a plain topic, or being plainly off topic, weighs against a sign of risk."""

LEAST_TOPIC, LEAST_SCOPE = -0.6, -0.8
"""Margins below which neither says anything."""

LONG = 300
"""Characters from which a message is also read sentence by sentence, so that one of them can't hide in the rest."""

SENTENCE_END = re.compile(r"(?<=[.!?;])\s+|\n+")
LONGEST_SENTENCE = 400
MOST_SENTENCES = 60

SHARPNESS = 4.0
"""How sharply margins become shares: at 4, nine in ten wrong topics and one in twenty right ones are under a half."""


@dataclass(frozen=True)
class Ranked:
    """A label with its share of all (0 to 1) and its margin."""

    label: str
    share: float
    margin: float


@dataclass(frozen=True)
class Understood:
    """What was understood of one message.

    `also` is a second topic; `beside`, where it is less than sure that a child is at risk, what else it is about.
    """

    intent: str
    ranking: tuple[Ranked, ...]
    risk: float
    out_of_scope: float
    also: str | None = None
    beside: str | None = None


@dataclass(frozen=True)
class Understanding:
    """The features and the three models over them: topics, risk, scope."""

    features: TextFeatures
    topics: LinearModel
    risk: LinearModel
    scope: LinearModel
    topic_ids: frozenset[str]
    limits: Limits = Limits()

    @classmethod
    def learned_from(
        cls, texts: Sequence[str], labels: Sequence[str], names: Iterable[str], topic_ids: Iterable[str]
    ) -> Understanding:
        """Learns from labelled examples. `names` are spelled right; only `topic_ids` may be asked for second."""
        features, rows = TextFeatures.learned_from(texts, names)
        topical = [number for number, label in enumerate(labels) if label not in NO_TOPIC]
        in_or_out = [number for number, label in enumerate(labels) if label != NOT_AT_RISK]
        return cls(
            features,
            LinearModel.learned_from(rows[topical], [labels[number] for number in topical], C=1.0),
            LinearModel.learned_from(
                rows,
                [YES if label == AT_RISK else NO for label in labels],
                emphasis=features.emphasis(CHARACTERS_OF_RISK),
                C=1.0,
                class_weight="balanced",
            ),
            LinearModel.learned_from(
                rows[in_or_out],
                [YES if labels[number] == OUT_OF_SCOPE else NO for number in in_or_out],
                C=1.0,
                class_weight="balanced",
            ),
            frozenset(topic_ids),
        )

    @cached_property
    def content(self) -> list[int]:
        """Where the labels of the guidance's topics stand; remarks and commands say nothing against a risk."""
        return [number for number, label in enumerate(self.topics.labels) if label in self.topic_ids]

    def understood(self, text: str) -> Understood:
        """What `text`, the first words of a conversation or any later ones, is about."""
        row = self.features.of(text)
        margins = self.topics.margins(row)
        ranking = self.ranking(margins)
        risk, out_of_scope = self.risk.margin(row, YES), self.scope.margin(row, YES)
        if not has_words(text):
            return Understood(OUT_OF_SCOPE, ranking, risk, out_of_scope)
        sign = weighed(risk, float(margins[self.content].max()), out_of_scope)
        is_sure = sign > self.limits.sure_risk or self.names_a_risk(text)
        may_be = (is_sure or sign > self.limits.risk) and not can_say_no_risk(text)
        if is_sure and may_be:
            return Understood(AT_RISK, ranking, risk, out_of_scope)
        asked, also = self.asked(text, margins, ranking[0], out_of_scope)
        if may_be:
            beside = asked if asked == NOTE or asked in self.topic_ids else UNSURE
            return Understood(AT_RISK, ranking, risk, out_of_scope, beside=beside)
        return Understood(asked, ranking, risk, out_of_scope, also)

    def asked(self, text: str, margins: Floats, best: Ranked, out_of_scope: float) -> tuple[str, str | None]:
        """What is asked, and what else, where nobody is at risk."""
        if self.is_out_of_scope(out_of_scope, best):
            return OUT_OF_SCOPE, None
        if best.margin < self.limits.topic:
            return UNSURE, None
        return self.two_topics(text, margins) or (best.label, None)

    def names_a_risk(self, text: str) -> bool:
        """Whether its plain words name a risk, or a sentence of a long message says one."""
        if names_a_risk(self.features.spelling.mended(text[:LONGEST_READ])):
            return True
        return len(text) > LONG and any(map(self.sentence_says_a_risk, sentences_of(text)))

    def sentence_says_a_risk(self, sentence: str) -> bool:
        """Whether a sentence of a long message says, or names, that a child may be at risk."""
        row = self.features.of(sentence)
        topic = float(self.topics.margins(row)[self.content].max())
        risk = weighed(self.risk.margin(row, YES), topic, self.scope.margin(row, YES))
        return risk > self.limits.risk_in_part or names_a_risk(self.features.spelling.mended(sentence))

    def is_out_of_scope(self, margin: float, best: Ranked) -> bool:
        """Whether the scope model's margin outweighs the best topic's."""
        return margin > self.limits.out_of_scope and margin > best.margin

    def ranking(self, margins: Floats, most: int = 6) -> tuple[Ranked, ...]:
        """The likeliest labels, best first."""
        shares = softmax(margins, SHARPNESS)
        best = np.argsort(-margins)[:most]
        return tuple(Ranked(self.topics.labels[one], float(shares[one]), float(margins[one])) for one in best)

    def two_topics(self, text: str, whole: Floats) -> tuple[str, str] | None:
        """The two topics that `text` asks for, in its order; None where it asks for one."""
        partings = list(BETWEEN_TOPICS.finditer(text))[: MOST_PARTINGS + 1]
        pairs = [(text[: one.start()].strip(), text[one.end() :].strip(" ?.")) for one in partings]
        pairs = [pair for pair in pairs if min(map(len, pair)) >= SHORTEST_PART]
        if not pairs or len(partings) > MOST_PARTINGS:
            return None
        best: tuple[float, str, str] | None = None
        for pair in pairs:
            first, second = (self.topics.margins(self.features.of(part)) for part in pair)
            one, other = int(first.argmax()), int(second.argmax())
            labels = self.topics.labels[one], self.topics.labels[other]
            sure = float(min(first[one], second[other]))
            if one == other or sure <= self.limits.part or min(whole[one], whole[other]) <= self.limits.whole:
                continue
            if self.topic_ids.issuperset(labels) and (best is None or sure > best[0]):
                best = (sure, *labels)
        return (best[1], best[2]) if best else None

    def save(self, folder: Path) -> None:
        """Writes everything learned into `folder`."""
        self.features.save(folder)
        for name, model in (("topics", self.topics), ("risk", self.risk), ("scope", self.scope)):
            model.save(folder / f"{name}.npz")
        (folder / "topic_ids.txt").write_text("\n".join(sorted(self.topic_ids)), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> Understanding:
        """What was written into `folder`."""
        return cls(
            TextFeatures.load(folder),
            LinearModel.load(folder / "topics.npz"),
            LinearModel.load(folder / "risk.npz"),
            LinearModel.load(folder / "scope.npz"),
            frozenset((folder / "topic_ids.txt").read_text(encoding="utf-8").split()),
        )


def can_say_no_risk(text: str) -> bool:
    """Whether it is a plain yes or no, or facts of a child alone, which can't say that one is at risk."""
    return PLAIN_ANSWER.match(text) is not None or tells_facts_alone(text)


def weighed(risk: float, topic: float, out_of_scope: float) -> float:
    """The margin of risk, less what speaks against it."""
    return risk - COUNTER_WEIGHT * (max(topic, LEAST_TOPIC) + max(out_of_scope, LEAST_SCOPE))


def sentences_of(text: str) -> list[str]:
    """The sentences of a long message, the longest cut up; the first of very many."""
    parts = (
        sentence[start : start + LONGEST_SENTENCE]
        for sentence in SENTENCE_END.split(text)
        for start in range(0, len(sentence), LONGEST_SENTENCE)
    )
    return [part for part in parts if has_words(part)][:MOST_SENTENCES]


def has_words(text: str) -> bool:
    """Whether there is a letter or a digit in it."""
    return any(character.isalnum() for character in text)
