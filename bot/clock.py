"""The time as the guide takes it: the machine's, but a jump of it isn't believed at once.

Sessions, reminders, deliveries and what is kept for so many days go by it. A clock that is wrong for a moment must
neither erase anything early, nor sign anybody out, nor put off a delivery until the day that it told.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from datetime import datetime, timezone
from threading import Lock

STEP_SECONDS = 60.0
"""How far the machine's clock may be set at once and is believed."""

BELIEVED_AFTER_SECONDS = 600.0
"""How long the machine's clock has to stay where it jumped to until it is believed: then it was wrong before."""

log = logging.getLogger(__name__)


def since_the_start() -> float:
    """Seconds that passed on this machine, also while it slept, where the system can tell: nobody sets this clock."""
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))


class Clock:
    """A clock that is told by another one, which may jump, and by seconds that pass. Any thread may ask it."""

    def __init__(self, told: Callable[[], float] = time.time, passed: Callable[[], float] = since_the_start) -> None:
        """`told` is what may be set, in seconds since 1970; `passed` are seconds that pass, from any beginning on."""
        self._told = told
        self._passed = passed
        self._looking = Lock()
        self._ahead = told() - passed()
        self._jumped: tuple[float, float] | None = None
        """How far what is told is ahead of what passed since it jumped, and when it was first seen to."""

    def seconds(self) -> float:
        """Seconds since 1970."""
        with self._looking:
            passed = self._passed()
            ahead = self._told() - passed
            if self._is_believed(ahead, passed):
                self._ahead, self._jumped = ahead, None
            return passed + self._ahead

    def now(self) -> datetime:
        """This moment, aware, in UTC."""
        return datetime.fromtimestamp(self.seconds(), timezone.utc)

    def _is_believed(self, ahead: float, passed: float) -> bool:
        if abs(ahead - self._ahead) <= STEP_SECONDS:
            return True
        if self._jumped is None or abs(ahead - self._jumped[0]) > STEP_SECONDS:
            self._jumped = (ahead, passed)
            log.warning("the clock of this machine jumped by %.0f s: it is not believed yet", ahead - self._ahead)
        return passed - self._jumped[1] >= BELIEVED_AFTER_SECONDS


CLOCK = Clock()
"""This machine's."""
