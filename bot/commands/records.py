"""The records, opened for a command that looks after them."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.engine import URL

from bot.commands.command import Refused
from bot.records.database import SETTING, database_url
from bot.records.faults import RecordsFault
from bot.records.store import FOLDER, Store, open_store


@contextmanager
def opened_records() -> Iterator[Store]:
    """The records that the settings name, closed afterwards. Raises Refused for whatever is wrong with them."""
    try:
        refuse_none(database_url(os.environ, FOLDER))
        store = open_store(os.environ, alone=True)
    except RecordsFault as error:
        raise Refused(str(error)) from error
    try:
        yield store
    except RecordsFault as error:
        raise Refused(str(error)) from error
    finally:
        store.close()


def refuse_none(url: URL) -> None:
    """Raises Refused where there is no file of records yet: none is made in the wrong folder and called empty."""
    if url.get_backend_name() == "sqlite" and not Path(str(url.database)).is_file():
        raise Refused(f"there is no {url.database}: go to the folder that the guide runs in, or set {SETTING}")


def counted(counts: Mapping[str, int]) -> str:
    """Counts of rows in words: "2 of event, 1 of conversation"."""
    return ", ".join(f"{count} of {name}" for name, count in counts.items() if count) or "nothing"
