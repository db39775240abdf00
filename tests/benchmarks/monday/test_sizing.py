"""What to order follows from who there is, what they do, and what one server bears."""

from __future__ import annotations

from dataclasses import replace

import pytest

from benchmarks.monday.assumed import assumptions, written
from benchmarks.monday.sizing import Measured, Place, peak, places, servers_for, sized, turns_a_year

ASSUMED = replace(
    assumptions(),
    share_in_the_quarter=0.1,
    turns=9,
    think_seconds=20,
    conversations_a_week=2,
    weeks_a_year=50,
    reserve=0.5,
    conversations_kept_days=35,
    connections_of_administrators=3,
)
MEASURED = Measured(
    turns_a_second=20,
    megabytes=400,
    database_milliseconds=10,
    transactions_a_turn=5,
    rows_a_turn=8,
    bytes_a_turn=4_000,
    connections=16,
    most_connections=100,
)


def test_the_peak_is_the_turns_of_all_who_begin_in_the_quarter() -> None:
    assert peak(40_000, ASSUMED) == pytest.approx(40)  # 4,000 people with 9 turns each in 900 seconds


@pytest.mark.parametrize(("turns", "servers"), [(0.1, 1), (10, 1), (10.1, 2), (40, 4)])
def test_servers_have_the_reserve_left_at_the_peak(turns: float, servers: int) -> None:
    assert servers_for(turns, borne=20, reserve=0.5) == servers


def test_a_place_has_no_fewer_servers_than_it_needs_to_go_on_when_one_fails() -> None:
    assert sized(Place("a small authority", 100, 2), ASSUMED, MEASURED).servers == 2


def test_what_is_ordered_is_worked_out_from_the_people() -> None:
    size = sized(Place("many", 40_000, 2), ASSUMED, MEASURED)
    assert (size.servers, size.megabytes, size.at_once) == (4, 1_600, 800)
    assert (size.database_cores, size.transactions_a_second) == pytest.approx((0.4, 200))
    assert turns_a_year(40_000, ASSUMED) == 36_000_000
    assert (size.rows_a_year, size.gigabytes_a_year) == pytest.approx((288_000_000, 144))


def test_of_a_year_there_is_at_any_time_what_the_days_of_keeping_leave() -> None:
    assert sized(Place("many", 40_000, 2), ASSUMED, MEASURED).gigabytes_kept == pytest.approx(14.4)  # 5 of 50 weeks


def test_connections_are_for_one_server_more_and_the_database_never_allows_fewer_than_it_did() -> None:
    many, team = (sized(Place("some", people, 1), ASSUMED, MEASURED) for people in (70_000, 7))
    assert (many.servers, many.connections, many.connections_to_allow) == (7, 128, 131)
    assert (team.servers, team.connections, team.connections_to_allow) == (1, 32, 100)


def test_places_go_from_a_team_to_everybody() -> None:
    found = places(ASSUMED)
    assert [place.people for place in found] == sorted(place.people for place in found)
    assert found[0].least_servers == 1
    assert found[-1].people == ASSUMED.people


def test_each_figure_has_a_source_or_is_said_to_be_an_assumption() -> None:
    assert [name for name, entry in written().items() if ("source" in entry) == ("assumed" in entry)] == []


def test_a_figure_that_is_missing_is_named() -> None:
    with pytest.raises(KeyError, match="reserve"):
        assumptions({name: entry for name, entry in written().items() if name != "reserve"})
