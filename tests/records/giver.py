"""A process that gives reminders as a server does: `giver.py FOLDER MANNER`.

The settings name the database. With MANNER `halfway` it says SAID once it has said one and before that is kept, and
waits there to be killed. Else it gives all that are due, again and again, until a line comes in, and says how many.
"""

from __future__ import annotations

import os
import secrets
import select
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from bot.records.faults import Conflict
from bot.records.record import Event
from bot.records.reminders import Due, Reminders
from bot.records.store import open_store
from tests.records.turns import answered

LONG = 600


def says(due: Due) -> Event:
    """What is said."""
    return answered(0, f"Reminder: {due.of} {due.day}", reminder={"state": "given"})


def says_and_waits(due: Due) -> Event:
    """What is said, with time to be killed before it is kept."""
    print("SAID", flush=True)
    time.sleep(LONG)
    return says(due)


def give_all(reminders: Reminders, say: Callable[[Due], Event]) -> int:
    """Gives what is due; how many that were."""
    given = 0
    for one in reminders.due(date.max):
        try:
            given += bool(reminders.give(one, say, (), secrets.token_hex(8)))
        except Conflict:
            continue
    return given


def main(folder: str, manner: str) -> None:
    """Gives reminders."""
    reminders = Reminders(open_store(os.environ, alone=True, folder=Path(folder)))
    print("READY", flush=True)
    if manner == "halfway":
        give_all(reminders, says_and_waits)
    given = 0
    while not select.select([sys.stdin], [], [], 0)[0]:
        given += give_all(reminders, says)
    print(given + give_all(reminders, says), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
