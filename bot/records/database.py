"""The database: SQLite in a file, or PostgreSQL; one transaction at a time, and errors that say what to do."""

from __future__ import annotations

import os
import select
import sqlite3
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg2  # type: ignore[import-untyped]  # it gives no types
import sqlalchemy as sa
from sqlalchemy.engine import URL, Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError, InvalidatePoolError, SQLAlchemyError

from bot.records.faults import CantOpen, Conflict, NotKept

SETTING = "GUIDE_DATABASE"
FILE = "guide.db"

CONNECTIONS = "GUIDE_DATABASE_CONNECTIONS"
MOST_CONNECTIONS = 10
"""Connections that one server uses at most for reading and writing, unless the setting says otherwise."""

BUSY_SECONDS = 10
"""Seconds that a writer waits for another on SQLite, and for a lock on PostgreSQL."""

BETWEEN_TRIES = 0.02
"""Seconds before SQLite is asked again for what it refuses without waiting."""

CONNECT_SECONDS = 5

PATIENCE = {
    "connect_timeout": CONNECT_SECONDS,
    "tcp_user_timeout": BUSY_SECONDS * 1000,
    "keepalives": 1,
    "keepalives_idle": 3,
    "keepalives_interval": 1,
    "keepalives_count": 3,
}
"""How long PostgreSQL is waited for: seconds to connect, milliseconds for it to take what is sent, and seconds and
tries after which this end notices that its machine is gone."""

WRITE_AHEAD = "PRAGMA journal_mode = WAL"
SQLITE_PRAGMAS = (
    "PRAGMA synchronous = FULL",  # with WAL, NORMAL may lose the last turns when the power goes
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",  # what is deleted is overwritten and does not stay in free pages
    f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}",
)
VACUUM_TABLES = "VACUUM practitioner, conversation, event, record, chat, posting"
POSTGRESQL_SETTINGS = ("SET synchronous_commit TO on", f"SET lock_timeout TO '{BUSY_SECONDS}s'")


def database_url(environ: Mapping[str, str], folder: Path) -> URL:
    """The address in the settings, or SQLite's file in `folder`. Raises CantOpen for an address that can't be used."""
    written = environ.get(SETTING, "").strip()
    if not written:
        return URL.create("sqlite", database=str(folder / FILE))
    try:
        url = make_url(written)
    except (ArgumentError, ValueError) as error:
        raise CantOpen(f"{SETTING} is no address of a database: {WANTED}") from error
    name = url.get_backend_name()
    if name in ("postgresql", "postgres"):
        return url.set(drivername="postgresql+psycopg2")
    if name != "sqlite":
        raise CantOpen(f"{SETTING} names a {name} database, which can't be used: {WANTED}")
    if not url.database or url.database == ":memory:":
        raise CantOpen(f"{SETTING} names no file: {WANTED}")
    return url.set(drivername="sqlite")


WANTED = "write sqlite:///path/to/guide.db or postgresql://user:password@host:5432/name"


def connections_in(environ: Mapping[str, str]) -> int:
    """How many connections one server may use for reading and writing. Raises CantOpen for what is no such number."""
    written = environ.get(CONNECTIONS, "").strip()
    if not written:
        return MOST_CONNECTIONS
    if not (written.isascii() and written.isdigit() and 2 <= int(written[:9]) <= 500):
        raise CantOpen(f"{CONNECTIONS} is {written!r}: write a number of connections from 2 to 500")
    return int(written)


class Database:
    """A database that can be read and written. Connections are kept and checked before each use."""

    def __init__(self, url: URL, connections: int = MOST_CONNECTIONS) -> None:
        """Uses so many connections at most, of which half stay open.

        Raises CantOpen where it can't be reached, made or written. Nothing is written yet.
        """
        self.url = url
        self.is_sqlite = url.get_backend_name() == "sqlite"
        if self.is_sqlite:
            make_file(Path(str(url.database)))
        self._engine = engine_for(url, connections)
        self._writes = self._engine.execution_options(writes=True)
        try:
            self._engine.connect().close()
        except DBAPIError as error:
            raise CantOpen(f"{SETTING}: {self.place} can't be opened ({reason(error)}): {WANTED}") from error

    @property
    def place(self) -> str:
        """Where it is, without the password."""
        if self.is_sqlite:
            return str(self.url.database)
        return f"{self.url.host or 'this machine'}:{self.url.port or 5432}/{self.url.database or ''}"

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that reads, all of it as at one moment. Raises NotKept where the database can't be read."""
        with faults(self.place), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def asking(self) -> Iterator[Connection]:
        """For one statement that reads, which needs no transaction. Raises NotKept where it can't be read."""
        with faults(self.place), self._engine.connect() as connection, no_transaction(connection):
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that writes all or nothing, and is on the disk once it ends.

        Raises Conflict where what is written is there already, and NotKept where it can't be written.
        """
        with faults(self.place), self._writes.begin() as connection:
            yield connection

    def clean(self, thoroughly: bool = False) -> None:
        """Takes what was erased out of the database's files too; `thoroughly` gives the space back as well.

        On SQLite the write-ahead log is emptied. PostgreSQL's own log keeps what its server's settings say. Raises
        NotKept where the database can't be written.
        """
        if not self.is_sqlite and not thoroughly:
            return
        with self.asking() as connection:
            if thoroughly:
                connection.exec_driver_sql("VACUUM" if self.is_sqlite else VACUUM_TABLES)
            if self.is_sqlite:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Closes every connection."""
        self._engine.dispose()


