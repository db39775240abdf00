"""What holds in every rehearsal, whatever is said."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from random import Random
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.guidance.rehearsal_pack import Child
from bot.rehearsal.child import Rehearsal, Said, opened, replied
from bot.rehearsal.story import by_id
from tests.rehearsal.conversing import CHILDREN, about, held, invite

pytestmark = pytest.mark.model

LABELS = ("invitation", "directive", "option_posing", "suggestive", "multiple", "facilitator", "unsupportive")
FRAMES = {
    "invitation": ("Tell me about {}.", "What's {} like?", "You told me about {}. Tell me more.", "Tell me more."),
    "directive": ("Where is {}?", "Who is there at {}?", "Why {}?", "What happens then?", "How many?"),
    "option_posing": ("Do you like {}?", "Is {} all right?", "Would you like to draw?", "Is it?"),
    "suggestive": ("You hate {}, don't you?", "I bet {} is hard."),
    "multiple": ("Do you like {}? Who is there?", "What is {} like and is it okay?"),
    "facilitator": (
        "Thank you.",
        "Go on.",
        "So {} is loud.",
        "Take your time.",
        "I'll write that down.",
        "Sorry.",
        "...",
    ),
    "unsupportive": ("You have to go to {}.", "I don't believe you about {}."),
}
FLAGS = ("why", "long", "jargon", "negative", "time_or_number", "do_you_know")
CLOSING = ("directive", "option_posing", "suggestive", "multiple", "unsupportive")


def something_said(random: Random, child: Child) -> Said:
    """Anything that could be said to a child."""
    label = random.choice(LABELS)
    subject = random.choice([subject.title for subject in child.subjects.values()])
    flags = (random.choice(FLAGS),) if random.random() < 0.1 else ()
    return Said(random.choice(FRAMES[label]).format(subject), label, flags)


def check(rehearsal: Rehearsal, child: Child) -> None:
    """No layer twice, none after its opposite or before those it needs, trust in its range."""
    assert 0 <= rehearsal.trust <= 1
    assert len(set(rehearsal.said)) == len(rehearsal.said)
    for position, layer_id in enumerate(rehearsal.said):
        before = set(rehearsal.said[:position])
        assert before.issuperset(by_id(child)[layer_id].needs)
        assert not before & set(by_id(child)[layer_id].opposite)


def test_ten_thousand_random_rehearsals_end_without_error_contradiction_or_repeated_layer(
    report: Callable[[str], None],
) -> None:
    start = process_time()
    random = Random(4)
    for number in range(10_000):
        child = CHILDREN[number % len(CHILDREN)]
        rehearsal, _ = opened(child, number)
        told: list[str] = []
        for _ in range(random.randint(1, 14)):
            rehearsal, reply = replied(rehearsal, something_said(random, child), child)
            told += reply.layers
            assert reply.text.strip()
        assert tuple(told) == rehearsal.said
        check(rehearsal, child)
    report(f"ten thousand random rehearsals in {process_time() - start:.0f} s")


children = st.sampled_from(CHILDREN)
randoms = st.integers(0, 10**6).map(Random)


@given(children, st.lists(st.tuples(st.text(max_size=80), st.sampled_from(LABELS)), max_size=12), st.integers(0, 99))
def test_any_text_at_all_keeps_trust_between_0_and_1(child: Child, turns: list[tuple[str, str]], seed: int) -> None:
    rehearsal, replies = held(child, [Said(text, label) for text, label in turns], seed)
    check(rehearsal, child)
    assert all(reply.text for reply in replies)


@given(children, randoms, st.integers(0, 99))
def test_the_same_seed_gives_the_same_rehearsal(child: Child, random: Random, seed: int) -> None:
    turns = [something_said(random, child) for _ in range(12)]
    assert held(child, turns, seed) == held(child, turns, seed)


@given(children, randoms)
def test_a_rehearsal_goes_on_the_same_after_json(child: Child, random: Random) -> None:
    rehearsal, _ = opened(child, 5)
    for _ in range(12):
        again = Rehearsal.from_json(json.loads(json.dumps(rehearsal.as_json())))
        assert again == rehearsal
        said = something_said(random, child)
        assert replied(rehearsal, said, child) == replied(again, said, child)
        rehearsal, _ = replied(rehearsal, said, child)
    assert len(json.dumps(rehearsal.as_json())) < 4_000


@settings(max_examples=400)
@given(children, randoms)
def test_one_more_open_question_never_brings_out_less(child: Child, random: Random) -> None:
    turns = [about(child, random.choice(list(child.subjects))) for _ in range(random.randint(1, 14))]
    turns = [said if random.random() < 0.5 else closing(said, random) for said in turns]
    more = list(turns)
    more.insert(random.randint(0, len(turns)), about(child, random.choice(list(child.subjects))))
    assert set(held(child, turns)[0].said) <= set(held(child, more)[0].said)


@settings(max_examples=400)
@given(children, randoms)
def test_opening_a_closed_question_never_brings_out_less(child: Child, random: Random) -> None:
    turns = [something_said(random, child) for _ in range(random.randint(1, 14))]
    turns = [replace(said, flags=()) for said in turns]
    # An offer to draw is warm: taking it away costs trust that an open question does not give back at once.
    closed = [position for position, said in enumerate(turns) if said.label in CLOSING and "draw" not in said.text]
    opened_up = list(turns)
    for position in closed:
        opened_up[position] = invite(f"Tell me about {last_named(turns[position], child)}.")
    assert len(held(child, turns)[0].said) <= len(held(child, opened_up)[0].said)


def closing(said: Said, random: Random) -> Said:
    """A question that is no invitation on the same subject."""
    title = said.text.removeprefix("Tell me about ").rstrip(".")
    label = random.choice(CLOSING)
    return Said(f"Do you mind {title}?", label)


def last_named(said: Said, child: Child) -> str:
    """The title of the subject in what was said; the general one where it names none."""
    titles = [subject.title for subject in child.subjects.values() if subject.title in said.text]
    return max(titles, key=len, default="school")
