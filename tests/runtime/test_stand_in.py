"""The stand-in for TensorFlow lets Rasa import it, and nothing build on it."""

from __future__ import annotations

import subprocess
import sys

import pytest


def test_rasas_own_component_list_imports_with_the_stand_in() -> None:
    from rasa.engine.recipes.default_components import DEFAULT_COMPONENTS

    assert len(DEFAULT_COMPONENTS) > 10


def test_a_model_built_on_the_stand_in_says_what_is_missing() -> None:
    from rasa.utils.tensorflow.models import RasaModel

    with pytest.raises(RuntimeError, match="needs TensorFlow, which this project does not install"):
        RasaModel(random_seed=1)


def test_decorators_of_the_stand_in_leave_a_function_as_it_is() -> None:
    import tensorflow

    @tensorflow.function(reduce_retracing=True)
    def doubled(number: int) -> int:
        return 2 * number

    assert doubled(2) == 4


@pytest.mark.model
def test_rasas_command_finds_the_stand_in() -> None:
    command = [sys.executable, "-W", "ignore", "-m", "rasa", "data", "validate", "--help"]
    assert subprocess.run(command, capture_output=True, check=False, timeout=120).returncode == 0
