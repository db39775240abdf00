"""A clock that can be set, for a server: libfaketime, where it is installed (Debian's package faketime)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

LIBRARIES = ("/usr/lib/*/faketime/libfaketime.so.1", "/usr/lib/faketime/libfaketime.so.1")


def library() -> Path | None:
    """The library, where there is one."""
    found = (path for pattern in LIBRARIES for path in sorted(Path("/").glob(pattern.lstrip("/"))))
    return next(found, None)

SECONDS_UNTIL_SEEN = 1
"""Until a process sees that its clock was set: it looks for that no more often."""


class Clock:
    """The clock of one process. Waiting isn't changed, as it isn't where somebody sets a machine's clock."""

    def __init__(self, file: Path) -> None:
        """`file` is what says how far the clock is off."""
        self._file = file
        self.set("+0")

    @property
    def settings(self) -> Mapping[str, str]:
        """What makes a process use it; nothing, where it can't be set."""
        found = library()
        if found is None:
            return {}
        return {
            "LD_PRELOAD": str(found),
            "FAKETIME_TIMESTAMP_FILE": str(self._file),
            "FAKETIME_CACHE_DURATION": str(SECONDS_UNTIL_SEEN),
            "NO_FAKE_STAT": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            # Else Python's threads ask for each other again and again, and a turn takes twenty times as long.
            "FAKETIME_FORCE_MONOTONIC_FIX": "0",
        }

    def set(self, off: str) -> None:
        """Sets it off by what libfaketime reads: "+0", "-2h", "+1d"."""
        beside = self._file.with_suffix(".next")
        beside.write_text(off + "\n")
        beside.replace(self._file)
