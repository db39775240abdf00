"""Open questions and activities for a child, by age and by what it is about."""

from __future__ import annotations

from typing import Any

from actions.skill import SkillAction, guidance_for
from bot.channels.replies import Button, Message, Reply
from bot.conversation.turn import Turn
from bot.guidance.library import Guidance
from bot.guidance.pack import AgeBand, Circumstance, QuestionBank, Tool
from bot.guidance.wording import bullets, joined, lowered, source_line
from bot.voice.questions import band_for, circumstance_named, questions_for, tools_for

QUESTIONS = "voice.questions"
TOOLS = "voice.tools"
GENERAL = "general"


class SuggestQuestions(SkillAction):
    """Suggests open questions for the child's age and circumstances."""

    def name(self) -> str:
        return "action_voice_questions"

    def reply(self, turn: Turn) -> Reply:
        guidance = guidance_for(turn)
        band = band_said(turn, guidance)
        about = turn.first("circumstance") or (turn.remembered.get("child") or {}).get("circumstance") or GENERAL
        message = questions_message(guidance, band, about)
        return Reply((message,), remembering(turn, QUESTIONS, about))


class SuggestTools(SkillAction):
    """Suggests activities that help a child of this age to say what school is like."""

    def name(self) -> str:
        return "action_voice_tools"

    def reply(self, turn: Turn) -> Reply:
        guidance = guidance_for(turn)
        band = band_said(turn, guidance)
        named = [tool for tool in guidance.national.tools if tool.id in turn.every("tool")]
        return Reply((tools_message(guidance, band, tuple(named)),), remembering(turn, TOOLS))


class AnotherAge(SkillAction):
    """Answers "and for a teenager?": the last questions or activities, for the age now said."""

    def name(self) -> str:
        return "action_another_age"

    def reply(self, turn: Turn) -> Reply:
        last = turn.remembered.get("last_topic")
        return SuggestTools().reply(turn) if last == TOOLS else SuggestQuestions().reply(turn)


def band_said(turn: Turn, guidance: Guidance) -> AgeBand | None:
    """The age band that is said now, or else was said before."""
    bank = guidance.questions
    chosen = turn.first("age_band")
    if chosen:
        return next((band for band in bank.bands if band.id == chosen), None)
    age = turn.first("age")
    if age is None:
        age = (turn.remembered.get("child") or {}).get("age")
    return band_for(int(age), bank) if age is not None else None


def questions_message(guidance: Guidance, band: AgeBand | None, about: str) -> Message:
    """The questions for one band and circumstance; those of the document, where no age is known."""
    bank = guidance.questions
    circumstance = circumstance_named(about, bank)
    bands = tuple(Button(one.title, QUESTIONS, {"age_band": one.id, "circumstance": about}) for one in bank.bands)
    if band is None:
        general = circumstance_named(GENERAL, bank)
        asked = [one for one in questions_for(bank.bands[2], general, bank) if one.document != "practice_prompts"]
        sources = guidance.entry(QUESTIONS).sources
        text = joined(
            [guidance.phrase("questions_any"), bullets(one.ask for one in asked), source_line(guidance, sources)]
        )
        return Message(text, (QUESTIONS,), tuple(guidance.cited(sources)), bands)
    asked = list(questions_for(band, circumstance, bank))
    heading = guidance.phrase("questions_for", band=band.title, about=lowered(circumstance.title))
    others = tuple(
        Button(one.title, QUESTIONS, {"age_band": band.id, "circumstance": one.id})
        for one in bank.circumstances
        if one.id != circumstance.id
    )
    text = joined([heading, bullets(one.ask for one in asked), band.manner, source_line(guidance, band.sources)])
    return Message(
        text, (QUESTIONS,), tuple(guidance.cited(band.sources)), others, every_band(bank, band, circumstance)
    )


def every_band(bank: QuestionBank, chosen: AgeBand, circumstance: Circumstance) -> dict[str, Any]:
    """The questions of all ages on one circumstance, for a page to show side by side."""
    bands = [
        {
            "title": band.title,
            "chosen": band == chosen,
            "questions": [one.ask for one in questions_for(band, circumstance, bank)],
        }
        for band in bank.bands
    ]
    return {"bands": bands}


def tools_message(guidance: Guidance, band: AgeBand | None, named: tuple[Tool, ...]) -> Message:
    """The activities that were named, in full; else those for the band, a line each."""
    if named:
        text = joined(tool_in_full(guidance, tool) for tool in named)
        sources = tuple(source for tool in named for source in tool.sources)
        return Message(joined([text, source_line(guidance, sources)]), (TOOLS,), tuple(guidance.cited(sources)))
    tools = tools_for(band, guidance.national.tools) if band else guidance.national.tools
    heading = guidance.phrase("tools_for", band=band.title) if band else guidance.phrase("tools_any")
    listed = bullets(guidance.phrase("tool", title=tool.title, what=tool.what) for tool in tools)
    sources = guidance.entry(TOOLS).sources
    buttons = tuple(Button(tool.title, TOOLS, {"tool": tool.id}) for tool in tools[:6])
    return Message(
        joined([heading, listed, source_line(guidance, sources)]), (TOOLS,), tuple(guidance.cited(sources)), buttons
    )


def tool_in_full(guidance: Guidance, tool: Tool) -> str:
    """How to use an activity, and what to do with what the child shows."""
    return joined(
        [
            guidance.phrase("tool", title=tool.title, what=tool.what),
            guidance.phrase("tool_how") + "\n" + bullets(tool.how),
            guidance.phrase("tool_afterwards", afterwards=tool.afterwards),
        ]
    )


def remembering(turn: Turn, topic: str, circumstance: str | None = None) -> dict[str, object]:
    """What is remembered: the age, what it is about, the topic."""
    child = dict(turn.remembered.get("child") or {})
    if turn.first("age") is not None:
        child["age"] = int(turn.first("age"))
    if turn.first("age_band"):
        child["age"] = int(str(turn.first("age_band")).split("-")[0])
    if circumstance and circumstance != GENERAL:
        child["circumstance"] = circumstance
    return {"child": child, "last_topic": topic}