def make_file(path: Path) -> None:
    """Makes SQLite's file, for this user only, where there is none. Raises CantOpen where that can't be."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        raise CantOpen(f"{SETTING}: {path} can't be made or written ({error.strerror}): {WANTED}") from error


def engine_for(url: URL, connections: int) -> Engine:
    """The engine, with what durability and erasure need set on each connection. Parameters never reach a log."""
    is_sqlite = url.get_backend_name() == "sqlite"
    arguments: dict[str, Any] = {"check_same_thread": False, "timeout": BUSY_SECONDS}
    if not is_sqlite:
        arguments = dict(PATIENCE)
    engine = sa.create_engine(
        url,
        connect_args=arguments,
        poolclass=sa.pool.QueuePool,
        pool_size=connections // 2,
        max_overflow=connections - connections // 2,
        pool_timeout=BUSY_SECONDS,
        hide_parameters=True,
    )

    @sa.event.listens_for(engine, "connect")
    def set_up(connection: Any, _: Any) -> None:
        if is_sqlite:
            connection.isolation_level = None  # transactions are begun below, and not by the driver
        cursor = connection.cursor()
        if is_sqlite:
            write_ahead(cursor)
        for statement in SQLITE_PRAGMAS if is_sqlite else POSTGRESQL_SETTINGS:
            cursor.execute(statement)
        cursor.close()
        if not is_sqlite:
            connection.commit()

    @sa.event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes")
        if is_sqlite:
            # A writer takes the lock at once: one that read first could not be let in any more.
            connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
        elif not writes:
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")

    @sa.event.listens_for(engine, "checkout")
    def refuse_broken(connection: Any, record: Any, proxy: Any) -> None:
        if not is_sqlite and says_something(connection):
            raise InvalidatePoolError("it broke while nobody used it")

    return engine


def write_ahead(cursor: sqlite3.Cursor) -> None:
    """Has SQLite write ahead in a log. Where others who open an empty file do so at the same moment, SQLite refuses at
    once, whatever its time-out, so it is asked again. Raises OperationalError where it does for ten seconds."""
    until = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            cursor.execute(WRITE_AHEAD)
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() >= until:
                raise
        time.sleep(BETWEEN_TRIES)


def says_something(connection: Any) -> bool:
    """Whether something came over a connection to PostgreSQL that nobody asked anything: its end, nearly always.

    Looking costs nothing, where asking whether PostgreSQL is still there takes as long as what is asked then.
    """
    if connection.closed:
        return True
    looks = select.poll()
    looks.register(connection.fileno(), select.POLLIN)
    return bool(looks.poll(0))


@contextmanager
def no_transaction(connection: Connection) -> Iterator[None]:
    """Has each statement stand alone.

    SQLAlchemy's isolation levels would ask PostgreSQL once more each time that a connection is handed back, and where
    it is gone by then, the pool would have a place less for good.
    """
    if connection.dialect.name == "sqlite":
        yield
        return
    driven = connection.connection.dbapi_connection
    driven.autocommit = True
    try:
        yield
    finally:
        if not driven.closed:
            driven.autocommit = False


@contextmanager
def faults(place: str) -> Iterator[None]:
    """Turns the database's errors into ours, in one line and without what was to be written."""
    try:
        yield
    except IntegrityError as error:
        raise Conflict("something else was written there first") from error
    except DBAPIError as error:
        raise NotKept(f"{place} can't be read or written ({reason(error)})") from error
    except SQLAlchemyError as error:
        raise NotKept(f"{place} can't be read or written (no connection came free)") from error
    except psycopg2.Error as error:
        raise NotKept(f"{place} can't be read or written ({first_line(error)})") from error
    except ValueError as error:
        raise NotKept("something in it can't be written: NUL, or half of a character") from error


def reason(error: DBAPIError) -> str:
    """Why the driver refused, in a few words."""
    return first_line(error.orig)


def first_line(error: BaseException | None) -> str:
    """The first line of what the driver says."""
    lines = str(error or "").strip().splitlines() or ["no reason given"]
    return lines[0].strip().rstrip(".")
