"""The examples as Rasa's importer gives them, read once and with the fast reader of YAML where a file is plain.

Rasa reads all files again for each of its steps, and checks each line of YAML against a schema; the schema of a plain
file is checked here at a glance.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

from rasa.shared.constants import LATEST_TRAINING_DATA_FORMAT_VERSION
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.training_data.formats.rasa_yaml import RasaYAMLReader
from rasa.shared.nlu.training_data.loading import load_data
from rasa.shared.nlu.training_data.training_data import TrainingData
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError


class Examples(RasaFileImporter):
    """Rasa's own importer, which reads the examples once."""

    def get_nlu_data(self, language: str | None = "en") -> TrainingData:
        """All examples, whatever the language."""
        return self._examples

    @cached_property
    def _examples(self) -> TrainingData:
        return TrainingData().merge(*map(examples_in, self._nlu_files))


def examples_in(file: str) -> TrainingData:
    """The examples in one file, as Rasa reads them. Raises what Rasa raises for a file that it can't read."""
    return PlainReader().read(file) if RasaYAMLReader.is_yaml_nlu_file(file) else load_data(file)


class PlainReader(RasaYAMLReader):
    """Rasa's own reader of YAML, which leaves its slow ways to files that aren't plain."""

    def reads(self, string: str, **settings: Any) -> TrainingData:
        """The examples in the text of a file."""
        items = plain_items(string)
        if items is None:
            return super().reads(string, **settings)
        self._parse_nlu(items)
        return TrainingData(self.training_examples, self.entity_synonyms)


def plain_items(text: str) -> list[dict[str, str]] | None:
    """The intents with their examples, where there is nothing else in a file; None for any other file."""
    # Rasa takes a backslash in some files for the start of a character's number.
    if "\\" in text:
        return None
    try:
        content = YAML(typ="safe").load(text)
    except YAMLError:
        return None
    if not isinstance(content, dict) or set(content) != {"version", "nlu"}:
        return None
    items: Any = content["nlu"]
    is_plain = (
        content["version"] == LATEST_TRAINING_DATA_FORMAT_VERSION
        and isinstance(items, list)
        and all(isinstance(item, dict) and set(item) == {"intent", "examples"} for item in items)
        and all(isinstance(value, str) and value for item in items for value in item.values())
    )
    return items if is_plain else None
