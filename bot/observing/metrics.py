"""Counts and times for Prometheus. The one label is of a server's own parts: no word and no person can get in."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from bot.channels.conversations import NotSaved

SECONDS = (0.005, 0.01, 0.02, 0.03, 0.05, 0.075, 0.1, 0.15, 0.25, 0.5, 1, 2.5, 5, 10)
"""Upper ends of what times are counted in."""

DECLINED = "out_of_scope"
SAFETY = "safety.immediate"
"""What the content of an answer names where the guide declined, and where it says what to do about a risk."""


class Metrics:
    """What is counted in this process."""

    def __init__(self) -> None:
        self.registry = registry = CollectorRegistry()
        self.turns = Counter("guide_turns", "Turns answered and saved", registry=registry)
        self.declined = Counter("guide_declined", "Turns in which the guide declined to answer", registry=registry)
        self.safety = Counter(
            "guide_safety", "Turns answered with what to do about an immediate risk", registry=registry
        )
        self.save_failures = Counter(
            "guide_save_failures", "Turns that could not be answered and saved", registry=registry
        )
        self.turn_seconds = Histogram(
            "guide_turn_seconds", "Seconds that a turn took", buckets=SECONDS, registry=registry
        )
        self.in_flight = Gauge("guide_turns_in_flight", "Turns being answered", registry=registry)
        self.lock_wait_seconds = Histogram(
            "guide_lock_wait_seconds",
            "Seconds that turns waited for another server",
            buckets=SECONDS,
            registry=registry,
        )
        self.streams = Gauge("guide_streams", "Streams of events that are open", registry=registry)
        self.hears = Gauge("guide_hears_servers", "1 while what other servers tell is heard", registry=registry)
        self._ready = Gauge("guide_ready", "1 while a part that turns need is well", ["part"], registry=registry)

    def ready(self, part: str, well: bool) -> None:
        """Keeps whether a part was well when it was last asked."""
        self._ready.labels(part).set(well)

    @contextmanager
    def turn(self) -> Iterator[Callable[[Collection[str]], None]]:
        """Times a turn, and counts one that can't be saved; what it gives takes what a saved answer contains."""
        begun = time.perf_counter()

        def saved(content: Collection[str]) -> None:
            self.turns.inc()
            self.declined.inc(DECLINED in content)
            self.safety.inc(SAFETY in content)

        with self.in_flight.track_inprogress():
            try:
                yield saved
            except NotSaved:
                self.save_failures.inc()
                raise
            finally:
                self.turn_seconds.observe(time.perf_counter() - begun)

    def exposition(self) -> bytes:
        """All of it, in Prometheus's text format."""
        return bytes(generate_latest(self.registry))


METRICS = Metrics()
"""Those of this process."""
