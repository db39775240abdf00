"""What to order for so many people: plain arithmetic on what was assumed and what was measured."""

from __future__ import annotations

import math
from dataclasses import dataclass

from benchmarks.monday.assumed import Assumptions

QUARTER = 15 * 60
"""Seconds in which those who begin on Monday at 9 do."""

GIGABYTE = 1e9


@dataclass(frozen=True)
class Measured:
    """What one server bears (turns a second), holds (resident megabytes) and asks of the database for each turn.

    `connections` is the most that a server holds, `most_connections` what PostgreSQL allows as it comes.
    """

    turns_a_second: float
    megabytes: float
    database_milliseconds: float
    transactions_a_turn: float
    rows_a_turn: float
    bytes_a_turn: float
    connections: int
    most_connections: int


@dataclass(frozen=True)
class Place:
    """Who is to be served: so many people, by so many servers at least."""

    title: str
    people: int
    least_servers: int


@dataclass(frozen=True)
class Size:
    """What a place needs. Turns, transactions and the database's cores are those of the peak; rows and gigabytes
    are what a year writes, and `gigabytes_kept` what of it there is at any time."""

    title: str
    people: int
    at_once: int
    turns_a_second: float
    servers: int
    megabytes: float
    database_cores: float
    transactions_a_second: float
    rows_a_year: float
    gigabytes_a_year: float
    gigabytes_kept: float
    connections: int
    connections_to_allow: int


def places(assumed: Assumptions) -> list[Place]:
    """From one team to every authority of England. All but a team go on when one server fails."""
    mean = assumed.people / assumed.authorities
    return [
        Place("one team", assumed.team, 1),
        Place("an authority of middling size", round(mean), 2),
        Place("the largest authority", round(mean * assumed.largest_authority), 2),
        Place("a region", round(assumed.people / assumed.regions), 2),
        Place(f"all {assumed.authorities} authorities", assumed.people, 2),
    ]


def peak(people: int, assumed: Assumptions) -> float:
    """Turns a second of the busiest quarter of an hour, once as many leave as come."""
    return people * assumed.share_in_the_quarter * assumed.turns / QUARTER


def servers_for(turns_a_second: float, borne: float, reserve: float) -> int:
    """The fewest servers that have the reserve (0 to 1) free, where each bears so many turns a second."""
    return math.ceil(turns_a_second / (borne * (1 - reserve)))


def turns_a_year(people: int, assumed: Assumptions) -> float:
    """All turns of a year."""
    return people * assumed.conversations_a_week * assumed.weeks_a_year * assumed.turns


def sized(place: Place, assumed: Assumptions, measured: Measured) -> Size:
    """What a place needs, one server beyond it during an upgrade included in its connections."""
    at_peak = peak(place.people, assumed)
    servers = max(place.least_servers, servers_for(at_peak, measured.turns_a_second, assumed.reserve))
    year = turns_a_year(place.people, assumed)
    gigabytes = year * measured.bytes_a_turn / GIGABYTE
    # Conversations are made in the weeks of work, and kept for days of the calendar.
    busy_share = assumed.conversations_kept_days / 7 / assumed.weeks_a_year
    connections = (servers + 1) * measured.connections
    return Size(
        title=place.title,
        people=place.people,
        at_once=math.ceil(at_peak * assumed.think_seconds),
        turns_a_second=at_peak,
        servers=servers,
        megabytes=servers * measured.megabytes,
        database_cores=at_peak * measured.database_milliseconds / 1000,
        transactions_a_second=at_peak * measured.transactions_a_turn,
        rows_a_year=year * measured.rows_a_turn,
        gigabytes_a_year=gigabytes,
        gigabytes_kept=gigabytes * busy_share,
        connections=connections,
        connections_to_allow=max(measured.most_connections, connections + assumed.connections_of_administrators),
    )
