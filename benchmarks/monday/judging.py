"""Whether servers bore a step of the morning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.figures import percentile, percentiles
from benchmarks.monday.arrivals import Visit
from benchmarks.monday.visiting import Monday

BAR_MILLISECONDS = 1_000
"""p95 of a turn, counted from when send was pressed, beyond which servers bear no more."""


@dataclass(frozen=True)
class Judged:
    """What came of a step. Percentiles are of milliseconds; `turns_a_second` counts those that were answered.

    `unanswered` turns had no answer when it was judged, `failed` ones a wrong one, and `shut_out` people no page.
    """

    p50: float
    p95: float
    p99: float
    turns_a_second: float
    unanswered: int
    failed: int
    shut_out: int
    client_late_p99: float

    @property
    def borne(self) -> bool:
        """Whether people got their answers, and soon enough."""
        return not self.failed and not self.shut_out and self.p95 <= BAR_MILLISECONDS


def judged(visits: Sequence[Visit], monday: Monday, seconds: float, now: float) -> Judged:
    """What came of the turns for which send was pressed in the first so many seconds, as it is in the second `now`.

    One that isn't answered yet has waited until now: leaving it out would make a full server look like a fast one.
    Raises ValueError where nobody was to press send.
    """
    pressed = [press for one in visits for press in one.presses if press < seconds]
    if not pressed:
        raise ValueError("nobody presses send in this step: make it longer, or its rate higher")
    ended = [turn for turn in monday.turns if turn.pressed < seconds]
    answered = [turn for turn in ended if not turn.failed]
    waiting = set(pressed) - {turn.pressed for turn in ended}
    waits = [turn.waited * 1000 for turn in answered] + [(now - press) * 1000 for press in waiting]
    return Judged(
        **percentiles(waits or [0.0]),
        turns_a_second=len(answered) / seconds,
        unanswered=len(waiting),
        failed=len(ended) - len(answered),
        shut_out=sum(second < seconds for second in monday.shut_out),
        client_late_p99=percentile([turn.late * 1000 for turn in ended] or [0.0], 0.99),
    )
