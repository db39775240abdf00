"""People at the guide's page on a Monday. When they press send is drawn before, and their wait counts from then."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import cycle

import aiohttp

from benchmarks.monday.arrivals import Visit
from benchmarks.people import AtThePage, NotAnswered

FAILURES = (NotAnswered, aiohttp.ClientError, OSError, asyncio.TimeoutError)


class WithItsStream(AtThePage):
    """A person whose page is open: a session, and a stream of what is said in their conversation."""

    stream: asyncio.Task[None] | None = None

    async def begin(self) -> None:
        """See Person."""
        await super().begin()
        self.stream = asyncio.create_task(self._listen())

    async def _listen(self) -> None:
        no_end = aiohttp.ClientTimeout(total=None)
        with suppress(*FAILURES):
            address = f"{self._address}/conversation/events"
            async with self._client.get(address, headers=self._headers, timeout=no_end) as got:
                async for _ in got.content.iter_any():
                    pass

    @property
    def is_open(self) -> bool:
        """Whether the page is open."""
        return self.stream is not None

    def leave(self) -> None:
        """Closes the page."""
        if self.stream is not None:
            self.stream.cancel()
            self.stream = None


@dataclass(frozen=True)
class Turn:
    """A turn: the second that send was pressed in, how many seconds later it was answered, and whether that failed.

    `late` are the seconds that the client was late by, and not the server: the person was there with their answer.
    """

    pressed: float
    waited: float
    late: float
    failed: bool


@dataclass
class Monday:
    """What came of a morning so far: turns that ended, and the seconds in which a page was to open and didn't."""

    begun: float
    turns: list[Turn] = field(default_factory=list)
    shut_out: list[float] = field(default_factory=list)

    def now(self) -> float:
        """Seconds since it began."""
        return time.perf_counter() - self.begun

    async def until(self, second: float) -> None:
        """Returns at a second, or at once where it is over."""
        await asyncio.sleep(max(0.0, second - self.now()))


async def visit(person: WithItsStream, planned: Visit, messages: Sequence[str], monday: Monday) -> None:
    """One person's visit: opens the page where it isn't open, and closes it after the last answer."""
    await monday.until(planned.opens)
    if not person.is_open:
        try:
            await person.begin()
        except FAILURES:
            monday.shut_out.append(planned.opens)
            return
    answered = monday.now()
    for pressed, text in zip(planned.presses, cycle(messages), strict=False):
        await monday.until(pressed)
        late = monday.now() - max(pressed, answered)
        failed = await fails(person, text)
        answered = monday.now()
        monday.turns.append(Turn(pressed, answered - pressed, late, failed))
    person.leave()


async def fails(person: WithItsStream, text: str) -> bool:
    """Says something, and returns whether it wasn't answered."""
    try:
        await person.say(text)
    except FAILURES:
        return True
    return False
