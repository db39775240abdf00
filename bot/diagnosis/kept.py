"""The records: their key and their database. Nothing is made or written."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import URL

from bot.diagnosis.finding import Finding, State, found
from bot.records import tables
from bot.records.cipher import KEY_FILE, KEYS, Cipher, cipher_from
from bot.records.database import Database, database_url
from bot.records.faults import RecordsFault
from bot.records.migrating import REVISIONS, revision


def records_findings(environ: Mapping[str, str], alone: bool, folder: Path) -> list[Finding]:
    """What stands with the records in `folder`; `alone` where only this machine is served."""
    about_key, cipher = key_found(environ, alone, folder)
    try:
        url = database_url(environ, folder)
        if url.get_backend_name() == "sqlite" and not Path(str(url.database)).is_file():
            return [about_key, place_found(url)]
        return [about_key, *database_found(url, cipher)]
    except RecordsFault as error:
        return [about_key, found(State.BAD, "database_wrong", why=error)]


def key_found(environ: Mapping[str, str], alone: bool, folder: Path) -> tuple[Finding, Cipher | None]:
    """What stands with the key, and the cipher where there is one."""
    path = folder / KEY_FILE
    if alone and not environ.get(KEYS, "").strip() and not path.exists():
        return found(State.OFF, "records_key_made", path=path), None
    try:
        cipher = cipher_from(environ, folder, alone)
    except RecordsFault as error:
        return found(State.BAD, "records_key_wrong", why=error), None
    count = len(cipher.digests)
    return found(State.GOOD, "records_key", count="1 key" if count == 1 else f"{count} keys"), cipher


def place_found(url: URL) -> Finding:
    """What stands with the place of a file of SQLite that isn't there yet."""
    path = Path(str(url.database)).absolute()
    there = next(parent for parent in path.parents if parent.exists())
    if not there.is_dir() or not os.access(there, os.W_OK | os.X_OK):
        return found(State.BAD, "database_nowhere", folder=there)
    return found(State.OFF, "database_made", place=url.database)


def database_found(url: URL, cipher: Cipher | None) -> list[Finding]:
    """What stands with a database that should be there, and whether the cipher has its keys. Raises RecordsFault."""
    database = Database(url)
    try:
        with database.reading() as connection:
            at = revision(connection)
            if at is not None and at not in REVISIONS:
                return [found(State.BAD, "database_ahead", place=database.place, revision=at)]
            used = set(connection.execute(sa.select(tables.key_used.c.digest)).scalars()) if at else set()
    finally:
        database.close()
    stands = found(State.GOOD, "database" if at == REVISIONS[-1] else "database_behind", place=database.place)
    lost = cipher is not None and not used <= set(cipher.digests)
    return [stands, found(State.BAD, "records_key_lost")] if lost else [stands]
