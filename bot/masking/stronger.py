"""A spaCy model that finds more names, where one is chosen and installed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

from bot.masking.found import Found

MODEL = "GUIDE_NAME_MODEL"
"""The setting that names the model, such as en_core_web_lg; without it, lists and rules alone find names."""

PERSON = "PERSON"
LONGEST_READ = 20_000
"""Characters read at once: a model's memory grows with them."""


class ModelMissing(Exception):
    """The chosen model can't be loaded; the message says so in one line."""


class PeopleFinder:
    """Finds whom a model takes for a person."""

    def __init__(self, language: Any) -> None:
        self._language = language

    def found_in(self, text: str) -> Iterator[Found]:
        """People's names in `text`."""
        for begin in range(0, len(text), LONGEST_READ):
            for entity in self._language(text[begin : begin + LONGEST_READ]).ents:
                if entity.label_ == PERSON and any(one.isalpha() for one in entity.text):
                    yield Found("name", begin + entity.start_char, begin + entity.end_char)


def chosen_model() -> PeopleFinder | None:
    """The finder of the model in the settings; None where none is named. Raises ModelMissing."""
    name = os.environ.get(MODEL, "").strip()
    if not name:
        return None
    import spacy  # takes a second to load, and most commands mask nothing

    try:
        return PeopleFinder(spacy.load(name, exclude=["lemmatizer", "parser"]))
    except (OSError, ImportError, ValueError) as error:
        raise ModelMissing(
            f"{MODEL}={name} can't be loaded: install it (python -m spacy download {name}), or leave the setting out"
        ) from error
