"""How far the child trusts the practitioner after what was said, from 0 to 1; how much it moves is a setting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.guidance.rehearsal_pack import Settings
from bot.rehearsal.memory import Rehearsal, Said


def after(rehearsal: Rehearsal, said: Said, warmth: Sequence[str], settings: Settings) -> Rehearsal:
    """The rehearsal one turn on, with trust as it is now; blame closes the child down, warm words open them again."""
    felt = () if said.label in ("unsupportive", "suggestive") else warmth
    step = settings.trust_steps.get(said.label, 0.0)
    step += sum(settings.warm_words_again if kind in rehearsal.warmth else settings.warm_words_first for kind in felt)
    return replace(
        rehearsal,
        turn=rehearsal.turn + 1,
        trust=round(min(1.0, max(0.0, rehearsal.trust + step)), 3),
        labels=(*rehearsal.labels, said.label),
        warmth=(*rehearsal.warmth, *(kind for kind in felt if kind not in rehearsal.warmth)),
        shut=said.label == "unsupportive" or (rehearsal.shut and not felt),
        quiet=False,
    )
