"""A process that writes turns, and says on a line of its own what it was told is kept: `writer.py FOLDER NAME TURNS`.

The settings name the database. With LARGEST_FILE in the environment no file may grow beyond so many bytes, as on a
disk that is full; it says REFUSED then, and tries on.
"""

from __future__ import annotations

import os
import resource
import signal
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from bot.records.faults import Conflict, NotKept
from bot.records.journal import Journal
from bot.records.store import open_store
from tests.records.turns import small_turn

MOST_REFUSED = 3


def write(folder: str, name: str, turns: int) -> None:
    """Adds turns to the conversation "c", one after the other."""
    journal = Journal(open_store(os.environ, alone=True, folder=Path(folder)))
    if "LARGEST_FILE" in os.environ:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        largest = int(os.environ["LARGEST_FILE"])
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))
    print("READY", flush=True)
    standing, refused = journal.standing("c"), 0
    for number in range(turns):
        while True:
            try:
                standing = journal.append(small_turn("c", standing, f"{name}{number}"))
                print(f"{name}{number}", flush=True)
                break
            except Conflict:
                standing = journal.standing("c")
            except NotKept:
                print("REFUSED", flush=True)
                refused += 1
                if refused == MOST_REFUSED:
                    return


if __name__ == "__main__":
    write(sys.argv[1], sys.argv[2], int(sys.argv[3]))
