"""The records as everything else uses them: a database brought up to date, and the cipher that reads it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection

from bot.clock import CLOCK
from bot.records import tables
from bot.records.cipher import KEYS, Cipher, cipher_from
from bot.records.database import Database, connections_in, database_url
from bot.records.faults import CantOpen
from bot.records.migrating import migrate

INSERTS = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
"""How each kind of database writes an INSERT that can say what to do where the row is there already."""

FOLDER = Path("records")
"""Where SQLite's file and the key are kept, under the folder that the guide is started in."""


@dataclass(frozen=True)
class Store:
    """A database with the tables of this version, and a cipher that has every key that was used in it."""

    database: Database
    cipher: Cipher

    def close(self) -> None:
        """Closes the database."""
        self.database.close()


def open_store(environ: Mapping[str, str], alone: bool, folder: Path = FOLDER) -> Store:
    """The store that the settings name. `alone` where only this machine is served, which may do with a key file.

    Raises CantOpen, in one line, for a setting, a key, a database or its version that can't be used.
    """
    cipher = cipher_from(environ, folder, alone)
    database = Database(database_url(environ, folder), connections_in(environ))
    migrate(database)
    with database.writing() as connection:
        note_key(connection, cipher)
    return Store(database, cipher)


def note_key(connection: Connection, cipher: Cipher) -> None:
    """Notes that the cipher's first key writes from now on. Raises CantOpen where a key that was used is missing."""
    used = set(connection.execute(sa.select(tables.key_used.c.digest)).scalars())
    missing = used - set(cipher.digests)
    if missing:
        raise CantOpen(
            f"the records were written with {'a key that is' if len(missing) == 1 else 'keys that are'} missing here: "
            f"put it back into {KEYS} (or the key file), after the one that is to write; nothing was changed"
        )
    if cipher.digests[0] not in used:
        connection.execute(
            added_once(connection.dialect.name, tables.key_used), {"digest": cipher.digests[0], "since": now()}
        )


def added(connection: Connection, table: sa.Table) -> Any:
    """An INSERT into a table that can say what to do where the row is there already."""
    return INSERTS[connection.dialect.name](table)


@cache
def added_once(backend: str, table: sa.Table) -> Any:
    """An INSERT into a table that does nothing where the row is there already; made once for a kind of database."""
    return INSERTS[backend](table).on_conflict_do_nothing()


def held(wanted: Any) -> Any:
    """A SELECT whose rows nobody else changes until the transaction ends.

    Rows that refer to them may be added meanwhile: who adds one and changes these next would else be waited for by
    whoever has them, and wait for them in turn.
    """
    return wanted.with_for_update(key_share=True)


def now() -> datetime:
    """This moment, aware, as the guide's clock has it."""
    return CLOCK.now()
