"""Conversations are added to only where nobody else did, and read back as they were written."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.records.faults import AlreadyKept, Conflict, Gone, NotKept
from bot.records.journal import Journal
from bot.records.store import Store
from tests.records.stores import Opens
from tests.records.turns import event, said, small_turn, turn

pytestmark = pytest.mark.model


def test_a_turn_is_read_back_as_it_was_written(store: Store) -> None:
    journal = Journal(store)
    first = turn(
        "c", None, event(1, "session_started"), said(2, "attendance is 87% 👍", "m1"), event(3, "bot", text="ok")
    )
    standing = journal.append(first)
    assert standing.last == 3
    assert journal.events("c") == list(first.events)
    assert journal.standing("c") == standing


def test_a_second_turn_goes_on_with_the_next_number(store: Store) -> None:
    journal = Journal(store)
    standing = journal.append(small_turn("c", None, "lateness"))
    standing = journal.append(small_turn("c", standing, "suspensions"))
    assert [one.number for one in journal.events("c")] == [1, 2, 3, 4]
    assert [one.number for one in journal.events("c", after=2)] == [3, 4]


def test_of_two_who_write_after_the_same_number_the_second_is_refused_and_writes_nothing(opens: Opens) -> None:
    one, other = Journal(opens()), Journal(opens())
    standing = one.append(small_turn("c", None, "lateness"))
    one.append(small_turn("c", standing, "suspensions"))
    with pytest.raises(Conflict):
        other.append(small_turn("c", standing, "figures"))
    assert [event.message_id for event in other.events("c")] == ["lateness", None, "suspensions", None]


def test_two_who_begin_the_same_conversation_do_not_mix(opens: Opens) -> None:
    one, other = Journal(opens()), Journal(opens())
    one.append(small_turn("c", None, "lateness"))
    with pytest.raises(Conflict):
        other.append(small_turn("c", None, "figures"))


def test_a_message_that_was_answered_before_is_not_kept_twice(store: Store) -> None:
    journal = Journal(store)
    standing = journal.append(small_turn("c", None, "lateness"))
    with pytest.raises(AlreadyKept):
        journal.append(small_turn("c", standing, "lateness"))
    assert len(journal.events("c")) == 2


def test_the_same_id_of_a_message_may_be_used_in_another_conversation(store: Store) -> None:
    journal = Journal(store)
    journal.append(small_turn("c", None, "lateness"))
    journal.append(small_turn("d", None, "lateness"))
    assert journal.conversations() == ["c", "d"]


def test_a_turn_for_a_conversation_that_was_erased_meanwhile_does_not_bring_it_back(store: Store) -> None:
    from bot.records.erasing import erase_conversation

    journal = Journal(store)
    standing = journal.append(small_turn("c", None, "lateness"))
    erase_conversation(store, "c")
    with pytest.raises(Gone):
        journal.append(small_turn("c", standing, "suspensions"))
    assert journal.standing("c") is None


def test_a_turn_for_one_that_was_erased_and_begun_again_is_refused(store: Store) -> None:
    from bot.records.erasing import erase_conversation

    journal = Journal(store)
    standing = journal.append(small_turn("c", None, "lateness"))
    erase_conversation(store, "c")
    journal.append(small_turn("c", None, "figures"))
    with pytest.raises(Gone):
        journal.append(small_turn("c", standing, "suspensions"))


def test_the_session_that_is_on_is_read_without_those_before_it(store: Store) -> None:
    journal = Journal(store)
    standing = journal.append(turn("c", None, event(1, "session_started"), said(2, "lateness")))
    journal.append(turn("c", standing, event(3, "action"), event(4, "session_started"), said(5, "figures")))
    found = journal.session("c")
    assert found is not None
    assert [one.number for one in found[1]] == [4, 5]
    assert journal.last_said("c") == 5


def test_there_is_no_standing_of_a_conversation_that_is_not_there(store: Store) -> None:
    assert Journal(store).standing("c") is None
    assert Journal(store).session("c") is None
    assert Journal(store).last_said("c") == 0


@pytest.mark.parametrize("name", ["with a \0 in it", "half \ud83d of a character", "long" * 51])
def test_what_a_database_cannot_hold_is_refused_and_nothing_written(store: Store, name: str) -> None:
    if len(name) > 200 and store.database.is_sqlite:
        return  # SQLite takes any length
    try:
        Journal(store).append(small_turn(name, None, "lateness"))
    except NotKept as refused:
        assert "\n" not in str(refused)
        assert Journal(store).conversations() == []
    else:
        assert Journal(store).conversations() == [name]


def test_words_that_a_database_cannot_hold_are_kept_all_the_same(store: Store) -> None:
    odd = said(1, "a \0, half \ud83d of one, שלום", "m1")
    Journal(store).append(turn("c", None, odd))
    assert Journal(store).events("c") == [odd]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(writers=st.lists(st.integers(0, 2), min_size=1, max_size=12))
def test_whoever_writes_and_however_stale_every_turn_kept_is_there_once_and_in_order(
    store: Store, writers: list[int]
) -> None:
    journal, name = Journal(store), f"c{len(Journal(store).conversations())}"
    known = dict.fromkeys(range(3))
    acknowledged = []
    for place, writer in enumerate(writers):
        try:
            known[writer] = journal.append(small_turn(name, known[writer], f"m{place}"))
            acknowledged.append(f"m{place}")
        except Conflict:
            known[writer] = journal.standing(name)
    events = journal.events(name)
    assert [one.number for one in events] == list(range(1, len(events) + 1))
    assert [one.message_id for one in events if one.kind == "user"] == acknowledged


def test_a_turn_that_names_another_practitioner_stays_with_the_one_who_opened_the_conversation(store: Store) -> None:
    journal = Journal(store)
    standing = journal.append(small_turn("c", None, "lateness", owner="first"))
    assert journal.append(replace(small_turn("c", standing, "more"), practitioner="other")).practitioner == "first"
