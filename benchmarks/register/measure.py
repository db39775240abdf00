"""How long it takes to read a register of a million sessions and to count it, and in how much memory.

Run by benchmarks/register/run; prints a JSON object for each shape of file.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from datetime import date, timedelta

from bot.attendance.register.figures import figures_of
from bot.attendance.register.reading import read_register

SESSIONS = 1_000_000
RUNS = 3
FIRST = date(2000, 1, 3)


def main(shape: str | None = None) -> None:
    """Measures each shape in a process of its own, so that one's memory isn't counted with another's."""
    if shape is not None:
        print(json.dumps(measured(shape)))
        return
    for each in SHAPES:
        subprocess.run([sys.executable, __file__, each], check=True)


def measured(shape: str) -> dict[str, object]:
    """The seconds of processor time, the best of some runs, and the most megabytes that the process held."""
    data = SHAPES[shape]().encode()
    seconds = []
    for _ in range(RUNS):
        before = time.process_time()
        reading = read_register(data)
        read = time.process_time() - before
        if reading.register is not None:
            figures_of(reading.register)
        seconds.append((read, time.process_time() - before))
        assert reading.register is not None and len(reading.register) == SESSIONS, reading.faults[:3]
    kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {
        "shape": shape,
        "megabytes read": round(len(data) / 1e6, 1),
        "seconds to read": round(min(read for read, _ in seconds), 2),
        "seconds with figures": round(min(both for _, both in seconds), 2),
        "peak megabytes": round(kilobytes / 1024),
    }


def session_rows() -> str:
    """A row for each session."""
    rows = (f"{day:%d/%m/%Y},AM,/\n{day:%d/%m/%Y},PM,L\n" for day in days(SESSIONS // 2))
    return "Date,Session,Code\n" + "".join(rows)


def day_rows() -> str:
    """A row for each day."""
    return "Date,AM,PM\n" + "".join(f"{day.isoformat()},/,\\\n" for day in days(SESSIONS // 2))


def week_rows() -> str:
    """A row for each week."""
    heading = "Week commencing," + ",".join(f"{day} {half}" for day in WEEKDAYS for half in ("AM", "PM"))
    weeks = (FIRST + timedelta(weeks=number) for number in range(SESSIONS // 10))
    return heading + "\n" + "".join(f"{week:%d/%m/%Y},/,\\,/,\\,L,\\,I,I,/,\\\n" for week in weeks)


def days(count: int) -> list[date]:
    return [FIRST + timedelta(days=number) for number in range(count)]


WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri")
SHAPES = {"session rows": session_rows, "day rows": day_rows, "week rows": week_rows}

if __name__ == "__main__":
    main(*sys.argv[1:])
