"""Brings the database's tables to what this version needs, at start, by one of several that start."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.records.database import Database
from bot.records.faults import CantOpen

FOLDER = Path(__file__).parent / "migrations"
REVISIONS = tuple(sorted(path.stem.split("_")[0] for path in FOLDER.glob("versions/[0-9]*.py")))
"""Every revision, the first one first; a migration's file begins with the number of its revision."""

LOCK = 7_204_114_926
"""The advisory lock that one of several starters holds on PostgreSQL, any number that nobody else uses."""

MIGRATION_SECONDS = 120
"""Seconds that a starter waits for another one's migration."""

ANSWER_SECONDS = 2
"""Seconds in which the database answers where a server is ready."""


def migrate(database: Database, to: str = REVISIONS[-1]) -> None:
    """Brings the tables to revision `to`, all of it or nothing.

    Raises CantOpen for a database that a newer version of the guide has written, and NotKept where it can't be
    written.
    """
    with database.reading() as connection:
        if revision(connection) == to:
            return
    with database.writing() as connection:
        if not database.is_sqlite:
            connection.execute(sa.text(f"SET LOCAL lock_timeout TO '{MIGRATION_SECONDS}s'"))
            connection.execute(sa.text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        found = revision(connection)
        if found is not None and found not in REVISIONS:
            raise CantOpen(
                f"the records in {database.place} were written by a newer version of the guide (revision {found}, "
                f"this one knows up to {REVISIONS[-1]}): use that version; nothing was changed"
            )
        if found != to:
            upgrade(connection, to)


def answers(database: Database) -> bool:
    """True where the database answers. Raises NotKept where it doesn't, or not within ANSWER_SECONDS."""
    with asking(database) as connection:
        return bool(connection.execute(sa.select(1)).scalar() == 1)


def is_current(database: Database) -> bool:
    """Whether the tables are as this version needs them, or as a newer one, which is taking over, has made them.

    Raises NotKept where the database doesn't answer within ANSWER_SECONDS.
    """
    with asking(database) as connection:
        found = revision(connection)
    return found is not None and found >= REVISIONS[-1]


@contextmanager
def asking(database: Database) -> Iterator[Connection]:
    """A transaction that reads, with a database that has to answer soon."""
    with database.reading() as connection:
        if not database.is_sqlite:
            connection.execute(sa.text(f"SET LOCAL statement_timeout TO '{ANSWER_SECONDS}s'"))
        yield connection


def revision(connection: Connection) -> str | None:
    """The revision that the tables are at; None where there are none."""
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()
    return found


def upgrade(connection: Connection, to: str) -> None:
    """Runs the migrations up to `to` in the connection's own transaction."""
    # Alembic takes a second to import, and is needed only where there is something to do.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, to)
