"""Names of things in the packs, found with spaCy's phrase matcher."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import spacy
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from spacy.matcher import PhraseMatcher
from spacy.tokens import Span

from bot.guidance.library import Guidance, load_guidance
from bot.nlu.entities import add_entity
from bot.nlu.spelling import Spelling

LONGEST_READ = 2_000
"""Characters of a message in which names are looked for."""

PROPER_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]+")
PIECES = re.compile(r"[\w']+|[^\w']+")


@dataclass(frozen=True)
class Name:
    """A name found: of what kind of thing (topic, term, meeting...), which one, and where."""

    kind: str
    value: str
    start: int
    end: int


class Names:
    """Finds the names of a guidance in a text."""

    def __init__(self, guidance: Guidance) -> None:
        self._language = spacy.blank("en")
        self._matcher = PhraseMatcher(self._language.vocab, attr="LOWER")
        self._spelling = Spelling.learned_from((), guidance.names)
        for kind, value, words in named_things(guidance):
            key = f"{kind}\t{value}"
            self._matcher.add(key, list(self._language.tokenizer.pipe(dict.fromkeys(words))))

    def found_in(self, text: str) -> tuple[Name, ...]:
        """The names in `text` in order, the longest where several of a kind lie over each other.

        Places are those in the text with its typing mistakes put right.
        """
        document = self._language.make_doc(self._mended(text[:LONGEST_READ]))
        spans = [Span(document, start, end, label=key) for key, start, end in self._matcher(document)]
        names: list[Name] = []
        for span in sorted(spans, key=lambda one: (one.start - one.end, one.start)):
            kind, value = span.label_.split("\t")
            name = Name(kind, value, span.start_char, span.end_char)
            if not any(name.kind == one.kind and name.start < one.end and one.start < name.end for one in names):
                names.append(name)
        return tuple(sorted(names, key=lambda one: one.start))

    def _mended(self, text: str) -> str:
        # A capital inside a sentence is somebody's name or a place's, and no typing mistake ("Surrey", not "survey").
        kept = {match.group().lower() for match in PROPER_NAME.finditer(text)}
        words = (word if word.lower() in kept else self._spelling.mended(word) for word in PIECES.findall(text))
        return "".join(words)


def named_things(guidance: Guidance) -> Iterator[tuple[str, str, list[str]]]:
    """Everything in the packs that has names: its kind, its id, and its names."""
    for pack in guidance.packs:
        for entry_id, entry in pack.entries.items():
            if "." in entry_id:
                yield "topic", entry_id, list(entry.called)
        for term in pack.terms:
            expansion = [term.expansion] if 0 < len(term.expansion.split()) <= 5 else []
            yield "term", term.term, [term.term, *expansion, *term.called]
        if pack.called:
            yield "authority", pack.id, list(pack.called)
    national = guidance.national
    for circumstance in national.questions.circumstances if national.questions else ():
        yield "circumstance", circumstance.id, list(circumstance.called)
    for tool in national.tools:
        yield "tool", tool.id, list(tool.called)
    for meeting in national.meetings:
        yield "meeting", meeting.id, list(meeting.called)
    for child in guidance.children:
        yield "child", child.id, [child.name]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class NameFinder(GraphComponent):
    """Adds an entity for each name that a message holds."""

    def __init__(self, names: Names) -> None:
        self._names = names

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> NameFinder:
        return cls(Names(load_guidance()))

    def process(self, messages: list[Message]) -> list[Message]:
        """Adds the entities."""
        for message in messages:
            for name in self._names.found_in(message.get(TEXT) or ""):
                add_entity(message, name.kind, name.value, name.start, name.end)
        return messages
