"""One turn as a skill sees it: what was typed, what was understood of it, what is remembered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from bot.conversation.kept import KEPT
from bot.conversation.reading import NO_QUESTION, Kind, kind_of

NOTE = "note"
"""The intent of a remark about a child: an answer where a skill waits for one."""

UNSURE = "unsure"
"""The intent of a message that is likely about nothing that there is."""

BESIDE = "beside"
"""The entity that holds what a message asks, where a child may be at risk and it is less than sure."""

TOLD = frozenset({"age", "plan", "attendance", "previous"})
"""Kinds of entities that tell of one child."""

LIKELY_TOPIC = -0.6
"""Margin from which a remark, made where nothing waits, is answered with the topic that it is likeliest about."""

BUTTON_MARK = "/"
"""The first character of what a button sends; typed text never reaches a skill with it."""

REGISTER = "register"
"""The key, beside a message, of what was read from a school's register that came with it."""

WAS_MASKED = "masked"
"""The key, beside a message, that says that identifying details were taken out of it."""


NO_TOPIC = NO_QUESTION | KEPT
"""Intents that a remark is never about: what is kept is asked for, or not meant."""


@dataclass(frozen=True)
class Ranked:
    """A likely intent, with its margin: how far inside its boundary the message lies (above 0 is inside)."""

    intent: str
    margin: float


@dataclass(frozen=True)
class Turn:
    """A message and its conversation, before the reply."""

    text: str
    intent: str
    ranking: tuple[Ranked, ...] = ()
    entities: tuple[tuple[str, Any], ...] = ()
    remembered: Mapping[str, Any] = field(default_factory=dict)
    conversation: str = ""
    beside: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        text: str | None,
        intent: str | None,
        ranking: Iterable[Mapping[str, Any]],
        entities: Iterable[Mapping[str, Any]],
        remembered: Mapping[str, Any],
        conversation: str = "",
        beside: Mapping[str, Any] | None = None,
    ) -> Turn:
        """The turn of a parsed message, as Rasa and its action server both keep one."""
        return cls(
            text=text or "",
            intent=intent or "",
            ranking=tuple(Ranked(one["name"], one["margin"]) for one in ranking if "margin" in one),
            entities=tuple((one["entity"], one["value"]) for one in entities),
            remembered=remembered,
            conversation=conversation,
            beside=beside or {},
        )

    def first(self, kind: str) -> Any:
        """The first entity of a kind, or None."""
        return next((value for name, value in self.entities if name == kind), None)

    def every(self, kind: str) -> tuple[Any, ...]:
        """All entities of a kind, each once."""
        return tuple(dict.fromkeys(value for name, value in self.entities if name == kind))

    @property
    def register(self) -> Mapping[str, Any] | None:
        """What was read from a register that came with the message; None where none came."""
        return self.beside.get(REGISTER)

    @property
    def from_button(self) -> bool:
        """Whether a button sent it."""
        return self.text.startswith(BUTTON_MARK)

    @property
    def waiting(self) -> tuple[str, ...]:
        """The skills that wait for an answer, the one to be answered first last."""
        return tuple(self.remembered.get("waiting") or ())

    @property
    def kind(self) -> Kind:
        """Whether it reads as an answer, a question or a command, where a skill waits."""
        best = self.ranking[0] if self.ranking else Ranked(self.intent, 0.0)
        return kind_of(self.text, best.intent, best.margin)

    @property
    def apart_from_risk(self) -> Turn | None:
        """The turn as it is to be answered after the word on a child at risk; None where nothing else is."""
        if not self.may_be_of_no_risk:
            return None
        apart = replace(self, intent=self.first(BESIDE))
        return apart if apart.topic != UNSURE else None

    @property
    def may_be_of_no_risk(self) -> bool:
        """Whether it is less than sure that a child is at risk, and nothing waits: what waits waits on in any case."""
        return self.first(BESIDE) is not None and not self.waiting

    @property
    def tells_of_a_child(self) -> bool:
        """Whether it states something that is remembered of one child."""
        return any(kind in TOLD for kind, _ in self.entities)

    @property
    def topic(self) -> str:
        """The intent; of a remark that doesn't tell of one child, the topic that it is likeliest about."""
        if self.intent in (NOTE, UNSURE) and self.tells_of_a_child:
            return NOTE
        if self.intent != NOTE:
            return self.intent
        likely = (one.intent for one in self.ranking if one.intent not in NO_TOPIC and one.margin > LIKELY_TOPIC)
        return next(likely, UNSURE)
