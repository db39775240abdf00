"""Open questions for a child, and tools, by age band and circumstance (Hampshire guide, Pupil Voice)."""

from __future__ import annotations

from bot.guidance.pack import AgeBand, Circumstance, Question, QuestionBank, Tool


def band_for(age: int, bank: QuestionBank) -> AgeBand:
    """The band for an age in years; the nearest one for an age outside all of them."""
    for band in bank.bands:
        if band.from_age <= age < band.to_age:
            return band
    return bank.bands[0] if age < bank.bands[0].from_age else bank.bands[-1]


def questions_for(band: AgeBand, circumstance: Circumstance, bank: QuestionBank) -> tuple[Question, ...]:
    """The bank's questions for one band and circumstance."""
    return bank.questions[band.id][circumstance.id]


def tools_for(band: AgeBand, tools: tuple[Tool, ...]) -> tuple[Tool, ...]:
    """The tools that suit a band."""
    return tuple(tool for tool in tools if band.id in tool.bands)


def circumstance_named(circumstance_id: str, bank: QuestionBank) -> Circumstance:
    """The circumstance with this id; the general one, where there is none."""
    return next((one for one in bank.circumstances if one.id == circumstance_id), bank.circumstances[0])
