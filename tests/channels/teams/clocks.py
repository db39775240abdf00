"""A clock that goes when it is told to."""

from __future__ import annotations


class Clock:
    """Seconds, as time.monotonic counts them."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now

    def passes(self, seconds: float) -> None:
        """Lets some time pass."""
        self.now += seconds
