"""Whole conversations with every child: an all-open, an all-closed and a blaming interviewer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bot.guidance.loading import read
from bot.rehearsal.child import Said
from tests.rehearsal.conversing import CHILDREN, GUIDANCE, IDS, held
from tests.rows import every_row

TRANSCRIPTS = Path(__file__).parent / "transcripts"


def transcript(child_id: str, interviewer: str) -> list[dict[str, Any]]:
    """The turns of one interviewer."""
    turns: list[dict[str, Any]] = read(TRANSCRIPTS / f"{child_id}.yml")[interviewer]["turns"]
    assert len(turns) <= 20
    return turns


def said(turns: list[dict[str, Any]]) -> list[Said]:
    """What is said in these turns."""
    return [Said(turn["says"], turn["label"]) for turn in turns]


def test_every_child_has_transcripts() -> None:
    assert sorted(path.stem for path in TRANSCRIPTS.glob("*.yml")) == sorted(IDS)


@every_row("seed", range(5))
@every_row("child_id", IDS)
def test_an_all_open_interviewer_gets_the_whole_story(child_id: str, seed: int) -> None:
    child = GUIDANCE.child(child_id)
    turns = transcript(child_id, "open")
    rehearsal, replies = held(child, said(turns), seed)
    assert set(rehearsal.said) == {layer.id for layer in child.layers}
    assert [list(reply.layers) for reply in replies] == [turn.get("brings", []) for turn in turns]


@every_row("seed", range(5))
@every_row("child_id", IDS)
def test_an_all_closed_interviewer_gets_under_a_quarter_of_it(child_id: str, seed: int) -> None:
    child = GUIDANCE.child(child_id)
    rehearsal, _ = held(child, said(transcript(child_id, "closed")), seed)
    assert len(rehearsal.said) < len(child.layers) / 4


@every_row("seed", range(5))
@every_row("child_id", IDS)
def test_a_blaming_interviewer_is_closed_out(child_id: str, seed: int) -> None:
    child = GUIDANCE.child(child_id)
    rehearsal, replies = held(child, said(transcript(child_id, "blaming")), seed)
    assert rehearsal.shut and not rehearsal.said
    assert rehearsal.trust < min(0.1, child.trust.start)
    assert {reply.text for reply in replies} <= {*child.shut, *child.silence}


@every_row("child", CHILDREN, ids=IDS)
def test_a_plain_open_question_on_every_subject_and_then_what_else_gets_the_whole_story(child: Any) -> None:
    turns = [Said(f"Tell me about {subject.title}.", "invitation") for subject in child.subjects.values()]
    turns += [Said("What else would you like me to know?", "invitation")] * (20 - len(turns))
    assert len(held(child, turns)[0].said) == len(child.layers)
