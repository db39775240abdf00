"""What of a turn is kept as records: worked out from the turn's own events, so that one thing stays one record."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bot.records.keeping import Kept, records_of
from bot.records.record import Course, Event
from tests.records.turns import ORIGIN, TODAY, answered, event, remembered, said


def kept(*events: Event, course: Course | None = None, **slots: Any) -> Kept:
    """What is kept of a turn."""
    return records_of("c", events, slots, course or Course(), ORIGIN, TODAY)


def walkthrough(position: int = 1, state: str = "asking", **notes: str) -> dict[str, Any]:
    return {"position": position, "notes": notes, "skipped": [], "state": state}


def test_a_walk_through_is_kept_once_something_is_noted_with_what_it_says_of_the_child() -> None:
    begun = kept(said(1, "start"), remembered(2, "walkthrough", walkthrough()))
    assert begun.drafts == ()
    noted = walkthrough(2, attendance="87%")
    turn = kept(remembered(5, "walkthrough", noted), course=begun.course, child={"attendance": "87"})
    (draft,) = turn.drafts
    assert (draft.kind, draft.number, draft.state) == ("walk_through", 2, "asking")
    assert draft.body == {"walkthrough": noted, "child": {"attendance": "87"}}


def test_a_walk_through_stays_one_record_over_many_turns() -> None:
    first = kept(remembered(2, "walkthrough", walkthrough(2, attendance="87%")))
    more = kept(remembered(9, "walkthrough", walkthrough(3, attendance="87%", lateness="14")), course=first.course)
    ended = kept(remembered(14, "walkthrough", walkthrough(3, "stopped", attendance="87%")), course=more.course)
    assert len({turn.drafts[0].id for turn in (first, more, ended)}) == 1
    assert ended.drafts[0].state == "stopped"


def test_a_walk_through_that_is_started_anew_is_another_record() -> None:
    first = kept(remembered(2, "walkthrough", walkthrough(7, "finished", attendance="87%")))
    anew = kept(remembered(9, "walkthrough", walkthrough()), course=first.course)
    noted = kept(remembered(14, "walkthrough", walkthrough(2, attendance="95%")), course=anew.course)
    assert noted.drafts[0].id != first.drafts[0].id
    assert noted.drafts[0].number == 9


@pytest.mark.parametrize("between", [remembered(5, "child", None), event(5, "session_started")])
def test_another_child_and_another_session_begin_other_records(between: Event) -> None:
    first = kept(remembered(2, "walkthrough", walkthrough(2, attendance="87%")))
    left = kept(between, course=first.course)
    assert left.drafts == () and left.course == Course(child_from=5)
    second = kept(remembered(8, "walkthrough", walkthrough(2, attendance="95%")), course=left.course)
    assert second.drafts[0].id != first.drafts[0].id


def test_a_walk_through_that_is_carried_on_with_stays_the_record_it_was() -> None:
    events = (
        remembered(2, "walkthrough", walkthrough(2, attendance="87%")),
        remembered(3, "carried_on", "from before"),
    )
    taken_up = kept(*events)
    more = kept(remembered(9, "walkthrough", walkthrough(3, attendance="87%", lateness="14")), course=taken_up.course)
    assert [one.id for one in (*taken_up.drafts, *more.drafts)] == ["from before", "from before"]
    anew = kept(remembered(12, "walkthrough", walkthrough()), course=more.course)
    assert anew.course.begun["walk_through"].id != "from before"


PARTS = {"what": "Ring the school", "how_much": "twice", "by_whom": "me", "by_when": "by 12 December 2026"}
WHOLE = {**PARTS, "how_reviewed": "at the CIN review on 14 December 2026"}


def test_a_smart_action_is_one_record_from_its_first_part_to_its_last() -> None:
    begun = kept(remembered(2, "smart", {}))
    assert begun.drafts == ()
    built = kept(remembered(5, "smart", PARTS), course=begun.course)
    done = kept(answered(9, "Here it is.", smart=WHOLE), remembered(10, "smart", None), course=built.course)
    assert [(one.state, one.due) for one in (*built.drafts, *done.drafts)] == [
        ("building", date(2026, 12, 12)),
        ("finished", date(2026, 12, 14)),
    ]
    assert built.drafts[0].id == done.drafts[0].id
    assert done.drafts[0].body == {"smart": WHOLE}


def test_a_smart_action_told_in_one_message_is_kept_finished() -> None:
    (draft,) = kept(answered(2, "Here it is.", smart=WHOLE), remembered(3, "smart", None)).drafts
    assert (draft.state, draft.body) == ("finished", {"smart": WHOLE})


def test_a_smart_action_that_is_stopped_keeps_what_was_said_of_it() -> None:
    built = kept(remembered(2, "smart", PARTS))
    stopped = kept(answered(8, "Stopped."), remembered(9, "smart", None), course=built.course)
    (draft,) = stopped.drafts
    assert (draft.id, draft.state, draft.body) == (built.drafts[0].id, "stopped", None)
    assert stopped.course.begun == {}


def test_the_next_smart_action_is_another_record() -> None:
    first = kept(answered(2, "Here.", smart=WHOLE), remembered(3, "smart", None))
    second = kept(remembered(8, "smart", {"what": "Visit"}), course=first.course)
    assert first.drafts[0].id != second.drafts[0].id


def test_a_stop_with_nothing_built_keeps_nothing() -> None:
    assert kept(remembered(3, "smart", None)).drafts == ()


def test_an_impact_is_kept_with_its_facts_and_what_gave_it() -> None:
    turn = kept(said(1, "87%"), answered(2, "24.7 days", impact={"days_missed": 24.7}), child={"attendance": "87"})
    (draft,) = turn.drafts
    assert draft.body == {"impact": {"days_missed": 24.7}, "child": {"attendance": "87"}}
    assert (draft.edition, draft.rules) == ("england 2026-11", "7")


def test_each_suggestion_is_a_record_of_its_own() -> None:
    first = kept(answered(2, "Flag.", escalation={"level": "flag"}))
    second = kept(answered(6, "Flag.", escalation={"level": "flag"}))
    assert [one.kind for one in (*first.drafts, *second.drafts)] == ["escalation", "escalation"]
    assert first.drafts[0].id != second.drafts[0].id


def rehearsal(seed: int, turns: int, state: str = "on") -> dict[str, Any]:
    spoken = [{"said": {"text": "What's school like?", "label": "invitation", "flags": []}}] * turns
    return {"state": state, "rehearsal": {"child": "theo", "seed": seed}, "turns": spoken, "before": None}


def test_a_rehearsal_is_kept_once_something_was_said_in_it_and_stays_one_record() -> None:
    begun = kept(remembered(2, "rehearsal", rehearsal(7, 0)))
    first = kept(remembered(5, "rehearsal", rehearsal(7, 1)), course=begun.course)
    ended = kept(
        answered(8, "Well done.", feedback={"turns": 2}),
        remembered(9, "rehearsal", rehearsal(7, 2, "finished")),
        course=first.course,
    )
    assert begun.drafts == ()
    assert first.drafts[0].id == ended.drafts[0].id
    assert ended.drafts[0].state == "finished"
    assert ended.drafts[0].body["feedback"] == {"turns": 2}


def test_another_rehearsal_is_another_record() -> None:
    one, other = (kept(remembered(5, "rehearsal", rehearsal(seed, 1))) for seed in (7, 8))
    assert one.drafts[0].id != other.drafts[0].id


def test_what_is_declined_is_kept_in_the_words_that_were_stored() -> None:
    turn = kept(said(1, "what does [name] like to eat"), answered(2, "I can't help.", content=["out_of_scope"]))
    assert [(one.kind, one.body) for one in turn.drafts] == [("declined", {"text": "what does [name] like to eat"})]


def test_nothing_typed_is_nothing_declined() -> None:
    assert kept(said(1, "  "), answered(2, "I can't help.", content=["out_of_scope"])).drafts == ()


def test_questions_that_were_looked_at_are_kept_with_what_was_said_of_them() -> None:
    custom = {"content": ["questions.check"], "sources": [{"document": "d"}], "questions": [{"label": "option_posing"}]}
    (draft,) = kept(said(1, "Do you like maths?"), answered(2, "1. yes/no", **custom), child={"age": 9}).drafts
    assert draft.kind == "question_list"
    assert draft.body == {"text": "Do you like maths?", "questions": [{"label": "option_posing"}], "child": {"age": 9}}
    assert kept(said(1, "stop"), answered(2, "Good luck.", content=["questions.check"])).drafts == ()


def test_an_ordinary_answer_keeps_no_record() -> None:
    assert kept(said(1, "lateness"), answered(2, "Ask for…", content=["checklist.lateness"])) == Kept((), Course())


def test_the_reference_that_is_remembered_is_that_of_the_course() -> None:
    assert kept(remembered(2, "reference", "AB12"), reference="AB12").course.reference == "AB12"
    assert kept(remembered(4, "child", None), course=Course(reference="AB12")).course.reference is None


def test_a_message_without_anything_beside_its_text_is_read_as_well() -> None:
    assert kept(event(1, "bot", text="Hello", data={}), event(2, "bot", text="Hello")).drafts == ()
