"""The Rasa component that sets a message's intent, its ranking and a second topic."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.conversation.turn import BESIDE
from bot.guidance.library import load_guidance
from bot.nlu.entities import add_entity
from bot.nlu.understanding import Understanding, Understood

ALSO = "also"
"""The entity that holds a second topic."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class Reader(GraphComponent):
    """Reads what a message is about; all that it learns is in `Understanding`."""

    def __init__(self, storage: ModelStorage, resource: Resource, understanding: Understanding | None = None) -> None:
        self._storage = storage
        self._resource = resource
        self._understanding = understanding

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Reader:
        return cls(model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> Reader:
        with model_storage.read_from(resource) as folder:
            return cls(model_storage, resource, Understanding.load(Path(folder)))

    def train(self, training_data: TrainingData) -> Resource:
        """Learns from the examples, and from the names and ids in the packs."""
        examples = [one for one in training_data.intent_examples if one.get(TEXT)]
        guidance = load_guidance()
        self._understanding = Understanding.learned_from(
            [one.get(TEXT) for one in examples],
            [one.get(INTENT) for one in examples],
            guidance.names,
            guidance.ids,
        )
        with self._storage.write_to(self._resource) as folder:
            self._understanding.save(Path(folder))
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """The examples as they are."""
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Sets the intent, the ranking and the second topic of each message."""
        for message in messages:
            understood = self.understood(message.get(TEXT) or "")
            message.set(INTENT, {"name": understood.intent, "confidence": share(understood)}, add_to_output=True)
            ranking = [{"name": one.label, "confidence": one.share, "margin": one.margin} for one in understood.ranking]
            message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
            if understood.also:
                add_entity(message, ALSO, understood.also)
            if understood.beside:
                add_entity(message, BESIDE, understood.beside)
        return messages

    def understood(self, text: str) -> Understood:
        """What `text` is about. Raises RuntimeError before it was trained or loaded."""
        if self._understanding is None:
            raise RuntimeError("the reader has learned nothing yet: run `guide train`")
        return self._understanding.understood(text)


def share(understood: Understood) -> float:
    """How sure the intent is, from 0 to 1: certain where a detector of its own decided it."""
    best = understood.ranking[0]
    return best.share if best.label == understood.intent else 1.0
