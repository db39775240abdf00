"""Domain, examples, rules, actions and packs agree with each other."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.guidance.library import load_guidance
from bot.runtime.consistency import disagreements
from bot.runtime.model import ROOT

GUIDANCE = load_guidance()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the files that have to agree."""
    for name in ("config.yml", "domain.yml"):
        shutil.copy(ROOT / name, tmp_path)
    shutil.copytree(ROOT / "data", tmp_path / "data")
    return tmp_path


def replace(path: Path, old: str, new: str) -> None:
    """Puts `new` for the first `old` in a file, which must hold it."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_projects_files_agree() -> None:
    assert disagreements(GUIDANCE) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("data/nlu/law.yml", "- intent: law.kcsie", "- intent: law.kscie", "law.kscie: it is not among the intents"),
        ("data/nlu/law.yml", "- intent: law.kcsie", "- intent: law.kscie", "law.kcsie: it has no examples"),
        ("data/stories/safety.yml", "action_safety", "action_saftey", "there is no such action"),
        ("data/stories/safety.yml", "intent: safety.immediate", "intent: safety.imediate", "there is no such intent"),
        ("data/stories/safety.yml", "intent: safety.immediate", "intent: help", "it has a rule in"),
        ("data/stories/safety.yml", "intent: safety.immediate", "intent: help", "safety.immediate: no rule"),
        ("domain.yml", "  - action_safety\n", "  - action_saftey\n", "action_saftey: no class in actions/"),
        ("domain.yml", "  - action_safety\n", "", "action_safety: it is not among the actions"),
        ("domain.yml", "  - law.kcsie: {use_entities: []}\n", "", "law.kcsie: a button may offer it"),
        ("domain.yml", "  - circumstance\n", "", "circumstance is added by bot/nlu"),
        ("config.yml", "bot.nlu.reader.Reader", "DIETClassifier", "DIETClassifier needs TensorFlow"),
    ],
)
def test_a_disagreement_is_named(project: Path, file: str, old: str, new: str, said: str) -> None:
    replace(project / file, old, new)
    assert any(said in line for line in disagreements(GUIDANCE, project))


def test_all_disagreements_are_named_at_once(project: Path) -> None:
    replace(project / "domain.yml", "  - action_safety\n", "")
    replace(project / "domain.yml", "  - circumstance\n", "")
    assert len(disagreements(GUIDANCE, project)) >= 3
