"""What a practitioner should notice in a register: the most notable first, each with its source, none a judgement."""

from __future__ import annotations

from datetime import date

from bot.attendance.register.figures import Figures
from bot.attendance.register.notice import Looking, Notice
from bot.attendance.register.said import NOTICES
from bot.attendance.register.sessions import Register
from bot.attendance.register.standing import by_rule
from bot.attendance.register.unusual import by_looking
from bot.guidance.library import Guidance

ORDER = tuple(NOTICES)
ONLY_EXPLAINS = ("left_out",)
"""Notices that say how the figures are made, beside which nothing may stand out."""


def noticed(register: Register, figures: Figures, guidance: Guidance, as_of: date | None = None) -> tuple[Notice, ...]:
    """What stands out in a register with these figures, in the pack's words; that nothing does, where nothing does.

    `as_of` as in figures_of. Raises PackError where the pack lacks register.yml.
    """
    looking = Looking(register, figures, guidance, as_of)
    found = [*by_rule(looking), *(by_looking(looking) if figures.possible else ())]
    if all(notice.kind in ONLY_EXPLAINS for notice in found):
        found.append(looking.notice("nothing", {}))
    return tuple(sorted(found, key=lambda notice: ORDER.index(notice.kind)))
