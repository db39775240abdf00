"""A child's story: which layers can be told, which comes next, and the details already given."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from bot.guidance.rehearsal_pack import Child, Layer
from bot.rehearsal.memory import Rehearsal
from bot.rehearsal.subjects import telling, words_in, words_of

SENTENCE = re.compile(r"[^.!?]+[.!?]+")


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


def nearest(layers: Sequence[Layer], words: frozenset[str]) -> Layer | None:
    """The layer with most of these words in it, the first of several; None for no layers."""
    return max(layers, key=lambda layer: len(words & words_of(layer)), default=None)


def heard(rehearsal: Rehearsal, child: Child, subject: str | None = None) -> list[Layer]:
    """The layers told, the last one first."""
    layers = (by_id(child)[layer_id] for layer_id in reversed(rehearsal.said))
    return [layer for layer in layers if subject is None or layer.subject == subject]


def next_layers(
    rehearsal: Rehearsal, child: Child, to_spare: float, subject: str | None = None, text: str = ""
) -> tuple[Layer, ...]:
    """What an open question brings: the next layer, and one more of its subject where the child is at ease.

    The next is the one that `text` names beyond its subject, or else the easiest. At ease is `to_spare` (0 to 1) more
    trust than the second needs.
    """
    title = child.subjects[subject].title if subject else ""
    first = nearest(open_layers(rehearsal, child, subject), telling(text) - telling(title))
    if first is None:
        return ()
    after = telling_of(rehearsal, (first,))
    at_ease = replace(after, trust=after.trust - to_spare)
    deeper = [layer for layer in open_layers(at_ease, child, first.subject) if layer.trust >= first.trust]
    return (first, *deeper[:1])


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
    return nearest(fitting, telling(text))


def untold_detail(
    rehearsal: Rehearsal, child: Child, subject: str | None, first: Layer | None = None
) -> tuple[Layer, str] | None:
    """Something not told yet on a layer already heard, `first` or else the last one first; None for nothing."""
    for layer in (*([first] if first else []), *heard(rehearsal, child, subject)):
        for kind in ("what", "who", "where", "when", "how_many"):
            if kind in layer.details and detail_key(layer, kind) not in rehearsal.told:
                return layer, kind
    return None


def on_person(rehearsal: Rehearsal, child: Child, name: str) -> str | None:
    """What the child says of somebody, by their plain name, as far as it can be told; None for nothing."""
    layers = (*reversed(heard(rehearsal, child)), *open_layers(rehearsal, child))
    sentences = [sentence.strip() for layer in layers for sentence in SENTENCE.findall(layer.says)]
    named = re.compile(rf"{re.escape(name)}\b", re.IGNORECASE)
    return next((sentence for sentence in sentences if named.match(sentence)), None)


def echoed(rehearsal: Rehearsal, child: Child, text: str, subject: str | None) -> Layer | None:
    """The layer already told that plain text repeats, by its words or at least its subject; None for none.

    Words put into the child's mouth, which are in nothing told, are no echo.
    """
    words = telling(text)
    likely = nearest(heard(rehearsal, child), words)
    if not (likely and words & words_of(likely)):
        likely = next(iter(heard(rehearsal, child, subject)), None) if subject else None
    return None if likely and is_misquoted(rehearsal, child, words, likely) else likely


def is_misquoted(rehearsal: Rehearsal, child: Child, words: frozenset[str], layer: Layer) -> bool:
    """Whether what is said of the layer's subject beyond its name is in nothing that the child told."""
    subject = child.subjects[layer.subject]
    naming = frozenset(word for phrase in (subject.title, *subject.called) for word in words_in(phrase.casefold()))
    said_of_it = words - naming
    return bool(said_of_it) and not any(said_of_it & words_of(one) for one in heard(rehearsal, child))
