"""Our importer reads what Rasa's own reads."""

from __future__ import annotations

from pathlib import Path

import pytest
from rasa.shared.exceptions import YamlException
from rasa.shared.importers.importer import TrainingDataImporter
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.training_data.loading import load_data
from rasa.shared.nlu.training_data.training_data import TrainingData
from ruamel.yaml import YAML

from bot.nlu.examples import Examples, examples_in, plain_items
from bot.runtime.model import ROOT

HELLO = "nlu:\n- intent: hello\n  examples: |\n    - hi\n"
PLAIN = 'version: "3.1"\n\nnlu:\n- intent: {intent}\n  examples: |\n    - {example}\n    - hello – there\n'
OTHER = {
    "a synonym": 'version: "3.1"\nnlu:\n- synonym: mum\n  examples: |\n    - mother\n',
    "metadata": 'version: "3.1"\nnlu:\n- intent: hello\n  metadata: {a: 1}\n  examples: |\n    - hi\n',
    "a list": 'version: "3.1"\nnlu:\n- intent: hello\n  examples:\n  - text: hi\n',
    "a response": f'version: "3.1"\nresponses:\n  utter_hello:\n  - text: hi\n{HELLO}',
    "a backslash": PLAIN.format(intent="hello", example=r"one\u0020two"),
    "nothing": 'version: "3.1"\nnlu:\n',
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "nlu.yml"


def same(ours: TrainingData, rasas: TrainingData) -> bool:
    """Whether both have the same examples in the same order, and the same of everything else."""
    return ours.training_examples == rasas.training_examples and ours.fingerprint() == rasas.fingerprint()


@pytest.mark.parametrize("example", ["what is a CIN plan?", "[ten](age) at [St X](school:kind)", "- yes: #1", "ﬀ"])
def test_a_plain_file_is_read_as_rasa_reads_it(file: Path, example: str) -> None:
    file.write_text(PLAIN.format(intent="hello", example=example), encoding="utf-8")
    assert plain_items(file.read_text(encoding="utf-8")) is not None
    ours = examples_in(str(file))
    assert len(ours.training_examples) == 2
    assert same(ours, load_data(str(file)))


@pytest.mark.parametrize("has", OTHER)
def test_a_file_that_is_not_plain_is_left_to_rasa(file: Path, has: str) -> None:
    file.write_text(OTHER[has], encoding="utf-8")
    assert plain_items(OTHER[has]) is None
    assert same(examples_in(str(file)), load_data(str(file)))


@pytest.mark.parametrize("broken", [HELLO.replace("hello", "[1"), f'version: "3.1"\n{HELLO.replace("hello", "1")}'])
def test_a_file_that_is_wrong_is_refused_as_rasa_refuses_it(file: Path, broken: str) -> None:
    file.write_text(broken, encoding="utf-8")
    with pytest.raises(YamlException):
        examples_in(str(file))


@pytest.mark.parametrize("path", sorted((ROOT / "data/nlu").glob("*.yml")), ids=lambda path: path.stem)
def test_our_own_files_are_plain(path: Path) -> None:
    assert plain_items(path.read_text(encoding="utf-8")) is not None


def test_the_files_are_read_once_for_all_who_ask(file: Path, tmp_path: Path) -> None:
    file.write_text(PLAIN.format(intent="hello", example="hi"), encoding="utf-8")
    (tmp_path / "more.yml").write_text(PLAIN.format(intent="bye", example="so long"), encoding="utf-8")
    ours = Examples("config.yml", "domain.yml", [str(tmp_path)])
    assert ours.get_nlu_data() is ours.get_nlu_data(language="cy")
    assert same(ours.get_nlu_data(), RasaFileImporter("config.yml", "domain.yml", [str(tmp_path)]).get_nlu_data())


def test_the_configuration_names_it() -> None:
    (named,) = YAML(typ="safe").load(ROOT / "config.yml")["importers"]
    assert isinstance(TrainingDataImporter._importer_from_dict(named, "config.yml", "domain.yml", []), Examples)
