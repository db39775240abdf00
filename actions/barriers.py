"""What keeps a child away, explored side by side: at school, then at home and outside."""

from __future__ import annotations

from actions.skill import SkillAction, guidance_for, on_top, topic_buttons, without
from bot.barriers.exploration import Exploration, look_into, next_step, with_answer
from bot.channels.replies import Message, Reply
from bot.conversation.turn import Turn
from bot.guidance.library import Guidance
from bot.guidance.pack import Factor
from bot.guidance.wording import bullets, joined, source_line

SKILL = "barriers"
OVERVIEW = "barriers.overview"


class Explore(SkillAction):
    """Asks about each side, then says what to look into next."""

    def name(self) -> str:
        return "action_barriers"

    def reply(self, turn: Turn) -> Reply:
        guidance = guidance_for(turn)
        barriers = guidance.barriers
        if turn.intent == "stop" and SKILL in turn.waiting and turn.kind == "command":
            message = Message(guidance.phrase("barriers_stopped"), (OVERVIEW,))
            return Reply((message,), {"barriers": None, "waiting": without(turn, SKILL)})
        exploration = Exploration.from_json(turn.remembered.get("barriers"))
        step = next_step(exploration, barriers)
        if SKILL not in turn.waiting or step is None:
            return self.asked(turn, guidance, Exploration(), opening(guidance))
        after = with_answer(exploration, step.id, turn.text, barriers)
        return self.asked(turn, guidance, after, guidance.phrase("noted"))

    def asked(self, turn: Turn, guidance: Guidance, exploration: Exploration, before: str) -> Reply:
        """The next question, or what to look into."""
        step = next_step(exploration, guidance.barriers)
        sources = tuple(guidance.cited(guidance.sources_of(OVERVIEW)))
        if step is None:
            message = looking_into(look_into(exploration, guidance.barriers), guidance)
            return Reply((message,), {"barriers": None, "waiting": without(turn, SKILL), "last_topic": OVERVIEW})
        message = Message(joined([before, step.ask]), (OVERVIEW,), sources)
        remember = {"barriers": exploration.as_json(), "waiting": on_top(turn, SKILL), "last_topic": OVERVIEW}
        return Reply((message,), remember)


def opening(guidance: Guidance) -> str:
    """The convention of push and pull that is used."""
    return guidance.barriers.convention.text


def looking_into(factors: tuple[Factor, ...], guidance: Guidance) -> Message:
    """What to look into for each factor heard."""
    if not factors:
        sources = guidance.sources_of(OVERVIEW)
        text = joined([guidance.phrase("barriers_none"), source_line(guidance, sources)])
        related = ("voice.questions", "barriers.push", "barriers.pull")
        return Message(text, (OVERVIEW,), tuple(guidance.cited(sources)), topic_buttons(guidance, related))
    sources = tuple(source for factor in factors for source in factor.sources)
    sections = [guidance.phrase("barriers_done"), *(factor_in_words(factor, guidance) for factor in factors)]
    content = (OVERVIEW, *dict.fromkeys(f"barriers.{factor.side}" for factor in factors))
    return Message(
        joined([*sections, source_line(guidance, sources)]),
        content,
        tuple(guidance.cited(sources)),
        topic_buttons(guidance, ("voice.questions", "practice.smart")),
    )


def factor_in_words(factor: Factor, guidance: Guidance) -> str:
    """One factor: what to look into, and what to ask the child."""
    heading = guidance.phrase("barrier", title=factor.title, side=guidance.phrase(f"barrier_{factor.side}"))
    return "\n".join([heading, bullets((*factor.look_into, guidance.phrase("barrier_child", ask=factor.ask_child)))])


def prompt(turn: Turn) -> Message | None:
    """The side that waits, asked again after something else was answered."""
    guidance = guidance_for(turn)
    step = next_step(Exploration.from_json(turn.remembered.get("barriers")), guidance.barriers)
    return Message(step.ask) if step else None
