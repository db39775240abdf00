"""The model belongs to its inputs."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.runtime.model import INPUTS, ROOT, ModelError, inputs_digest, refuse_tensorflow


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of small files with the same names."""
    for name in INPUTS:
        path = tmp_path / name
        if (ROOT / name).is_dir():
            path.mkdir(parents=True)
            (path / "one.yml").write_text("a: 1\n")
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, path)
    return tmp_path


def test_all_inputs_are_there() -> None:
    assert [name for name in INPUTS if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("name", INPUTS)
def test_a_change_in_any_input_asks_for_another_model(project: Path, name: str) -> None:
    before = inputs_digest(project)
    changed = project / name / "one.yml" if (project / name).is_dir() else project / name
    changed.write_text(changed.read_text() + "\n# changed\n")
    assert inputs_digest(project) != before


def test_a_new_pack_asks_for_another_model(project: Path) -> None:
    before = inputs_digest(project)
    (project / "bot/guidance/new").mkdir()
    (project / "bot/guidance/new/pack.yml").write_text("id: new\n")
    assert inputs_digest(project) != before


def test_what_a_run_leaves_behind_changes_nothing(project: Path) -> None:
    before = inputs_digest(project)
    (project / "bot/nlu/__pycache__").mkdir(parents=True, exist_ok=True)
    (project / "bot/nlu/__pycache__/one.pyc").write_bytes(b"compiled")
    (project / "README.md").write_text("hello")
    assert inputs_digest(project) == before


@pytest.mark.parametrize("component", ["DIETClassifier", "rasa.nlu.selectors.response_selector.ResponseSelector"])
def test_a_pipeline_that_needs_tensorflow_is_refused_by_name(project: Path, component: str) -> None:
    config = (project / "config.yml").read_text().replace("pipeline:", f"pipeline:\n  - name: {component}")
    (project / "config.yml").write_text(config)
    with pytest.raises(ModelError, match=f"pipeline: {component.rsplit('.', 1)[-1]} needs TensorFlow"):
        refuse_tensorflow(project)


def test_the_projects_own_pipeline_needs_no_tensorflow() -> None:
    refuse_tensorflow(ROOT)
