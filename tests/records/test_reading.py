"""A practitioner's records are read back as they were kept, by them alone."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
import sqlalchemy as sa

from bot.records.desks import Desks
from bot.records.erasing import erase_conversation
from bot.records.exporting import export
from bot.records.faults import Conflict
from bot.records.journal import Journal
from bot.records.reading import Records
from bot.records.record import Standing
from bot.records.store import Store
from tests.records.turns import answered, event, remembered, said, turn

pytestmark = pytest.mark.model

NOTED = {"position": 2, "notes": {"attendance": "87%"}, "skipped": [], "state": "asking"}
ACTION = {"what": "Ring the school", "by_when": "by 12 December 2026"}


def assessed(store: Store, conversation: str, standing: Standing | None, attendance: str, **slots: Any) -> Standing:
    """A turn in which an attendance was told and its impact given."""
    number = standing.last if standing else 0
    events = (said(number + 1, f"{attendance}%"), answered(number + 2, "…", impact={"attendance": attendance}))
    slots = {"child": {"attendance": attendance}, **slots}
    return Journal(store).append(turn(conversation, standing, *events, **slots))


def test_a_record_is_read_back_with_all_that_was_kept(store: Store) -> None:
    Journal(store).append(turn("c", None, remembered(1, "walkthrough", NOTED), child={"attendance": "87"}))
    (record,) = Records(store).of("worker")
    assert (record.kind, record.state, record.conversation, record.practitioner) == (
        "walk_through",
        "asking",
        "c",
        "worker",
    )
    assert record.body == {"walkthrough": NOTED, "child": {"attendance": "87"}}
    assert record.made == record.changed and record.made.tzinfo is not None
    assert Records(store).one("worker", record.id) == record


def test_nobody_reads_another_practitioners_records(store: Store) -> None:
    Journal(store).append(turn("c", None, remembered(1, "walkthrough", NOTED), owner="worker"))
    (record,) = Records(store).of("worker")
    assert Records(store).of("other") == []
    assert Records(store).one("other", record.id) is None
    assert Records(store).owner("c") == "worker" and Records(store).owner("d") is None


def test_a_record_told_over_two_turns_is_there_once_and_as_it_is_last(store: Store) -> None:
    journal = Journal(store)
    standing = journal.append(turn("c", None, remembered(1, "walkthrough", NOTED)))
    done = {**NOTED, "state": "finished"}
    journal.append(turn("c", standing, remembered(2, "walkthrough", done)))
    (record,) = Records(store).of("worker")
    assert record.state == "finished" and record.changed > record.made


def test_records_are_found_by_kind_and_by_what_is_unfinished(store: Store) -> None:
    journal = Journal(store)
    standing = journal.append(turn("c", None, remembered(1, "walkthrough", NOTED), remembered(2, "smart", ACTION)))
    assessed(store, "c", standing, "87")
    records = Records(store)
    assert [one.kind for one in records.of("worker", kind="impact")] == ["impact"]
    assert {one.kind for one in records.unfinished("worker")} == {"walk_through", "smart_action"}
    assert all(one.is_unfinished for one in records.unfinished("worker"))


def test_what_is_due_is_found_until_a_day(store: Store) -> None:
    Journal(store).append(turn("c", None, remembered(1, "smart", ACTION)))
    records = Records(store)
    assert records.due("worker", date(2026, 12, 11)) == []
    assert [one.due for one in records.due("worker", date(2026, 12, 12))] == [date(2026, 12, 12)]
    assert records.due("other", date(2027, 1, 1)) == []


def test_a_reference_is_given_to_what_was_kept_before_it_was_told_and_found_in_any_case(store: Store) -> None:
    standing = Journal(store).append(turn("c", None, remembered(1, "walkthrough", NOTED)))
    assessed(store, "c", standing, "87", reference="AB 12")
    found = Records(store).of("worker", reference="ab  12")
    assert {(one.kind, one.reference) for one in found} == {("walk_through", "AB 12"), ("impact", "AB 12")}
    assert Records(store).of("worker", reference="CD 34") == []


def test_a_reference_is_not_given_to_the_child_before(store: Store) -> None:
    standing = assessed(store, "c", None, "87")
    standing = Journal(store).append(turn("c", standing, remembered(standing.last + 1, "child", None)))
    assessed(store, "c", standing, "95", reference="CD34")
    assert [one.reference for one in Records(store).of("worker", kind="impact")] == ["CD34", None]


def test_a_record_carried_on_with_keeps_its_reference_and_is_erased_with_the_conversation_it_is_in(
    store: Store,
) -> None:
    journal, records = Journal(store), Records(store)
    journal.append(turn("c", None, remembered(1, "walkthrough", NOTED), reference="AB12"))
    (kept,) = records.of("worker")
    done = {**NOTED, "state": "finished"}
    journal.append(turn("d", None, remembered(1, "walkthrough", done), remembered(2, "carried_on", kept.id)))
    (carried_on,) = records.of("worker", reference="AB12")
    assert (carried_on.id, carried_on.state, carried_on.conversation) == (kept.id, "finished", "d")
    erase_conversation(store, "d")
    assert records.of("worker") == []


def test_nobody_carries_on_with_another_practitioners_record(store: Store) -> None:
    journal = Journal(store)
    journal.append(turn("c", None, remembered(1, "walkthrough", NOTED), owner="worker"))
    (theirs,) = Records(store).of("worker")
    done = {**NOTED, "state": "finished"}
    with pytest.raises(Conflict):
        events = (remembered(1, "walkthrough", done), remembered(2, "carried_on", theirs.id))
        journal.append(turn("d", None, *events, owner="other"))
    assert Records(store).of("worker") == [theirs] and Records(store).of("other") == []


def test_what_is_not_of_a_case_gets_no_reference(store: Store) -> None:
    declined = (said(1, "who won the cup"), answered(2, "I can't help.", content=["out_of_scope"]))
    Journal(store).append(turn("c", None, *declined, reference="AB12"))
    assert [one.reference for one in Records(store).of("worker")] == [None]


def test_a_reference_is_not_in_the_database_in_words(store: Store) -> None:
    assessed(store, "c", None, "87", reference="ZEBRA-77")
    with store.database.reading() as connection:
        rows = connection.execute(sa.text("SELECT * FROM record")).all()
        rows += connection.execute(sa.text("SELECT * FROM conversation")).all()
    assert "zebra" not in repr(rows).casefold()


def test_the_figures_of_one_reference_are_read_over_time(store: Store) -> None:
    standing = None
    for attendance in ("94", "94", "187/2", "90"):
        standing = assessed(store, "c", standing, attendance, reference="AB12")
    assessed(store, "d", None, "50", reference="CD34")
    figures = Records(store).figures("worker", "AB12")
    assert [figure.attendance for figure in figures] == [94, Fraction(187, 2), 90]
    assert figures == sorted(figures, key=lambda figure: figure.at)
    assert Records(store).figures("other", "AB12") == []


def test_a_practitioner_has_the_conversation_open_that_was_opened_last_until_it_is_closed(store: Store) -> None:
    desks = Desks(store)
    assert desks.conversation_of("worker") is None
    desks.opened("worker", "c")
    assert desks.conversation_of("worker") == "c"
    desks.closed("c")
    assert desks.conversation_of("worker") is None
    desks.opened("worker", "d")
    assert (desks.conversation_of("worker"), desks.conversation_of("other")) == ("d", None)


def test_the_first_turn_of_an_opened_conversation_is_the_practitioners(store: Store) -> None:
    Desks(store).opened("worker", "c")
    standing = Journal(store).standing("c")
    assert standing is not None and standing.last == 0
    assert Journal(store).append(turn("c", standing, said(1, "lateness"), owner="c")).practitioner == "worker"


def test_whether_an_answer_helped_is_kept_once_with_what_it_answered(store: Store) -> None:
    events = (said(1, "who is the EWO"), answered(2, "An…", content=["glossary"]), answered(3, "And…"))
    Journal(store).append(turn("c", None, *events))
    desks = Desks(store)
    desks.rated("c", 2, True)
    desks.rated("c", 2, False)
    (record,) = Records(store).of("worker", kind="rating")
    assert record.state == "unhelpful"
    assert record.body == {"helpful": False, "number": 2, "content": ["glossary"], "text": "who is the EWO"}


@pytest.mark.parametrize(("conversation", "number"), [("c", 1), ("c", 9), ("d", 2)])
def test_only_what_the_guide_said_can_be_rated(store: Store, conversation: str, number: int) -> None:
    Journal(store).append(turn("c", None, said(1, "lateness"), answered(2, "…")))
    Desks(store).rated(conversation, number, True)
    assert Records(store).of("worker", kind="rating") == []


def test_an_export_gives_all_that_is_kept_of_a_practitioner_and_nothing_of_others(store: Store) -> None:
    Journal(store).append(turn("c", None, event(1, "session_started"), said(2, "87%"), answered(3, "24.7 days")))
    assessed(store, "d", None, "87", reference="AB12")
    Journal(store).append(turn("e", None, said(1, "of another"), owner="other"))
    exported = export(store, "worker")
    assert exported is not None
    assert [[one["text"] for one in its["said"]] for its in exported["conversations"]] == [
        ["87%", "24.7 days"],
        ["87%", "…"],
    ]
    assert [(one["kind"], one["reference"]) for one in exported["records"]] == [("impact", "AB12")]
    assert export(store, "nobody") is None
