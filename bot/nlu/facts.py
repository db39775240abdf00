"""What a message says of a child: figures, plan, circumstances, age."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.attendance.figures import figures_in
from bot.escalation.facts import known_in
from bot.nlu.entities import add_entity
from bot.voice.ages import age_in

COUNTS = ("days_missed", "days_so_far", "sessions_attended", "sessions_possible")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class FactReader(GraphComponent):
    """Adds an entity for each fact of a child that a message states; figures are kept exact, as text."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> FactReader:
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Adds the entities."""
        for message in messages:
            for kind, value in facts_in(message.get(TEXT) or ""):
                add_entity(message, kind, value)
        return messages


def facts_in(text: str) -> Iterator[tuple[str, Any]]:
    """The facts that `text` states, as kinds of entities and their values."""
    figures = figures_in(text)
    for name in COUNTS:
        value = getattr(figures, name)
        if value is not None:
            yield name, str(value)
    if figures.trend:
        yield "trend", figures.trend
    for name, value in vars(known_in(text, figures)).items():
        if value is not None:
            yield name, str(value) if isinstance(value, Fraction) else value
    age = age_in(text)
    if age:
        yield "age", age.typical
