"""How far the child trusts the practitioner after what was said, from 0 to 1.

The steps are this project's own settings, not published figures: that support raises and blame lowers what children
tell is in the literature (NICHD's revised protocol), how much is not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.rehearsal.memory import Rehearsal, Said

STEPS: Mapping[str, float] = {
    "invitation": 0.03,
    "directive": 0.01,
    "facilitator": 0.02,
    "option_posing": 0.0,
    "multiple": -0.01,
    "suggestive": -0.03,
    "unsupportive": -0.25,
}
"""What each kind of thing said does to trust."""

FIRST_WARMTH = 0.06
"""What each kind of warm words adds the first time."""

WARMTH_AGAIN = 0.01
"""What it adds after that."""


def after(rehearsal: Rehearsal, said: Said, warmth: Sequence[str]) -> Rehearsal:
    """The rehearsal one turn on, with trust as it is now; blame closes the child down, warm words open them again."""
    felt = () if said.label in ("unsupportive", "suggestive") else warmth
    step = STEPS.get(said.label, 0.0)
    step += sum(WARMTH_AGAIN if kind in rehearsal.warmth else FIRST_WARMTH for kind in felt)
    return replace(
        rehearsal,
        turn=rehearsal.turn + 1,
        trust=round(min(1.0, max(0.0, rehearsal.trust + step)), 3),
        labels=(*rehearsal.labels, said.label),
        warmth=(*rehearsal.warmth, *(kind for kind in felt if kind not in rehearsal.warmth)),
        shut=said.label == "unsupportive" or (rehearsal.shut and not felt),
        quiet=False,
    )
