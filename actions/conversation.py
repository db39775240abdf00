"""The conversation itself: help, thanks, follow-ups, what is declined, what isn't understood, going back."""

from __future__ import annotations

from contextlib import suppress

from actions.guidance import topic_reply
from actions.records import unfinished_offered
from actions.skill import OF_ONE_CHILD, SkillAction, guidance_for, topic_buttons
from actions.waiting import prompt_of
from bot.channels.replies import Button, Message, Reply
from bot.conversation.reading import NO_QUESTION
from bot.conversation.turn import NOTE, Turn
from bot.guidance.library import Guidance, Part
from bot.guidance.wording import joined, parts_of
from bot.records.faults import NotKept

STARTING_POINTS = ("checklist.start", "impact.calculate", "voice.questions", "escalation.assess")
"""What a practitioner most often comes for."""

MOST_OFFERED = 3
"""Nearest topics offered where a message isn't understood."""

NOT_OFFERED = NO_QUESTION | {"thanks", "goodbye", "help", "out_of_scope"}
"""What nobody means who isn't understood."""

LAW = "law."
"""What the intents of laws begin with."""

HELPS_WITH_A_CHILD = ("voice.questions", "barriers.overview")

PARTS: dict[str, Part] = {
    "followup.why": "why",
    "followup.source": "source",
    "followup.more": "more",
    "followup.ask_for": "ask_for",
}

SAID_WHOLE = frozenset({"safety.immediate"})
"""Topics of which no part is said alone."""


class Greet(SkillAction):
    """Says hello, and what can be asked."""

    reads_records = True

    def name(self) -> str:
        return "action_greet"

    def reply(self, turn: Turn) -> Reply:
        guidance = guidance_for(turn)
        message = Message(guidance.phrase("greeting"), ("help",), buttons=starting_points(guidance))
        unfinished = None
        with suppress(NotKept):  # to say hello needs no database
            unfinished = unfinished_offered(turn)
        return Reply((message, unfinished) if unfinished else (message,))


class Say(SkillAction):
    """Says the entry that the intent names: help, thanks, goodbye, the privacy notice."""

    def name(self) -> str:
        return "action_say"

    def reply(self, turn: Turn) -> Reply:
        guidance = guidance_for(turn)
        entry = guidance.entry(turn.topic)
        message = Message(
            joined(parts_of(guidance, entry, "whole")),
            (turn.topic,),
            tuple(guidance.cited(guidance.sources_of(turn.topic))),
            topic_buttons(guidance, entry.related[: len(STARTING_POINTS)]),
        )
        return Reply((message,))


class Decline(SkillAction):
    """Says that it can't help with this, and what it can help with."""

    def name(self) -> str:
        return "action_out_of_scope"

    def reply(self, turn: Turn) -> Reply:
        guidance = guidance_for(turn)
        if not turn.text.strip():
            return Reply((Message(guidance.phrase("nothing_typed"), ("help",), buttons=starting_points(guidance)),))
        declined = guidance.entry("out_of_scope")
        return Reply((Message(declined.says, ("out_of_scope",), buttons=starting_points(guidance)),))


class Unsure(SkillAction):
    """Says that it isn't sure and offers the nearest topics; helps, the second time."""

    def name(self) -> str:
        return "action_unsure"

    def reply(self, turn: Turn) -> Reply:
        guidance = guidance_for(turn)
        if turn.remembered.get("unsure_before"):
            text = guidance.phrase("unsure_again") + "\n\n" + guidance.entry("help").says
            message = Message(text, ("help",), buttons=starting_points(guidance))
            return Reply((message,))
        likely = dict.fromkeys((*turn.every("topic"), *nearest_to(turn)))
        offered = tuple(one for one in likely if guidance.has(one))[:MOST_OFFERED]
        buttons = (*topic_buttons(guidance, offered), Button(guidance.phrase("none_of_these"), "help"))
        return Reply((Message(guidance.phrase("unsure"), buttons=buttons),), {"unsure_before": True})


def nearest_to(turn: Turn) -> list[str]:
    """The intents that a message may mean that isn't understood. A remark on a child is about no law: whoever makes one
    is offered what helps with a child."""
    nearest = [one.intent for one in turn.ranking if one.intent not in NOT_OFFERED]
    if turn.intent != NOTE:
        return nearest
    of_practice = [one for one in nearest if not one.startswith(LAW)]
    return [*of_practice[:1], *HELPS_WITH_A_CHILD]


class FollowUp(SkillAction):
    """Says more of what was answered last: why, the source, what to ask for, more."""

    def name(self) -> str:
        return "action_follow_up"

    def reply(self, turn: Turn) -> Reply:
        guidance = guidance_for(turn)
        topic = topic_followed(turn, guidance)
        if topic is None:
            text = guidance.phrase("nothing_to_follow")
            return Reply((Message(text, ("help",), buttons=starting_points(guidance)),))
        return topic_reply(guidance, topic, PARTS[turn.topic] if topic not in SAID_WHOLE else "whole")


class AnotherChild(SkillAction):
    """Puts aside what was told of one child."""

    def name(self) -> str:
        return "action_another_child"

    def reply(self, turn: Turn) -> Reply:
        guidance = guidance_for(turn)
        message = Message(guidance.phrase("another_child"), buttons=starting_points(guidance))
        return Reply((message,), dict.fromkeys(OF_ONE_CHILD))


class ChooseAuthority(SkillAction):
    """Shows one authority's own guidance from now on."""

    def name(self) -> str:
        return "action_choose_authority"

    def reply(self, turn: Turn) -> Reply:
        guidance = guidance_for(Turn(turn.text, turn.intent))
        chosen = next((pack for pack in guidance.authorities if pack.id == turn.first("authority")), None)
        if chosen is None:
            known = " and ".join(pack.title for pack in guidance.authorities)
            buttons = tuple(
                Button(pack.title, "choose_authority", {"authority": pack.id}) for pack in guidance.authorities
            )
            return Reply((Message(guidance.phrase("authority_unknown", known=known), buttons=buttons),))
        return Reply((Message(guidance.phrase("authority_chosen", title=chosen.title)),), {"authority": chosen.id})


class NothingWaits(SkillAction):
    """Answers a yes, a no or a command that nothing waits for."""

    def name(self) -> str:
        return "action_nothing_waits"

    def reply(self, turn: Turn) -> Reply:
        guidance = guidance_for(turn)
        text = guidance.phrase("nothing_waits")
        return Reply((Message(text, ("help",), buttons=starting_points(guidance)),))


class ReturnToWaiting(SkillAction):
    """Goes back to what waits for an answer, after something else was answered."""

    answers = False

    def name(self) -> str:
        return "action_return"

    def reply(self, turn: Turn) -> Reply:
        message = prompt_of(turn)
        return Reply((message,) if message else ())


def starting_points(guidance: Guidance) -> tuple[Button, ...]:
    """Buttons for what a practitioner most often comes for."""
    return topic_buttons(guidance, STARTING_POINTS)


def topic_followed(turn: Turn, guidance: Guidance) -> str | None:
    """The topic that a follow-up is about: one that it names, or the last one spoken of."""
    named = next((one for one in turn.every("topic") if guidance.has(one)), None)
    return named or turn.remembered.get("last_topic")
