"""What a practitioner's questions did in a rehearsal: counted, and the best and those to reword picked out.

Feedback on real questions is what improves practice, and bad examples make it worse (Haginoya 2020, 2025), so what
is reworded is shown with its better wording.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from bot.guidance.rehearsal_pack import HELP, Child, Layer, RehearsalTexts
from bot.rehearsal import story
from bot.rehearsal.listening import ECHO, kinds_of_warmth
from bot.rehearsal.memory import Rehearsal, Said
from bot.rehearsal.subjects import plain, subjects_in

RECOMMENDED = ("invitation", "directive", "facilitator")
"""Kinds of saying that help children to tell."""

SHOWN = 3
"""Things left unheard, and questions to reword, that are shown."""


@dataclass(frozen=True)
class Turn:
    """One turn of a rehearsal: what was said, what the coach made of it, and what the child answered."""

    said: Said
    answer: str
    layers: tuple[str, ...] = ()
    better: str | None = None
    why: str | None = None

    def as_json(self) -> dict[str, Any]:
        """The turn as it is remembered in a conversation."""
        remembered: dict[str, Any] = plain_json(asdict(self))
        return remembered

    @classmethod
    def from_json(cls, remembered: Mapping[str, Any]) -> Turn:
        """The turn, from how it is remembered. Raises KeyError or TypeError where that is not one."""
        said = Said(**{**remembered["said"], "flags": tuple(remembered["said"]["flags"])})
        return cls(**{**remembered, "said": said, "layers": tuple(remembered["layers"])})


@dataclass(frozen=True)
class Reworded:
    """A question with a better wording, and why it is better."""

    question: str
    better: str
    why: str


@dataclass(frozen=True)
class Best:
    """The question that brought most, and what it brought."""

    question: str
    answer: str


@dataclass(frozen=True)
class Feedback:
    """What the questions of one rehearsal did; shares are from 0 to 1."""

    child: str
    turns: int
    counts: dict[str, int]
    shares: dict[str, float]
    recommended: float
    heard: int
    of: int
    unheard: tuple[str, ...]
    best: Best | None
    reword: tuple[Reworded, ...]
    points: dict[str, bool]
    agreed: tuple[str, ...]
    helps: tuple[str, ...]
    what_next: tuple[str, ...]

    @property
    def story(self) -> float:
        """How much of the story came out, from 0 to 1."""
        return self.heard / self.of

    def in_shares(self) -> dict[str, Any]:
        """The contract's `feedback`: how often each kind was said, the most first, and how much of the story came."""
        said = sorted((label for label, count in self.counts.items() if count), key=lambda label: -self.counts[label])
        shares = [{"label": label, "share": self.shares[label], "count": self.counts[label]} for label in said]
        return {"shares": shares, "story": {"heard": self.heard, "of": self.of}}

    def as_json(self) -> dict[str, Any]:
        """The feedback as an object for a page or a file."""
        return {**plain_json(asdict(self)), "story": round(self.story, 3)}


def plain_json(value: Any) -> Any:
    """`value` with its tuples as lists."""
    if isinstance(value, dict):
        return {key: plain_json(item) for key, item in value.items()}
    return [plain_json(item) for item in value] if isinstance(value, (list, tuple)) else value


def feedback(rehearsal: Rehearsal, turns: Sequence[Turn], child: Child, texts: RehearsalTexts) -> Feedback:
    """What the questions asked so far did."""
    labels = [turn.said.label for turn in turns]
    counts = {label: labels.count(label) for label in texts.labels}
    return Feedback(
        child=child.id,
        turns=len(turns),
        counts=counts,
        shares={label: share(count, len(turns)) for label, count in counts.items()},
        recommended=share(sum(counts.get(label, 0) for label in RECOMMENDED), len(turns)),
        heard=len(rehearsal.said),
        of=len(child.layers),
        unheard=tuple(layer.unheard for layer in left_unheard(rehearsal, child)),
        best=best_of(turns, child),
        reword=to_reword(turns, texts),
        points=points_touched(turns, child, texts),
        agreed=rehearsal.agreed,
        helps=helps_heard(rehearsal, child),
        what_next=tuple(step.id for step in texts.what_next),
    )


def share(count: int, of: int) -> float:
    """`count` as a share, 0 of nothing."""
    return round(count / of, 3) if of else 0.0


def left_unheard(rehearsal: Rehearsal, child: Child) -> list[Layer]:
    """What matters most of what was not heard: the deepest, each of another subject."""
    of_each = {layer.subject: layer for layer in story.left(rehearsal, child)}
    return sorted(of_each.values(), key=lambda layer: -layer.trust)[:SHOWN]


def best_of(turns: Sequence[Turn], child: Child) -> Best | None:
    """The question that brought the most of the story, the deepest where several did; None where none did."""
    layers = story.by_id(child)
    bringing = [turn for turn in turns if turn.layers]
    best = max(
        bringing,
        key=lambda turn: (len(turn.layers), max(layers[layer_id].trust for layer_id in turn.layers)),
        default=None,
    )
    return Best(best.said.text, best.answer) if best else None


def to_reword(turns: Sequence[Turn], texts: RehearsalTexts) -> tuple[Reworded, ...]:
    """Up to three questions to reword, the first of each label before others, with the better wording."""
    with_better = [turn for turn in turns if turn.better and not offers_a_way(turn)]
    first_of_label = {turn.said.label: turn for turn in reversed(with_better)}
    chosen = sorted(with_better, key=lambda turn: first_of_label[turn.said.label] is not turn)
    chosen.sort(key=lambda turn: turn.said.label in RECOMMENDED)
    return tuple(
        Reworded(turn.said.text, turn.better or "", turn.why or texts.labels.get(turn.said.label, ""))
        for turn in chosen[:SHOWN]
    )


def offers_a_way(turn: Turn) -> bool:
    """Whether a turn offers drawing, time or another way of telling, which is good even as a yes/no question."""
    return not {"drawing", "patience", "way"}.isdisjoint(kinds_of_warmth(plain(turn.said.text)))


def points_touched(turns: Sequence[Turn], child: Child, texts: RehearsalTexts) -> dict[str, bool]:
    """Which of the five points of pupil voice were touched."""
    asked = [turn.said for turn in turns if turn.said.label in RECOMMENDED]
    warmth = {kind for said in asked for kind in kinds_of_warmth(plain(said.text))}
    invited = {name for said in asked if said.label == "invitation" for name in subjects_in(plain(said.text), child)}
    followed = any(ECHO.search(plain(said.text)) for said in asked)
    touched = {
        "safe_to_speak": bool(warmth & {"thanks", "patience", "drawing", "rules"}),
        "lived_experience": followed or len(invited) > 1,
        "acting": "next" in warmth,
        "differences": bool(warmth & {"drawing", "way"}),
        "planning": HELP in invited,
    }
    return {point.id: touched[point.id] for point in texts.points}


def helps_heard(rehearsal: Rehearsal, child: Child) -> tuple[str, ...]:
    """What would help, in the child's words, as far as it was heard; `helps` follows the layers on that subject."""
    layers = [layer for layer in child.layers if layer.subject == HELP]
    return tuple(text for layer, text in zip(layers, child.helps, strict=False) if layer.id in rehearsal.said)
