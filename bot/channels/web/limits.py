"""How often something may be done: a count in any minute, for each key."""

from __future__ import annotations

import math
import time
from collections import deque
from collections.abc import Callable

MINUTE = 60.0
MOST_KEYS = 10_000


class Rate:
    """At most `most` times in any minute for each key. Kept in this process's memory."""

    def __init__(self, most: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = most
        self._clock = clock
        self._times: dict[str, deque[float]] = {}

    def seconds_to_wait(self, key: str) -> int:
        """0 where it may be done, which counts it; else the whole seconds until it may be."""
        now = self._clock()
        times = self._times.setdefault(key, deque())
        while times and times[0] <= now - MINUTE:
            times.popleft()
        if len(times) >= self._most:
            return max(1, math.ceil(times[0] + MINUTE - now))
        times.append(now)
        if len(self._times) > MOST_KEYS:
            self._forget_old(now)
        return 0

    def _forget_old(self, now: float) -> None:
        self._times = {key: times for key, times in self._times.items() if times and times[-1] > now - MINUTE}
