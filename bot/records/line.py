"""A connection to PostgreSQL apart from the pool's, for what belongs to a connection: locks held, and notices heard.

Each statement stands alone. What PostgreSQL holds for the connection goes with it, also when its process is killed.
"""

from __future__ import annotations

from threading import Lock
from typing import Any

import psycopg2  # type: ignore[import-untyped]  # it gives no types
from sqlalchemy.dialects.postgresql.psycopg2 import PGDialect_psycopg2

from bot.records.database import BUSY_SECONDS, PATIENCE, Database, first_line
from bot.records.faults import NotKept

SETTINGS = (
    "SET synchronous_commit TO off; "  # nothing is kept by way of a line, so a notice need not wait for the disk
    f"SET lock_timeout TO '{BUSY_SECONDS}s'; "
    "SET tcp_keepalives_idle TO 3; SET tcp_keepalives_interval TO 1; SET tcp_keepalives_count TO 3"
)
"""The keepalives free within seconds what a machine held that is gone."""


class Line:
    """The connection. It may be used from several threads, which take turns."""

    def __init__(self, database: Database) -> None:
        """Raises NotKept where PostgreSQL can't be reached."""
        arguments, named = PGDialect_psycopg2().create_connect_args(database.url)
        self._place = database.place
        try:
            self._connection = psycopg2.connect(*arguments, **{**named, **PATIENCE})
            self._connection.autocommit = True
        except psycopg2.Error as error:
            raise self._fault(error) from error
        self.ask(SETTINGS)

    @property
    def is_open(self) -> bool:
        """Whether it is, as far as is known here."""
        return not self._connection.closed

    def answers(self) -> bool:
        """Whether PostgreSQL is still there."""
        try:
            return self.ask("SELECT 1") is not None
        except NotKept:
            return False

    def ask(self, statement: str, **values: Any) -> Any:
        """The first row of what a statement returns; None for one that returns nothing. Raises NotKept."""
        try:
            with self._connection.cursor() as cursor:
                cursor.execute(statement, values)
                return cursor.fetchone() if cursor.description else None
        except psycopg2.Error as error:
            raise self._fault(error) from error

    def fileno(self) -> int:
        """What can be watched for something to hear. Raises NotKept once the line is broken."""
        try:
            return int(self._connection.fileno())
        except psycopg2.Error as error:
            raise self._fault(error) from error

    def heard(self) -> list[str]:
        """What notices said that have come since this was asked before. Raises NotKept once the line is broken."""
        try:
            self._connection.poll()
        except psycopg2.Error as error:
            raise self._fault(error) from error
        heard = [notice.payload for notice in self._connection.notifies]
        self._connection.notifies.clear()
        return heard

    def close(self) -> None:
        """Closes it; PostgreSQL frees what it held."""
        self._connection.close()

    def _fault(self, error: psycopg2.Error) -> NotKept:
        return NotKept(f"{self._place} can't be used ({first_line(error)})")


class SharedLine:
    """One line for all of a server that is done in a moment; made when it is first used, and again where it broke."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._making = Lock()
        self._line: Line | None = None

    def ask(self, statement: str, **values: Any) -> tuple[Line, Any]:
        """The line, and the first row that it gives for a statement that may be run twice. Raises NotKept."""
        line = self._there()
        try:
            return line, line.ask(statement, **values)
        except NotKept:
            if line.is_open:
                raise
        line = self._there()  # it broke since it was used, and what it held went with it
        return line, line.ask(statement, **values)

    def close(self) -> None:
        """Closes it; PostgreSQL frees what it held."""
        if self._line is not None:
            self._line.close()

    def _there(self) -> Line:
        with self._making:
            if self._line is None or not self._line.is_open:
                self._line = Line(self._database)
            return self._line
