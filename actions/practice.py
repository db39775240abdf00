"""SMART actions built part by part, and preparation for a meeting or a call."""

from __future__ import annotations

from datetime import date

from actions.skill import SkillAction, guidance_for, on_top, topic_buttons, without
from bot.channels.replies import Button, Message, Reply
from bot.conversation.turn import Turn
from bot.guidance.library import Guidance
from bot.guidance.pack import Meeting, Smart
from bot.guidance.wording import joined, source_line
from bot.practice.smart import SmartAction, fault_in, finished, parts_in

SKILL = "smart"
SMART = "practice.smart"


class BuildSmartAction(SkillAction):
    """Takes down the parts of a SMART action one by one, sending back what is too vague."""

    def name(self) -> str:
        return "action_smart"

    def reply(self, turn: Turn) -> Reply:
        guidance = guidance_for(turn)
        smart = guidance.smart
        if turn.intent == "stop" and SKILL in turn.waiting and turn.kind == "command":
            message = Message(guidance.phrase("smart_stopped"), (SMART,))
            return Reply((message,), {"smart": None, "waiting": without(turn, SKILL)})
        remembered = turn.remembered.get("smart")
        if remembered is None or SKILL not in turn.waiting:
            action = SmartAction() if turn.from_button else told_at_first(turn.text, smart)
            return self.next(turn, guidance, action, started(action, guidance))
        action = SmartAction.from_json(remembered)
        part = action.next_part(smart)
        if part is None:
            return self.next(turn, guidance, action, "")
        fault = fault_in(part.id, turn.text, smart, date.today())
        if fault:
            return self.next(turn, guidance, action, fault)
        return self.next(turn, guidance, action.with_part(part.id, turn.text), guidance.phrase("noted"))

    def next(self, turn: Turn, guidance: Guidance, action: SmartAction, before: str) -> Reply:
        """The next part asked for, or the finished action."""
        part = action.next_part(guidance.smart)
        sources = guidance.smart.sources
        cited = tuple(guidance.cited(sources))
        if part is None:
            text = joined([guidance.phrase("smart_done"), finished(action), source_line(guidance, sources)])
            buttons = topic_buttons(guidance, ("practice.recording", SMART))
            message = Message(text, (SMART,), cited, buttons, {"smart": action.as_json()})
            made = [*(turn.remembered.get("smart_made") or ()), action.as_json()]
            remember = {"smart": None, "smart_made": made, "waiting": without(turn, SKILL), "last_topic": SMART}
            return Reply((message,), remember)
        text = joined([before, question(action, guidance)])
        message = Message(text, (SMART,), cited)
        built = {"smart": action.as_json(), "waiting": on_top(turn, SKILL), "last_topic": SMART}
        return Reply((message,), built)


class Prepare(SkillAction):
    """The prompts for a meeting or a call, in the order one needs them."""

    def name(self) -> str:
        return "action_prepare"

    def reply(self, turn: Turn) -> Reply:
        guidance = guidance_for(turn)
        meetings = guidance.national.meetings
        meeting = next((one for one in meetings if one.id in turn.every("meeting")), None)
        if meeting is None:
            buttons = tuple(Button(one.title, "prepare", {"meeting": one.id}) for one in meetings)
            message = Message(guidance.phrase("prepare_which"), ("practice.meetings",), buttons=buttons)
            return Reply((message,))
        return Reply((meeting_message(guidance, meeting),), {"last_topic": meeting.content[0]})


def told_at_first(text: str, smart: Smart) -> SmartAction:
    """The parts that the first message gives, all of it or after "write a SMART action:"."""
    whole, after = (parts_in(told, smart, date.today()) for told in (text, text.partition(":")[2]))
    return after if whole == SmartAction() else whole


def started(action: SmartAction, guidance: Guidance) -> str:
    """How it begins, and which parts were heard in the first message."""
    heard = [part.title for part in guidance.smart.parts if getattr(action, part.id)]
    return joined(
        [
            guidance.phrase("smart_start"),
            guidance.phrase("smart_heard", parts=", ".join(heard).lower()) if heard else "",
        ]
    )


def question(action: SmartAction, guidance: Guidance) -> str:
    """What is asked for next, with an example."""
    parts = guidance.smart.parts
    part = action.next_part(guidance.smart)
    if part is None:
        return ""
    position = parts.index(part) + 1
    return guidance.phrase(
        "smart_part", position=position, of=len(parts), title=part.title, ask=part.ask, example=part.example
    )


def meeting_message(guidance: Guidance, meeting: Meeting) -> Message:
    """The prompts for one meeting."""
    listed = "\n".join(f"{number}. {prompt.ask}" for number, prompt in enumerate(meeting.prompts, 1))
    cited = guidance.cited(
        source for entry_id in meeting.content if guidance.has(entry_id) for source in guidance.sources_of(entry_id)
    )
    text = joined(
        [
            meeting.first,
            guidance.phrase("prepare_prompts") + "\n" + listed,
            source_line(guidance, guidance.sources_of(meeting.content[0])),
        ]
    )
    return Message(text, meeting.content, tuple(cited), topic_buttons(guidance, meeting.related[:3]))


def prompt(turn: Turn) -> Message | None:
    """The part that waits, asked again after something else was answered."""
    guidance = guidance_for(turn)
    text = question(SmartAction.from_json(turn.remembered.get("smart")), guidance)
    return Message(text) if text else None
