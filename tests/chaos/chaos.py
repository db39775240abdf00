"""One run: people talk while faults come, and then what was stored is held against what they were told."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

from bot.runtime.model import trained_model
from tests.channels.web.serving import Event
from tests.chaos.checking import kept_otherwise, seconds_beyond, strange_words, unclear_refusals
from tests.chaos.faults import Faults, Lasted
from tests.chaos.fleet import Server, settings_for
from tests.chaos.people import Person, Turn
from tests.chaos.proxy import Proxy
from tests.records.postgres import Postgres

PAGES_AT_ONCE = 4


@dataclass(frozen=True)
class Size:
    """How many people say how many things each, and the seconds that pass between two, and between two faults."""

    people: int
    turns: int
    pause: float
    rest: float


@dataclass(frozen=True)
class Result:
    """What came of a run. `people` said all that they had to, and were answered.

    `kept_otherwise` says which turns were lost, doubled or out of order, `strange` who was shown somebody else's words,
    and `unclear` has the refusals of which nobody would know what to do.
    """

    people: Sequence[Person]
    lasted: Sequence[Lasted]
    kept_otherwise: Sequence[str]
    strange: Sequence[str]
    unclear: set[str]

    @property
    def turns(self) -> list[Turn]:
        """All turns."""
        return [turn for person in self.people for turn in person.turns]

    @property
    def longest_beyond(self) -> float:
        """Seconds that somebody waited longer than any fault lasted."""
        return max(seconds_beyond(turn, self.lasted) for turn in self.turns)


async def on_postgresql(folder: Path, postgres: Postgres, size: Size, servers: int = 3, seed: int = 0) -> Result:
    """Several servers on one PostgreSQL, which runs. Raises AssertionError for a server that doesn't start."""
    proxy = Proxy(postgres.port)
    await proxy.start()
    database = postgres.new_database().replace(f":{postgres.port}/", f":{proxy.port}/")
    fleet = fleet_of(servers, folder, database)
    try:
        return await run(fleet, Faults(fleet, seed, postgres, proxy), size)
    finally:
        await proxy.stop()


async def on_sqlite(folder: Path, size: Size, seed: int = 0) -> Result:
    """One server on SQLite. Raises AssertionError where it doesn't start."""
    fleet = fleet_of(1, folder, f"sqlite:///{folder / 'guide.db'}")
    return await run(fleet, Faults(fleet, seed), size)


def fleet_of(servers: int, folder: Path, database: str) -> list[Server]:
    """So many servers, not started yet."""
    trained_model()
    settings = settings_for(database)
    return [Server(folder, str(place), settings) for place in range(servers)]


async def histories_of(people: Sequence[Person]) -> list[list[Event]]:
    """What each is shown who opens the page again, a few at once: they have far more turns than people have, and would
    wait for each other."""
    few = asyncio.Semaphore(PAGES_AT_ONCE)

    async def history_of(person: Person) -> list[Event]:
        async with few:
            return await person.history()

    return await asyncio.gather(*(history_of(person) for person in people))


async def run(fleet: Sequence[Server], faults: Faults, size: Size) -> Result:
    """Starts the servers, lets people talk while each fault comes at least once, and stops the servers."""
    async with AsyncExitStack() as stack:
        for server in fleet:
            server.start()
            stack.callback(server.kill)
        for server in fleet:
            await server.ready()
        people = [Person(place, fleet, size.pause) for place in range(size.people)]
        for person in people:
            await person.open()
        all_faults_were = asyncio.Event()
        talking = asyncio.gather(*(person.talk(size.turns, all_faults_were) for person in people))
        try:
            while not talking.done():
                await faults.one_round(size.rest, talking.done)
                all_faults_were.set()
            await talking
        finally:
            talking.cancel()
        try:
            histories = await histories_of(people)
        finally:
            for server in fleet:
                await server.ready()  # one that ended by itself is told of with its log
    stored = list(zip(people, histories, strict=True))
    lost = [one for person, its in stored for one in kept_otherwise(person, its)]
    strange = [one for person, its in stored for one in strange_words(person, its)]
    return Result(people, faults.lasted, lost, strange, unclear_refusals(people))
