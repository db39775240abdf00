"""From what was measured to what is told: sizes by arithmetic, and a simulated Monday that shows whether they hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from random import Random
from typing import Any

from benchmarks.monday.arrivals import Habits, Visit, coming, seated
from benchmarks.monday.assumed import Assumptions
from benchmarks.monday.simulation import Fleet, Killed, stretched, told, waits
from benchmarks.monday.sizing import QUARTER, Measured, places, sized
from bot.records.database import MOST_CONNECTIONS

FIVE_PAST = 5 * 60
SEED = 9


def reckoned(figures: Mapping[str, Any], assumed: Assumptions) -> dict[str, Any]:
    """`sizes`, and `simulated` mornings of everybody, from the figures measured."""
    taken = taken_from(figures, assumed)
    sizes = [sized(place, assumed, taken) for place in places(assumed)]
    service = stretched(figures["alone"]["service_milliseconds"], taken.turns_a_second)
    return {
        "sizes": [asdict(size) for size in sizes],
        "simulated": mornings(assumed, sizes[-1].servers, service),
        "held_against": held_against(figures, assumed, service),
    }


def taken_from(figures: Mapping[str, Any], assumed: Assumptions) -> Measured:
    """What one server was measured to bear, hold and ask for."""
    one, turn = figures["servers"]["1"], figures["alone"]
    return Measured(
        turns_a_second=one["turns_a_second"],
        megabytes=one["megabytes"],
        database_milliseconds=turn["database_milliseconds"],
        transactions_a_turn=turn["transactions_a_turn"],
        rows_a_turn=turn["rows_a_turn"],
        bytes_a_turn=turn["bytes_a_turn"],
        connections=MOST_CONNECTIONS + assumed.connections_beside,
        most_connections=int(turn["most_connections"]),
    )


@dataclass(frozen=True)
class Begun:
    """Everybody who begins between 9:00 and 9:15: how many, and when any of them presses send."""

    people: int
    presses: Sequence[float]


def begun(assumed: Assumptions, times: float = 1) -> Begun:
    """`times` as many people as assumed."""
    habits = Habits(assumed.turns, assumed.think_seconds)
    rate = assumed.people * assumed.share_in_the_quarter * times / QUARTER
    visits = coming(rate, 0, QUARTER, habits, Random(SEED))
    return Begun(len(visits), pressed(visits))


def mornings(assumed: Assumptions, servers: int, service: list[float]) -> list[dict[str, Any]]:
    """Mondays of everybody: on the servers of the table, with one fewer, with one killed at 9:05, with more people."""
    everybody, ordered = begun(assumed), Fleet(servers, service)
    return [
        morning("as ordered", everybody, ordered),
        morning("one server fewer", everybody, Fleet(max(1, servers - 1), service)),
        with_one_gone(everybody, ordered, assumed.sent_again_after_seconds),
        morning("half as many people again", begun(assumed, 1.5), ordered),
        morning("twice as many people", begun(assumed, 2), ordered),
    ]


def with_one_gone(everybody: Begun, fleet: Fleet, after: float) -> dict[str, Any]:
    """A Monday with a server gone for good, at the first tenth of a second from 9:05 on in which it has a turn.

    What it held is sent again `after` so many seconds.
    """
    title = "one server's machine gone at 9:05"
    tries = (morning(title, everybody, fleet, Killed(FIVE_PAST + tenths / 10, after)) for tenths in range(QUARTER))
    return next(found for found in tries if found["longest"] >= after * 1000)


def morning(title: str, begun: Begun, fleet: Fleet, killed: Killed | None = None) -> dict[str, Any]:
    """One Monday: everybody who begins between 9:00 and 9:15 is answered."""
    found = told(waits(begun.presses, fleet, Random(SEED), killed))
    turns = len(begun.presses)
    return {"title": title, "servers": fleet.servers, "people": begun.people, "turns": turns, **found}


def held_against(figures: Mapping[str, Any], assumed: Assumptions, service: list[float]) -> list[dict[str, float]]:
    """The 95th percentile of each step that one real server bore, and that of the simulated one."""
    habits, seconds = Habits(assumed.turns, assumed.think_seconds), figures["seconds_a_step"]
    found = []
    for step in figures["servers"]["1"]["steps"]:
        rate, drawn = step["wanted"], Random(SEED)
        people = seated(rate, 0, habits, drawn) + coming(rate / habits.turns, 0, seconds, habits, drawn)
        presses = [press for press in pressed(people) if press < seconds]
        simulated = told(waits(presses, Fleet(1, service), drawn))
        if step["borne"]:
            found.append({"turns_a_second": rate, "measured": step["p95"], "simulated": simulated["p95"]})
    return found


def pressed(visits: list[Visit]) -> list[float]:
    """When anybody presses send, in order."""
    return sorted(press for visit in visits for press in visit.presses)
