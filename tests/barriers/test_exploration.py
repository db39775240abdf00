"""Exploring what keeps a child away, with the guidance's own factors."""

from __future__ import annotations

import pytest
from dacite import Config, from_dict

from bot.barriers.exploration import Exploration, factors_in, look_into, next_step, with_answer
from bot.guidance.loading import PACKS, read
from bot.guidance.pack import Barriers, Factor
from tests.rows import every_row

BARRIERS = from_dict(Barriers, read(PACKS / "england" / "barriers.yml"), Config(cast=[tuple]))


def heard_in(text: str) -> set[str]:
    return {factor.id for factor in factors_in(text, BARRIERS)}


@every_row("factor", BARRIERS.factors, ids=lambda factor: factor.id)
def test_every_name_of_a_factor_is_heard(factor: Factor) -> None:
    assert [name for name in factor.called if factor not in factors_in(f"I think: {name}.", BARRIERS)] == []


@every_row(
    ("text", "factors"),
    [
        ("He's being bullied on the bus and he has no friends", {"bullying", "transport", "peer_relationships"}),
        ("won’t leave his room", {"anxiety"}),
        ("she sits on her own", {"peer_relationships"}),
        ("the family’s beliefs", {"family_beliefs"}),
        ("no routine and mum's ill", {"routine", "caring"}),
        ("he doesn't feel safe at home", {"unsafe_home"}),
        ("home is not safe", {"unsafe_home"}),
        ("", set()),
    ],
)
def test_factors_are_heard_in_a_practitioner_s_words(text: str, factors: set[str]) -> None:
    assert heard_in(text) == factors


@pytest.mark.parametrize(
    ("text", "factor"), [("bulying", "bullying"), ("anxeity", "anxiety"), ("exclused", "suspension")]
)
def test_one_typing_mistake_in_a_long_word_is_heard(text: str, factor: str) -> None:
    assert heard_in(text) == {factor}


@every_row("text", ["scaring him", "a busy week", "trains hard", "the trainee", "bulyng"])
def test_other_words_and_worse_mistakes_are_not_heard(text: str) -> None:
    assert "caring" not in heard_in(text) and "bullying" not in heard_in(text)


@every_row(
    "text",
    [
        "no bullying",
        "not bullied",
        "he has never been bullied",
        "neither bullied nor lonely",
        "no longer bullied",
        "no bullying, anxiety or exclusions",
        "no sign of domestic violence at home",
        "domestic abuse was ruled out",
        "bullying isn't an issue",
        "no concerns about bullying or domestic abuse",
    ],
)
def test_what_is_said_not_to_be_there_is_not_heard(text: str) -> None:
    assert heard_in(text) == set()


@every_row(
    ("text", "factors"),
    [
        ("not bullied but anxious", {"anxiety"}),
        ("no friends, bullied at lunch", {"peer_relationships", "bullying"}),
        ("not only bullied, also anxious", {"bullying", "anxiety"}),
        ("hasn't been to school since being bullied", {"bullying"}),
        ("not in school, anxious about lessons", {"anxiety"}),
        ("there is no transport", {"transport"}),
        ("no morning routine", {"routine"}),
        ("hasn't had an ADHD assessment", {"unmet_send"}),
    ],
)
def test_a_no_to_one_thing_is_not_a_no_to_another(text: str, factors: set[str]) -> None:
    assert heard_in(text) == factors


@pytest.mark.parametrize("text", ["mum doesn't send him in", "the foster carer rang", "I'm worried about him"])
def test_a_name_in_another_sense_is_not_heard(text: str) -> None:
    assert heard_in(text) == set()


def test_the_longest_name_counts() -> None:
    assert heard_in("worried about mum") == {"caring"}
    assert factors_in("worried about mum", BARRIERS, "push") == ()


def test_one_side_can_be_listened_for() -> None:
    text = "bullied, and mum is ill"
    assert [factor.id for factor in factors_in(text, BARRIERS, "push")] == ["bullying"]
    assert [factor.id for factor in factors_in(text, BARRIERS, "pull")] == ["caring"]


def test_both_sides_are_asked_about_in_turn_even_where_nothing_is_heard() -> None:
    exploration, asked = Exploration(), []
    while (step := next_step(exploration, BARRIERS)) is not None:
        asked.append(step.id)
        exploration = with_answer(exploration, step.id, "nothing that I know of", BARRIERS)
    assert asked == ["push", "pull"]
    assert (exploration.push, exploration.pull) == ((), ())
    assert look_into(exploration, BARRIERS) == ()


def test_an_answer_keeps_the_practitioner_s_words_and_what_was_heard_in_them() -> None:
    exploration = with_answer(Exploration(), "push", "He is bullied.", BARRIERS)
    assert exploration == Exploration(push=("bullying",), heard={"push": "He is bullied."})


def test_more_said_on_a_side_is_added_to_it() -> None:
    exploration = with_answer(Exploration(push=("bullying",), heard={"push": "bullied"}), "push", "anxious", BARRIERS)
    assert exploration.push == ("bullying", "anxiety")
    assert exploration.heard == {"push": "bullied\nanxious"}


def test_an_unsafe_home_is_looked_into_first() -> None:
    exploration = with_answer(Exploration(), "push", "bullied", BARRIERS)
    exploration = with_answer(exploration, "pull", "up all night, and domestic abuse", BARRIERS)
    assert [factor.id for factor in look_into(exploration, BARRIERS)] == ["unsafe_home", "bullying", "routine"]


def test_an_unsafe_home_told_of_while_school_is_asked_about_is_not_lost() -> None:
    exploration = with_answer(Exploration(), "push", "bullied, and he is scared of his dad", BARRIERS)
    assert exploration.pull is None
    assert [factor.id for factor in look_into(exploration, BARRIERS)] == ["unsafe_home", "bullying"]


def test_an_exploration_is_remembered_as_it_was() -> None:
    exploration = with_answer(Exploration(), "push", "bullied", BARRIERS)
    assert Exploration.from_json(exploration.as_json()) == exploration
    assert Exploration.from_json({**exploration.as_json(), "else": 1}) == exploration
    assert Exploration.from_json(None) == Exploration() == Exploration.from_json(Exploration().as_json())
