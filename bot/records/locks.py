"""A lock for each conversation across the servers of one PostgreSQL: its advisory locks.

PostgreSQL grants a lock to one at a time, wakes who waits in the order in which they came, and frees what a server held
whose connection is gone. That a lock may be lost with its connection while its holder still works is why a turn is also
compared on saving (bot/records/journal.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from queue import Empty, LifoQueue

from bot.records.database import BUSY_SECONDS, Database
from bot.records.faults import NotKept
from bot.records.line import Line, SharedLine
from bot.records.notices import CHANNEL

MOST_WAITING = 4
"""Conversations of one server that may wait, at a time, for another server's turn: each needs a line of its own."""

TRY = "SELECT pg_try_advisory_lock(hashtextextended(%(name)s, 0))"
WAIT = "SELECT pg_advisory_lock(hashtextextended(%(name)s, 0))"
FREE = "SELECT pg_advisory_unlock(hashtextextended(%(name)s, 0))"
FREE_AND_TELL = f"{FREE}, pg_notify(%(channel)s, %(notice)s)"


@dataclass(frozen=True)
class Held:
    """A lock that is held, and the line that holds it. `spare` is whether the line was made for this lock."""

    name: str
    line: Line
    spare: bool


class Locks:
    """The locks of one server. Whoever uses them sees to it that one of its turns at a time goes on under a name. A
    lock that is being freed may be taken again meanwhile, and is then freed as often as it was taken.

    Locks that are free, which nearly all are, share one line. Only who has to wait for another server gets a line of
    their own, which then holds the lock.
    """

    def __init__(self, database: Database, shared: SharedLine | None = None) -> None:
        """`shared` is the server's shared line, where that does more than this."""
        self._database = database
        self._shared = shared or SharedLine(database)
        self._spare: LifoQueue[Line | None] = LifoQueue()
        for _ in range(MOST_WAITING):
            self._spare.put(None)

    def take(self, name: str) -> Held | None:
        """The lock, where it is free and nobody waits for it; None otherwise. Raises NotKept."""
        line, (taken,) = self._shared.ask(TRY, name=name)
        return Held(name, line, spare=False) if taken else None

    def wait(self, name: str) -> Held:
        """The lock, once it is free. Raises NotKept where it isn't for ten seconds, or PostgreSQL is gone."""
        try:
            line = self._spare.get(timeout=BUSY_SECONDS)
        except Empty:
            raise NotKept("too many conversations wait for another server") from None
        try:
            if line is None or not line.answers():
                line = Line(self._database)
            line.ask(WAIT, name=name)
        except BaseException:
            self._spare.put(line)
            raise
        return Held(name, line, spare=True)

    def free(self, held: Held, notice: str | None = None) -> None:
        """Frees a lock, and tells the other servers something with it. One whose line is gone is free already."""
        try:
            if notice is None:
                held.line.ask(FREE, name=held.name)
            else:
                held.line.ask(FREE_AND_TELL, name=held.name, channel=CHANNEL, notice=notice)
        except NotKept:
            held.line.close()  # so that PostgreSQL frees it in any case
        finally:
            if held.spare:
                self._spare.put(held.line)

    def close(self) -> None:
        """Closes the lines, which frees all that they hold."""
        spare = [self._spare.get_nowait() for _ in range(self._spare.qsize())]
        self._shared.close()
        for line in spare:
            if line is not None:
                line.close()
