"""A name model by one setting."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.masking.masker import Masker, mask
from bot.masking.stronger import ModelMissing, chosen_model


def test_without_the_setting_no_model_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GUIDE_NAME_MODEL", raising=False)
    assert chosen_model() is None


def test_a_model_that_is_not_there_is_named_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUIDE_NAME_MODEL", "en_core_web_none")
    with pytest.raises(ModelMissing, match="GUIDE_NAME_MODEL=en_core_web_none can't be loaded") as raised:
        chosen_model()
    assert "\n" not in str(raised.value)


def test_whom_the_model_takes_for_a_person_is_masked_too_and_nothing_else_that_it_finds(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    import spacy

    monkeypatch.delenv("GUIDE_NAME_MODEL", raising=False)
    assert mask("a bluebell grew").found == ()

    language = spacy.blank("en")
    ruler = language.add_pipe("entity_ruler")
    patterns = [{"label": "PERSON", "pattern": "bluebell"}, {"label": "ORG", "pattern": "garden"}]
    ruler.add_patterns(patterns)  # type: ignore[attr-defined]
    language.to_disk(tmp_path / "model")
    monkeypatch.setenv("GUIDE_NAME_MODEL", str(tmp_path / "model"))
    assert Masker(chosen_model()).mask("a bluebell grew in the garden").text == "a [name] grew in the garden"
