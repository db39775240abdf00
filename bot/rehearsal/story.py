"""A child's story: which layers can be told, which comes next, and the details already given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from bot.guidance.rehearsal_pack import Child, Layer
from bot.rehearsal.memory import Rehearsal
from bot.rehearsal.subjects import telling, words_of

MARGIN = 0.15
"""How much more trust than it needs lets a second layer follow the first (this project's own setting)."""


@lru_cache(maxsize=64)
def by_id(child: Child) -> dict[str, Layer]:
    """The child's layers by id."""
    return {layer.id: layer for layer in child.layers}


@lru_cache(maxsize=64)
def easiest_first(child: Child) -> tuple[Layer, ...]:
    """The child's layers, those that need the least trust first."""
    return tuple(sorted(child.layers, key=lambda layer: layer.trust))


def left(rehearsal: Rehearsal, child: Child, subject: str | None = None) -> list[Layer]:
    """The layers not told yet, on one subject or on all."""
    unsaid = (layer for layer in easiest_first(child) if layer.id not in rehearsal.said)
    return [layer for layer in unsaid if subject is None or layer.subject == subject]


def can_be_told(layer: Layer, rehearsal: Rehearsal, child: Child) -> bool:
    """Whether trust and what was told before let the child tell this layer, and nothing told speaks against it."""
    told = set(rehearsal.said)
    contradicted = bool(told & set(layer.opposite)) or any(layer.id in by_id(child)[one].opposite for one in told)
    return layer.trust <= rehearsal.trust and told.issuperset(layer.needs) and not contradicted


def open_layers(rehearsal: Rehearsal, child: Child, subject: str | None = None) -> list[Layer]:
    """The layers that the child would tell now if asked openly, the easiest first."""
    return [layer for layer in left(rehearsal, child, subject) if can_be_told(layer, rehearsal, child)]


def heard(rehearsal: Rehearsal, child: Child, subject: str | None = None) -> list[Layer]:
    """The layers told, the last one first."""
    layers = (by_id(child)[layer_id] for layer_id in reversed(rehearsal.said))
    return [layer for layer in layers if subject is None or layer.subject == subject]


def next_layers(rehearsal: Rehearsal, child: Child, subject: str | None = None) -> tuple[Layer, ...]:
    """What an open question brings: the next layer, and one more of its subject where the child is at ease."""
    first = next(iter(open_layers(rehearsal, child, subject)), None)
    if first is None:
        return ()
    after = telling_of(rehearsal, (first,))
    at_ease = replace(after, trust=after.trust - MARGIN)
    return (first, *open_layers(at_ease, child, first.subject)[:1])


def telling_of(rehearsal: Rehearsal, layers: Sequence[Layer]) -> Rehearsal:
    """The rehearsal with these layers told."""
    if not layers:
        return rehearsal
    return replace(rehearsal, said=(*rehearsal.said, *(layer.id for layer in layers)), subject=layers[-1].subject)


def detail_key(layer: Layer, kind: str) -> str:
    """How it is remembered that a detail was given."""
    return f"{layer.id}.{kind}"


def detail_layer(rehearsal: Rehearsal, child: Child, text: str, kind: str, subject: str | None) -> Layer | None:
    """The layer whose detail answers plain text: the one nearest to its words, the last told first; None for none."""
    known = [*heard(rehearsal, child, subject), *open_layers(rehearsal, child, subject)]
    fitting = [layer for layer in known if kind in layer.details]
    asked = telling(text)
    return max(fitting, key=lambda layer: len(asked & words_of(layer)), default=None)


def untold_detail(rehearsal: Rehearsal, child: Child, subject: str | None) -> tuple[Layer, str] | None:
    """Something not told yet on a layer already heard, the last one first; None for nothing."""
    for layer in heard(rehearsal, child, subject):
        for kind in ("what", "who", "where", "when", "how_many"):
            if kind in layer.details and detail_key(layer, kind) not in rehearsal.told:
                return layer, kind
    return None


def echoed(rehearsal: Rehearsal, child: Child, text: str, subject: str | None) -> Layer | None:
    """The layer already told that plain text repeats, by its words or at least its subject; None for none."""
    words = telling(text)
    nearest = max(heard(rehearsal, child), key=lambda layer: len(words & words_of(layer)), default=None)
    if nearest and words & words_of(nearest):
        return nearest
    return next(iter(heard(rehearsal, child, subject)), None) if subject else None
